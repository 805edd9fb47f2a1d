// markdown.cc: a writer of Markdown tables, in C++17: scores as one table a form, an audit
// as one table of findings. A worked example of a writer; see include/README.md.
#include <jixiao/plugin.h>

#include <new>
#include <string>

namespace
{

struct writer {
    const jx_host *host;
    const jx_output *output;
};

// A cell's text: one line, with what Markdown would take for marks escaped.
std::string cell(jx_str text)
{
    std::string out;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '|' || c == '\\' || c == '<' || c == '*' || c == '_' || c == '`')
            out += '\\';
        out += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
    }
    return out;
}

std::string number(const jx_host *host, bool known, jx_dec value)
{
    char text[64];
    return known ? std::string(text, host->decimal(host, value, text)) : "—";
}

std::string reason(const jx_host *host, const jx_why &why)
{
    char text[1024];
    host->render(host, &why, text, sizeof text); // always terminated
    return cell({text, std::char_traits<char>::length(text)});
}

std::string why_of(const jx_host *host, const jx_item &item)
{
    std::string out;
    for (size_t i = 0; i < item.line_count; i++)
        out += (i ? "; " : "") + reason(host, item.lines[i].why);
    return out;
}

std::string form_table(const jx_host *host, const jx_record &record,
                       const jx_result *result)
{
    std::string out = "## " + cell(record.cell[JX_REC_NAME].text) + "\n\n";
    if (!result) { // convert: what was read, nothing more
        out += "| indicator | target | actual |\n|---|---|---|\n";
        for (size_t i = 0; i < record.indicator_count; i++) {
            const jx_cell *row = record.indicators[i].cell;
            out += "| " + cell(row[JX_IND_NAME].text) + " | " +
                   cell(row[JX_IND_TARGET].text) + " | " + cell(row[JX_IND_ACTUAL].text) +
                   " |\n";
        }
        return out + "\n";
    }
    out += "| indicator | weight | claimed | score | why |\n|---|--:|--:|--:|---|\n";
    for (size_t i = 0; i < result->item_count; i++) {
        const jx_item &item = result->items[i];
        out += "| " + cell(item.name) + " | " +
               number(host, item.has_weight, item.weight) + " | " +
               cell(item.reported.text) + " | " + number(host, item.scored, item.score) +
               " | " + why_of(host, item) + " |\n";
    }
    return out + "| **total** | | | **" + number(host, result->has_total, result->total) +
           "** | " + result->grade + " |\n\n";
}

bool put(const writer *self, const std::string &text)
{
    return self->output->write(self->output, text.data(), text.size());
}

void *open_writer(const jx_host *host, const jx_output *output)
{
    void *memory = host->alloc(host, sizeof(writer)); // the host frees it
    return memory ? new (memory) writer{host, output} : nullptr;
}

// No exception may leave a plugin: the core is C.
bool write_record(void *self, const jx_record *record, const jx_result *result)
try {
    auto *own = static_cast<writer *>(self);
    if (own->output->task == JX_TASK_AUDIT)
        return true; // the findings come together, at the end
    return put(own, form_table(own->host, *record, result));
} catch (const std::bad_alloc &) {
    auto *own = static_cast<writer *>(self);
    return own->host->fail(own->host, nullptr, "out of memory");
}

bool write_findings(void *self, const jx_summary *, const jx_listed *list, size_t count)
try {
    auto *own = static_cast<writer *>(self);
    std::string out =
        "| code | project | indicator | finding | place |\n|---|---|---|---|---|\n";
    for (size_t i = 0; i < count; i++)
        out += "| " + std::string(list[i].finding->code) + " | " + cell(list[i].name) +
               " | " + cell(list[i].finding->name) + " | " +
               reason(own->host, list[i].finding->message) + " | " + list[i].source +
               " |\n";
    return put(own, out);
} catch (const std::bad_alloc &) {
    auto *own = static_cast<writer *>(self);
    return own->host->fail(own->host, nullptr, "out of memory");
}

bool close_writer(void *, const jx_summary *, bool)
{
    return true;
}

constexpr jx_writer make()
{
    jx_writer w = {};
    w.size = sizeof w;
    w.name = "markdown";
    w.title = "tables in Markdown";
    w.extension = "md";
    w.open = open_writer;
    w.record = write_record;
    w.findings = write_findings;
    w.close = close_writer;
    return w;
}

constexpr jx_writer markdown = make();
const jx_writer *const writers[] = {&markdown, nullptr};

} // namespace

JX_PLUGIN("markdown", "1.2.0", nullptr, writers, nullptr);
