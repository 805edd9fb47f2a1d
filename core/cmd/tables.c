/* tables.c: from a command's tables to a writer and its output file. What the tables say is
 * the commands' business. */
#include "tables.h"

#include "decimal.h"
#include "guard.h"
#include "lang.h"
#include "os_file.h"
#include "os_stream.h"
#include "run.h"
#include "strbuf.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct jx_tables {
    struct jx_arena arena;
    struct jx_error err;
    struct jx_host_ctx host_ctx;
    struct jx_host host;
    struct jx_output output;
    struct jx_os_output file;
    const struct jx_writer *writer;
    void *self;
};

static bool write_bytes(const struct jx_output *output, const char *bytes, size_t len)
{
    struct jx_tables *tables = output->ctx;
    return jx_guard_bytes(tables->writer, bytes, len, &tables->err) &&
           jx_os_output_write(&tables->file, bytes, len, &tables->err);
}

static bool has_tables(const struct jx_writer *writer)
{
    return JX_HAS(writer, row) && writer->table && writer->row;
}

static const struct jx_writer *
find_writer(struct jx_app *app, const struct jx_options *options, struct jx_error *err)
{
    const char *to = options->to ? options->to : "text";
    const struct jx_writer *writer = jx_registry_writer(&app->registry, to);
    if (writer && has_tables(writer))
        return jx_writer_fits(writer, options, err) ? writer : NULL;
    if (writer)
        jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                     _("the format '%s' has no tables: choose text, json or csv"), to);
    else
        jx_no_format(app, to, err);
    return NULL;
}

static bool begin(struct jx_tables *tables, const struct jx_options *options,
                  struct jx_error *err)
{
    bool file = options->output && strcmp(options->output, "-") != 0;
    tables->output =
        (struct jx_output){.size = sizeof tables->output,
                           .ctx = tables,
                           .write = write_bytes,
                           .task = JX_TASK_TABLES,
                           .full_detail = options->full_detail,
                           .width = (uint16_t)(file ? 0 : jx_os_terminal_width())};
    tables->output.color = tables->output.width > 0 && jx_os_terminal_color();
    tables->host_ctx = (struct jx_host_ctx){&tables->arena, &tables->err, NULL};
    tables->host = jx_host_make(&tables->host_ctx);
    if (!jx_os_output_open(&tables->file, options->output, err))
        return false;
    tables->self = tables->writer->open(&tables->host, &tables->output);
    return tables->self != NULL;
}

/* What the writer told its host, or that it told nothing. */
static bool failed(struct jx_tables *tables, struct jx_error *err)
{
    if (tables->err.text[0])
        *err = tables->err;
    return err->text[0] ? false
                        : jx_fail_kind(err, JX_ERR_SYSTEM, NULL, 0,
                                       _("the output cannot be written"));
}

struct jx_tables *jx_tables_open(struct jx_app *app, const struct jx_options *options,
                                 struct jx_error *err)
{
    const struct jx_writer *writer = find_writer(app, options, err);
    if (!writer)
        return NULL;
    struct jx_tables *tables = calloc(1, sizeof *tables);
    if (!tables) {
        jx_fail_memory(err, NULL);
        return NULL;
    }
    tables->writer = writer;
    tables->file.fd = -1;
    if (begin(tables, options, err))
        return tables;
    failed(tables, err);
    jx_tables_close(tables, false, err);
    return NULL;
}

bool jx_tables_begin(struct jx_tables *tables, const struct jx_table *table,
                     struct jx_error *err)
{
    return tables->writer->table(tables->self, table) || failed(tables, err);
}

bool jx_tables_row(struct jx_tables *tables, const struct jx_value *cells,
                   struct jx_error *err)
{
    return tables->writer->row(tables->self, cells) || failed(tables, err);
}

bool jx_tables_close(struct jx_tables *tables, bool whole, struct jx_error *err)
{
    bool ok = true;
    if (!tables)
        return true;
    if (tables->self && !tables->writer->close(tables->self, NULL, whole))
        ok = whole ? failed(tables, err) : false;
    if (tables->file.fd >= 0)
        ok = jx_os_output_close(&tables->file, ok && whole, err) && ok;
    jx_arena_free(&tables->arena);
    free(tables);
    return ok;
}

bool jx_tables_asked(const struct jx_options *options)
{
    return options->output || (options->to && strcmp(options->to, "text") != 0);
}

/* ---- what is kept until the tables are written ---- */

const char *jx_kept_text(struct jx_kept *kept, const char *text)
{
    const char *copy = jx_arena_copy(&kept->arena, text, strlen(text));
    kept->lost |= !copy;
    return copy;
}

void *jx_kept_add(struct jx_kept *kept, void **list, size_t *count, size_t *room,
                  size_t size)
{
    char *grown = jx_arena_grow(&kept->arena, *list, *count, room, size);
    kept->lost |= !grown;
    if (!grown)
        return NULL;
    *list = grown;
    return memset(grown + (*count)++ * size, 0, size);
}

/* ---- cells ---- */

struct jx_value jx_cell_str(struct jx_str text)
{
    return (struct jx_value){.type = JX_T_TEXT, .text = text};
}

struct jx_value jx_cell_words(const char *text)
{
    return text ? jx_cell_str(jx_str_of(text)) : (struct jx_value){0};
}

struct jx_value jx_cell_keyed(const char *text, const char *key)
{
    struct jx_value cell = jx_cell_words(text);
    cell.key = jx_str_of(key ? key : "");
    return cell;
}

struct jx_value jx_cell_severity(uint8_t severity)
{
    static const char *const words[] = {N_("note"), N_("warning"), N_("error")};
    static const char *const keys[] = {"info", "warning", "error"};
    return jx_cell_keyed(_(words[severity]), keys[severity]);
}

struct jx_value jx_cell_number(bool known, struct jx_dec number)
{
    return (struct jx_value){.type = known ? JX_T_NUMBER : JX_T_NONE, .number = number};
}

struct jx_value jx_cell_count(uint64_t count)
{
    return jx_cell_number(true, (struct jx_dec){(int64_t)count, 0});
}

struct jx_value jx_cell_estimate(double figure)
{
    if (!isfinite(figure))
        return (struct jx_value){0};
    int exponent = figure == 0 ? 0 : (int)floor(log10(fabs(figure))) - 5;
    double scaled = figure * pow(10, -exponent);
    struct jx_dec number = {(int64_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5),
                            exponent};
    return jx_cell_number(true, number);
}
