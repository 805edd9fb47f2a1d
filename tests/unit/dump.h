/* dump.h: runs a reader plugin over bytes and keeps what the sink receives as text, one
 * event a line:
 *   P3 text              prose, with its line
 *   S Sheet1             a sheet begins
 *   R2!5 a|b+2|^c        a row: sheet, line, then cells; +2: spans two columns; ^: goes on
 *                        from above; 4=a: stands in column 4, where that is no neighbour
 *   R… hidden            the row is hidden
 *   E                    the table ends
 *   ! text               trouble
 * Line ends within a text are shown as '~'. */
#pragma once

#include "arena.h"
#include "check.h"
#include "jixiao/plugin.h"
#include "strbuf.h"

#include <stdlib.h>

struct dump {
    struct jx_strbuf out;
    struct jx_arena arena;
    char failure[1024], log[1024];
    int failed_line;
    bool quiet;
    size_t rows, cells;
};

static void *dump_alloc(const struct jx_host *host, size_t size)
{
    return jx_arena_alloc(&((struct dump *)host->ctx)->arena, size);
}

static bool dump_fail(const struct jx_host *host, const struct jx_at *at,
                      const char *text)
{
    struct dump *dump = host->ctx;
    dump->failed_line = at ? (int)at->line : 0;
    snprintf(dump->failure, sizeof dump->failure, "%s", text);
    return false;
}

static void dump_log(const struct jx_host *host, enum jx_log_level level,
                     const char *text)
{
    (void)level;
    snprintf(((struct dump *)host->ctx)->log, 1024, "%s", text);
}

static const char *dump_translate(const struct jx_host *host, const char *message)
{
    (void)host;
    return message;
}

static void dump_text(struct dump *dump, struct jx_str text)
{
    for (size_t i = 0; i < text.n; i++)
        jx_strbuf_putc(&dump->out, text.p[i] == '\n' ? '~' : text.p[i]);
}

static bool dump_prose(const struct jx_sink *sink, struct jx_str text, struct jx_at at)
{
    struct dump *dump = sink->ctx;
    jx_strbuf_format(&dump->out, "P%u ", (unsigned)at.line);
    dump_text(dump, text);
    jx_strbuf_putc(&dump->out, '\n');
    return true;
}

static void dump_cell(struct dump *dump, const struct jx_table_cell *cell, unsigned next)
{
    if (cell->column != next)
        jx_strbuf_format(&dump->out, "%u=", (unsigned)cell->column);
    jx_strbuf_puts(&dump->out, cell->flags & JX_CELL_CONTINUES ? "^" : "");
    dump_text(dump, cell->text);
    if (cell->span != 1)
        jx_strbuf_format(&dump->out, "+%u", (unsigned)cell->span);
}

static bool dump_row(const struct jx_sink *sink, const struct jx_row *row)
{
    struct dump *dump = sink->ctx;
    dump->rows++;
    dump->cells += row->count;
    if (dump->quiet)
        return true;
    struct jx_at at = row->cells[0].at;
    unsigned next = 0;
    jx_strbuf_format(&dump->out, "R%u!%u ", (unsigned)at.sheet, (unsigned)at.line);
    for (size_t i = 0; i < row->count; i++) {
        jx_strbuf_puts(&dump->out, i ? "|" : "");
        dump_cell(dump, &row->cells[i], next);
        next = row->cells[i].column + row->cells[i].span;
        CHECK(row->cells[i].span >= 1 && row->cells[i].kind == JX_TEXT);
    }
    CHECK(row->flags & JX_ROW_GRID);
    jx_strbuf_puts(&dump->out, row->flags & JX_ROW_HIDDEN ? " hidden\n" : "\n");
    return true;
}

static bool dump_end(const struct jx_sink *sink)
{
    jx_strbuf_puts(&((struct dump *)sink->ctx)->out, "E\n");
    return true;
}

static bool dump_trouble(const struct jx_sink *sink, struct jx_at at, uint64_t offset,
                         const char *text)
{
    (void)at;
    (void)offset;
    jx_strbuf_format(&((struct dump *)sink->ctx)->out, "! %s\n", text);
    return true;
}

static bool dump_sheet(const struct jx_sink *sink, struct jx_str name)
{
    struct dump *dump = sink->ctx;
    jx_strbuf_puts(&dump->out, "S ");
    dump_text(dump, name);
    jx_strbuf_putc(&dump->out, '\n');
    return true;
}

/* Reads into a zeroed dump (or one used before, which is emptied); what the reader says. */
static inline bool dump_read(struct dump *dump, const struct jx_plugin *plugin,
                             struct jx_str bytes)
{
    const struct jx_reader *reader = plugin->readers[0];
    struct jx_host host = {.size = sizeof host,
                           .ctx = dump,
                           .alloc = dump_alloc,
                           .fail = dump_fail,
                           .log = dump_log,
                           .translate = dump_translate};
    struct jx_sink sink = {.size = sizeof sink,
                           .ctx = dump,
                           .prose = dump_prose,
                           .row = dump_row,
                           .table_end = dump_end,
                           .trouble = dump_trouble,
                           .sheet = dump_sheet};
    struct jx_document document = {.size = sizeof document,
                                   .name = "form",
                                   .bytes = bytes.p,
                                   .len = bytes.n,
                                   .first_line = 1};
    jx_strbuf_clear(&dump->out);
    dump->failure[0] = dump->log[0] = 0;
    dump->rows = dump->cells = 0;
    jx_arena_free(&dump->arena);
    void *self = reader->open(&host);
    bool ok = self && reader->read(self, &host, &document, &sink);
    reader->close(self);
    CHECK(ok == !dump->failure[0]);
    return ok;
}

static inline const char *dump_shown(const struct dump *dump)
{
    return dump->out.text ? dump->out.text : "";
}

static inline void dump_free(struct dump *dump)
{
    jx_strbuf_free(&dump->out);
    jx_arena_free(&dump->arena);
}
