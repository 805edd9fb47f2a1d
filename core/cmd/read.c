/* read.c: runs readers over units and recognises forms in what they give. Which units
 * there are is feed.c's business; nothing is scored here. */
#include "read.h"

#include "guard.h"
#include "lang.h"
#include "os_plugin.h"
#include "recognise.h"
#include "record.h"
#include "strbuf.h"

#include <stdlib.h>
#include <string.h>

enum { READERS = 8 }; /* kept open; a thread rarely sees more formats than that */

/* A reader's state, kept from unit to unit. */
struct open_reader {
    const struct jx_reader *reader;
    void *self;
    struct jx_arena arena; /* of what it allocates */
    struct jx_host_ctx ctx;
    struct jx_host host;
    struct jx_readers *readers;
    const struct jx_document *document; /* being read */
    bool running;
};

struct jx_readers {
    const struct jx_options *options;
    struct jx_packs *packs;
    const struct jx_registry *registry;
    struct open_reader open[READERS];
    size_t count;
    struct jx_arena arena; /* of the document being read */
};

/* One unit being read. */
struct reading {
    struct jx_readers *readers;
    const struct jx_unit *unit;
    const struct jx_found *found;
    struct jx_pages pages;
    const char **sheets; /* as in pages */
    size_t sheet_capacity;
    struct jx_error *err;
    size_t records, troubles;
    bool stopped; /* an event said stop: err is set */
};

static struct jx_str option_text(const char *option)
{
    return option ? jx_str_of(option) : (struct jx_str){0};
}

static void fill(struct jx_cell *cell, struct jx_str text)
{
    if (text.n && !jx_cell_filled(cell))
        *cell = jx_cell_text(text, (struct jx_at){0});
}

/* What no record need be told: file, region and year. */
static bool is_complete(const struct reading *reading, const struct jx_record *record)
{
    return record->file && jx_cell_filled(&record->cell[JX_REC_REGION]) &&
           (!reading->readers->options->year ||
            jx_cell_filled(&record->cell[JX_REC_YEAR]));
}

static void complete(struct reading *reading, struct jx_record *record)
{
    const struct jx_options *options = reading->readers->options;
    struct jx_cell *region = &record->cell[JX_REC_REGION];
    fill(region, option_text(options->region));
    if (!jx_cell_filled(region))
        fill(region,
             jx_packs_region(reading->readers->packs, record->cell[JX_REC_CODE].text));
    fill(&record->cell[JX_REC_YEAR], option_text(options->year));
    if (!record->file)
        record->file = reading->unit->file;
}

static bool give_record(struct reading *reading, const struct jx_record *record)
{
    const struct jx_options *options = reading->readers->options;
    struct jx_record completed;
    if (!is_complete(reading, record)) {
        completed = *record;
        complete(reading, &completed);
        record = &completed;
    }
    reading->records++;
    if (options->record && !jx_str_is(record->cell[JX_REC_CODE].text, options->record))
        return true;
    if (reading->found->record(reading->found->ctx, record, reading->err))
        return true;
    reading->stopped = true;
    return false;
}

static bool give_trouble(struct reading *reading, struct jx_at at, const char *text)
{
    reading->troubles++;
    if (reading->found->trouble(reading->found->ctx, reading->unit->file, at, text,
                                reading->err))
        return true;
    reading->stopped = true;
    return false;
}

/* ---- the sink ---- */

static bool sink_prose(const struct jx_sink *sink, struct jx_str text, struct jx_at at)
{
    struct reading *reading = sink->ctx;
    return jx_pages_prose(&reading->pages, text, at);
}

static bool sink_row(const struct jx_sink *sink, const struct jx_row *row)
{
    struct reading *reading = sink->ctx;
    return jx_pages_row(&reading->pages, row);
}

static bool sink_table_end(const struct jx_sink *sink)
{
    struct reading *reading = sink->ctx;
    return jx_pages_table_end(&reading->pages);
}

static bool sink_record(const struct jx_sink *sink, const struct jx_record *record)
{
    return give_record(sink->ctx, record);
}

static bool sink_trouble(const struct jx_sink *sink, struct jx_at at, uint64_t offset,
                         const char *text)
{
    struct reading *reading = sink->ctx;
    struct jx_strbuf full = {0};
    jx_strbuf_puts(&full, text);
    if (offset)
        jx_strbuf_format(&full, _(" (byte %llu)"), (unsigned long long)offset);
    bool go_on = give_trouble(reading, at, full.failed ? text : full.text);
    jx_strbuf_free(&full);
    return go_on;
}

static bool sink_sheet(const struct jx_sink *sink, struct jx_str name)
{
    struct reading *reading = sink->ctx;
    struct jx_arena *arena = &reading->readers->arena;
    struct jx_pages *pages = &reading->pages;
    const char **sheets = jx_arena_grow(arena, reading->sheets, pages->sheet_count,
                                        &reading->sheet_capacity, sizeof *sheets);
    char *copy = sheets ? jx_arena_copy(arena, name.p, name.n) : NULL;
    if (!copy)
        return false;
    sheets[pages->sheet_count++] = copy;
    pages->sheets = reading->sheets = sheets;
    return true;
}

/* ---- recognising ---- */

/* Options come before what the recogniser finds, and the pack's own region after it. */
static void place(struct jx_record *record, const struct jx_options *options,
                  const struct jx_pack *pack)
{
    struct jx_str region = option_text(options->region);
    if (region.n)
        record->cell[JX_REC_REGION] = jx_cell_text(region, (struct jx_at){0});
    else if (options->pack && pack->region)
        fill(&record->cell[JX_REC_REGION], jx_str_of(pack->region));
}

static bool recognise(struct reading *reading)
{
    if (!reading->pages.count)
        return true;
    const struct jx_pack *pack = jx_packs_recognise(
        reading->readers->packs, &reading->pages, reading->readers->options->region);
    if (!pack) /* what cannot be read to its end was told already */
        return reading->troubles ||
               give_trouble(
                   reading, (struct jx_at){0},
                   _("no pack knows a form in this document: name one with --pack"));
    struct jx_recognised found;
    if (!jx_recognise(&reading->pages, pack, &found, reading->err)) {
        reading->stopped = true;
        return false;
    }
    for (size_t i = 0; i < found.count; i++) {
        place(&found.records[i], reading->readers->options, pack);
        if (!give_record(reading, &found.records[i]))
            return false;
    }
    for (size_t i = 0; i < found.notice_count; i++)
        if (!give_trouble(reading, found.notices[i].at, found.notices[i].text))
            return false;
    return true;
}

/* ---- readers ---- */

static void close_reader(struct open_reader *open)
{
    if (open->self)
        open->reader->close(open->self);
    jx_arena_free(&open->arena);
    open->self = NULL;
}

/* A reader of whole documents is opened for each; what it allocates lives as long. */
static struct open_reader *open_reader(struct jx_readers *readers,
                                       const struct jx_reader *reader)
{
    struct open_reader *open = NULL;
    for (size_t i = 0; i < readers->count && !open; i++)
        if (readers->open[i].reader == reader)
            open = &readers->open[i];
    if (!open && readers->count < READERS)
        open = &readers->open[readers->count++];
    for (size_t i = 0; i < READERS && !open; i++)
        if (!readers->open[i].running)
            open = &readers->open[i];
    bool keep = open->reader == reader && (reader->flags & JX_READER_LINES) && open->self;
    if (keep)
        return open;
    if (open->reader)
        close_reader(open);
    open->reader = reader;
    open->readers = readers;
    open->arena = jx_arena_new(0);
    return open;
}

static bool run_behind(void *owner, const struct jx_document *part,
                       const struct jx_sink *sink);

static bool run_reader(struct jx_readers *readers, const struct jx_reader *reader,
                       const struct jx_document *document, const struct jx_sink *sink,
                       struct jx_error *failure)
{
    struct open_reader *open = open_reader(readers, reader);
    open->ctx = (struct jx_host_ctx){.arena = &open->arena,
                                     .err = failure,
                                     .file = document->name,
                                     .behind = run_behind,
                                     .owner = open};
    open->host = jx_host_make(&open->ctx);
    struct jx_guard guard;
    struct jx_sink guarded = jx_guard_sink(&guard, readers->registry, reader, sink);
    struct jx_os_inside before =
        jx_os_inside_set((struct jx_os_inside){"reader", reader->name});
    if (!open->self)
        open->self = reader->open(&open->host);
    open->document = document;
    open->running = true;
    bool ok = open->self && reader->read(open->self, &open->host, document, &guarded);
    open->running = false;
    jx_os_inside_set(before);
    return jx_guard_passed(&guard, failure) && ok;
}

/* What a reader leaves to the next of its name. */
static bool run_behind(void *owner, const struct jx_document *part,
                       const struct jx_sink *sink)
{
    struct open_reader *open = owner;
    const struct jx_reader *next =
        jx_registry_behind(open->readers->registry, open->reader);
    struct jx_document document = *open->document;
    if (!next)
        return jx_fail(open->ctx.err, document.name, 0, "%s",
                       _("no reader stands behind this one"));
    return jx_guard_part(open->reader, &document, part, sink, open->ctx.err) &&
           run_reader(open->readers, next, &document, sink, open->ctx.err);
}

static bool read_bytes(struct reading *reading)
{
    struct jx_error failure = {0};
    struct jx_sink sink = {sizeof sink,    reading,     sink_prose,   sink_row,
                           sink_table_end, sink_record, sink_trouble, sink_sheet};
    const struct jx_unit *unit = reading->unit;
    bool lines = unit->kind == JX_UNIT_LINES;
    struct jx_document document = {.size = sizeof document,
                                   .name = unit->file,
                                   .bytes = unit->chunk.bytes,
                                   .len = unit->chunk.len,
                                   .first_line = unit->chunk.first_line,
                                   .offset = unit->chunk.offset,
                                   .line_ends = lines ? unit->chunk.ends : NULL};
    bool ok = run_reader(reading->readers, unit->reader, &document, &sink, &failure);
    if (reading->stopped)
        return false;
    if (!ok && !give_trouble(reading, (struct jx_at){.line = (uint32_t)failure.line},
                             failure.text[0] ? failure.text : _("out of memory")))
        return false;
    if (!recognise(reading))
        return false;
    bool whole = reading->unit->kind == JX_UNIT_DOCUMENT;
    return !whole || reading->records || reading->troubles ||
           give_trouble(reading, (struct jx_at){0}, _("no form was found in this file"));
}

bool jx_read_unit(struct jx_readers *readers, const struct jx_unit *unit,
                  const struct jx_found *found, struct jx_error *err)
{
    struct reading reading = {
        .readers = readers, .unit = unit, .found = found, .err = err};
    if (unit->kind == JX_UNIT_TROUBLE) {
        uint64_t line = unit->trouble.line > 0 ? (uint64_t)unit->trouble.line : 0;
        struct jx_sink sink = {.ctx = &reading};
        return sink_trouble(&sink, (struct jx_at){.line = (uint32_t)line},
                            line ? unit->chunk.offset : 0, unit->trouble.text);
    }
    jx_pages_start(&reading.pages, &readers->arena, unit->file);
    bool ok = read_bytes(&reading);
    jx_arena_reset(&readers->arena);
    return ok;
}

struct jx_readers *jx_readers_open(const struct jx_registry *registry,
                                   const struct jx_options *options,
                                   struct jx_packs *packs)
{
    struct jx_readers *readers = calloc(1, sizeof *readers);
    if (readers) {
        readers->registry = registry;
        readers->options = options;
        readers->packs = packs;
        readers->arena = jx_arena_new(0);
    }
    return readers;
}

void jx_readers_close(struct jx_readers *readers)
{
    for (size_t i = 0; readers && i < readers->count; i++)
        close_reader(&readers->open[i]);
    if (readers)
        jx_arena_free(&readers->arena);
    free(readers);
}
