/* fields.c: how a field is written: quotation marks, and the apostrophe that keeps a
 * spreadsheet from running somebody's text as a formula. */
#include "fields.h"

#include <stdio.h>
#include <string.h>

static bool is_number(struct jx_str text)
{
    bool digit = false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool sign = (c == '-' || c == '+') && i == 0;
        if (c >= '0' && c <= '9')
            digit = true;
        else if (!sign && !(c == '.' && digit) && !(c == '%' && i + 1 == text.n && digit))
            return false;
    }
    return digit;
}

/* A lone sign is a placeholder or a nature, no formula. */
static bool is_formula(struct jx_str text)
{
    static const char *const starts[] = {"=",  "+",  "-",  "@",  "＝",
                                         "＋", "－", "＠", "\t", "\r"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t n = strlen(starts[i]);
        if (text.n > n && memcmp(text.p, starts[i], n) == 0)
            return !is_number(text);
    }
    return false;
}

static bool needs_quotes(struct jx_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (strchr(",\"\r\n\t", text.p[i]) && text.p[i])
            return true;
    return text.n && (text.p[0] == ' ' || text.p[text.n - 1] == ' ');
}

static void separate(struct csv_line *line)
{
    if (!line->started)
        paper_puts(&line->text, "\xef\xbb\xbf");
    if (line->fields++)
        paper_puts(&line->text, ",");
    line->started = true;
}

void csv_text(struct csv_line *line, struct jx_str text)
{
    bool formula = is_formula(text), quotes = needs_quotes(text);
    separate(line);
    if (quotes)
        paper_puts(&line->text, "\"");
    if (formula)
        paper_puts(&line->text, "'");
    for (size_t i = 0; quotes && i < text.n; i++) {
        if (text.p[i] == '"')
            paper_puts(&line->text, "\"");
        paper_add(&line->text, (struct jx_str){text.p + i, 1});
    }
    if (!quotes)
        paper_add(&line->text, text);
    if (quotes)
        paper_puts(&line->text, "\"");
}

void csv_word(struct csv_line *line, const char *message)
{
    csv_text(line, paper_str(paper_word(line->host, message)));
}

void csv_cell(struct csv_line *line, const struct jx_cell *cell)
{
    csv_text(line, cell->text);
}

void csv_number(struct csv_line *line, bool known, struct jx_dec number)
{
    char digits[64];
    size_t n = known ? line->host->decimal(line->host, number, digits) : 0;
    csv_text(line, (struct jx_str){digits, n});
}

void csv_count(struct csv_line *line, uint64_t count)
{
    csv_number(line, true, (struct jx_dec){(int64_t)count, 0});
}

void csv_part(struct csv_line *line)
{
    csv_text(line, paper_done(&line->part));
    paper_clear(&line->part);
}

bool csv_end(struct csv_line *line)
{
    paper_puts(&line->text, "\r\n");
    if (line->text.failed || line->part.failed)
        return line->host->fail(line->host, NULL,
                                paper_word(line->host, N_("out of memory")));
    struct jx_str done = paper_done(&line->text);
    bool ok = line->output->write(line->output, done.p, done.n);
    paper_clear(&line->text);
    line->fields = 0;
    return ok;
}

void csv_free(struct csv_line *line)
{
    paper_free(&line->text);
    paper_free(&line->part);
}
