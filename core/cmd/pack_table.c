/* pack_table.c: parameters as a table: written as CSV or by any writer of tables, read back
 * through any reader that gives rows. Which values are good is not judged here. */
#include "pack_params.h"

#include "guard.h"
#include "lang.h"
#include "os_file.h"
#include "tables.h"

#include <string.h>

enum { TABLE_MAX = 64 * 1024 * 1024, PROBE_BYTES = 64 * 1024 };

/* ---- writing ---- */

/* Headings are message ids: a table is read back in the language it was written in, or in
 * English. */
enum column { NAME, VALUE, WHY, COLUMNS_READ };
static const char *const headings[] = {
    N_("name"),    N_("value"),   N_("why"),  N_("type"),   N_("least"), N_("greatest"),
    N_("choices"), N_("default"), N_("text"), N_("origin"), N_("clause")};
enum { HEADINGS = sizeof headings / sizeof *headings };

static void add_cell(struct jx_strbuf *out, bool first, const char *text)
{
    jx_strbuf_puts(out, first ? "" : ",");
    if (!strpbrk(text, ",\"\r\n;\t")) {
        jx_strbuf_puts(out, text);
        return;
    }
    jx_strbuf_putc(out, '"');
    for (; *text; text++) {
        jx_strbuf_puts(out, *text == '"' ? "\"" : "");
        jx_strbuf_putc(out, *text);
    }
    jx_strbuf_putc(out, '"');
}

static void add_row(struct jx_strbuf *out, const char *const cells[HEADINGS])
{
    for (size_t i = 0; i < HEADINGS; i++)
        add_cell(out, i == 0, cells[i]);
    jx_strbuf_puts(out, "\r\n");
}

static void row_of(const struct jx_tunables *tunables, size_t index,
                   const char *out[HEADINGS])
{
    const struct jx_tunable *t = &tunables->list[index];
    struct jx_tunable_facts facts = jx_tunable_facts(tunables, t);
    const char *const row[HEADINGS] = {
        t->name,       t->plain,    "",         facts.type, facts.least, facts.greatest,
        facts.choices, facts.usual, facts.text, t->origin,  t->clause};
    memcpy(out, row, sizeof row);
}

void jx_tunables_csv(const struct jx_tunables *tunables, struct jx_strbuf *out)
{
    const char *cells[HEADINGS];
    for (size_t i = 0; i < HEADINGS; i++)
        cells[i] = _(headings[i]);
    jx_strbuf_puts(out, "\xef\xbb\xbf"); /* else office programs take it for GB18030 */
    add_row(out, cells);
    for (size_t i = 0; i < tunables->count; i++) {
        row_of(tunables, i, cells);
        add_row(out, cells);
    }
}

/* Values stay texts, so that a workbook shows and keeps every digit. */
bool jx_tunables_write(struct jx_app *app, const struct jx_tunables *tunables,
                       const struct jx_options *options, struct jx_error *err)
{
    struct jx_column columns[HEADINGS];
    for (size_t i = 0; i < HEADINGS; i++)
        columns[i] = (struct jx_column){headings[i], headings[i], JX_COLUMN_TEXT};
    const struct jx_table table = {.size = sizeof table,
                                   .key = "params",
                                   .title = N_("Parameters"),
                                   .columns = columns,
                                   .column_count = HEADINGS};
    struct jx_tables *tables = jx_tables_open(app, options, err);
    bool ok = tables && jx_tables_begin(tables, &table, err);
    for (size_t i = 0; ok && i < tunables->count; i++) {
        const char *texts[HEADINGS];
        struct jx_value cells[HEADINGS];
        row_of(tunables, i, texts);
        for (size_t k = 0; k < HEADINGS; k++)
            cells[k] = jx_cell_words(texts[k]);
        ok = jx_tables_row(tables, cells, err);
    }
    return jx_tables_close(tables, ok, err) && ok;
}

/* ---- reading ---- */

struct table {
    const struct jx_tunables *tunables;
    const char *file, *why;
    int place[COLUMNS_READ]; /* column of each heading; -1: none */
    bool headed;
    struct jx_wish *wishes;
    size_t count, capacity;
    bool failed;
    struct jx_error *err;
};

static const char *cell_text(struct table *t, const struct jx_row *row, int column)
{
    for (size_t i = 0; column >= 0 && i < row->count; i++)
        if (row->cells[i].column == column) {
            struct jx_str text = jx_str_trim(row->cells[i].text);
            const char *copy = jx_arena_copy(t->tunables->arena, text.p, text.n);
            t->failed |= !copy;
            return copy ? copy : "";
        }
    return "";
}

/* A row with the headings of name and value begins the table; what stands above is none of
 * it. */
static void take_heading(struct table *t, const struct jx_row *row)
{
    for (int k = 0; k < COLUMNS_READ; k++) {
        t->place[k] = -1;
        for (size_t i = 0; i < row->count; i++) {
            struct jx_str text = jx_str_trim(row->cells[i].text);
            if (jx_str_is(text, headings[k]) || jx_str_is(text, _(headings[k])))
                t->place[k] = row->cells[i].column;
        }
    }
    t->headed = t->place[NAME] >= 0 && t->place[VALUE] >= 0;
}

/* A table holds every parameter: only those that differ are wishes. */
static bool differs(const struct table *t, const char *name, const char *value)
{
    for (size_t i = 0; i < t->tunables->count; i++)
        if (strcmp(t->tunables->list[i].name, name) == 0)
            return strcmp(t->tunables->list[i].plain, value) != 0;
    return true; /* to be told as unknown */
}

static bool take_row(const struct jx_sink *sink, const struct jx_row *row)
{
    struct table *t = sink->ctx;
    if (!t->headed) {
        take_heading(t, row);
        return true;
    }
    const char *name = cell_text(t, row, t->place[NAME]);
    const char *value = cell_text(t, row, t->place[VALUE]);
    const char *why = cell_text(t, row, t->place[WHY]);
    if (!*name || !differs(t, name, value))
        return !t->failed;
    struct jx_wish *wishes = jx_arena_grow(t->tunables->arena, t->wishes, t->count,
                                           &t->capacity, sizeof *wishes);
    t->failed |= !wishes;
    if (t->failed)
        return false;
    t->wishes = wishes;
    wishes[t->count++] = (struct jx_wish){name, value, *why ? why : t->why, t->file,
                                          row->count ? (int)row->cells[0].at.line : 0};
    return true;
}

static bool skip_prose(const struct jx_sink *sink, struct jx_str text, struct jx_at at)
{
    (void)sink, (void)text, (void)at;
    return true;
}

static bool end_table(const struct jx_sink *sink)
{
    (void)sink;
    return true;
}

static bool skip_record(const struct jx_sink *sink, const struct jx_record *record)
{
    (void)sink, (void)record;
    return true;
}

static bool skip_sheet(const struct jx_sink *sink, struct jx_str name)
{
    (void)sink, (void)name;
    return true;
}

/* A table with a hole in it must not be half carried out. */
static bool take_trouble(const struct jx_sink *sink, struct jx_at at, uint64_t offset,
                         const char *text)
{
    struct table *t = sink->ctx;
    (void)offset;
    return jx_fail(t->err, t->file, (int)at.line, "%s", text);
}

static bool read_table(struct jx_app *app, struct table *t, struct jx_str bytes)
{
    size_t head = bytes.n < PROBE_BYTES ? bytes.n : PROBE_BYTES;
    const struct jx_reader *reader =
        jx_registry_probe(&app->registry, bytes.p, head, t->file);
    if (!reader)
        return jx_fail(t->err, t->file, 0,
                       _("no reader knows this format; save the table as CSV"));
    struct jx_host_ctx ctx = {t->tunables->arena, t->err, t->file};
    struct jx_host host = jx_host_make(&ctx);
    struct jx_document document = {.size = sizeof document,
                                   .name = t->file,
                                   .bytes = bytes.p,
                                   .len = bytes.n,
                                   .first_line = 1};
    struct jx_sink own = {sizeof own, t,           skip_prose,   take_row,
                          end_table,  skip_record, take_trouble, skip_sheet};
    struct jx_guard guard;
    struct jx_sink sink = jx_guard_sink(&guard, &app->registry, reader, &own);
    void *self = reader->open(&host);
    bool ok = self && reader->read(self, &host, &document, &sink) && !t->failed;
    if (self)
        reader->close(self);
    if (!jx_guard_passed(&guard, t->err) || !ok)
        return t->err->text[0] ? false : jx_fail_memory(t->err, t->file);
    return t->headed || jx_fail(t->err, t->file, 0,
                                _("no table with the columns '%s' and '%s' was found"),
                                _(headings[NAME]), _(headings[VALUE]));
}

bool jx_wishes_read(struct jx_app *app, const char *path,
                    const struct jx_tunables *tunables, const char *why,
                    struct jx_wish **wishes, size_t *count, struct jx_error *err)
{
    struct jx_bytes bytes = {0};
    struct table t = {
        .tunables = tunables, .file = path, .why = why ? why : "", .err = err};
    bool ok = jx_os_read(path, TABLE_MAX, &bytes, err) &&
              read_table(app, &t, (struct jx_str){bytes.p, bytes.n});
    jx_os_release(&bytes);
    *wishes = t.wishes;
    *count = t.count;
    return ok && !err->text[0];
}
