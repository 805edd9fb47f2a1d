/* feed.c: finds the reader of a document, runs it, and recognises forms in what it
 * gives. Nothing is scored here. */
#include "feed.h"

#include "lang.h"
#include "os_file.h"
#include "recognise.h"
#include "record.h"
#include "strbuf.h"

#include <stdio.h>
#include <string.h>

enum { PROBE_BYTES = 64 * 1024, DOCUMENT_MAX = 1024 * 1024 * 1024 };

/* One document being read. */
struct reading {
    struct jx_feed *source;
    struct jx_arena arena; /* of the document */
    struct jx_pages pages;
    const char **sheets; /* as in pages */
    size_t sheet_capacity;
    const char *file;
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

static bool give_record(struct reading *reading, struct jx_record *record)
{
    const struct jx_options *options = reading->source->options;
    fill(&record->cell[JX_REC_REGION], option_text(options->region));
    fill(&record->cell[JX_REC_YEAR], option_text(options->year));
    if (!record->file)
        record->file = reading->file;
    reading->records++;
    if (options->record && !jx_str_is(record->cell[JX_REC_CODE].text, options->record))
        return true;
    if (reading->source->record(reading->source->ctx, record, reading->err))
        return true;
    reading->stopped = true;
    return false;
}

static bool give_trouble(struct reading *reading, struct jx_at at, const char *text)
{
    reading->troubles++;
    if (reading->source->trouble(reading->source->ctx, reading->file, at, text,
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
    struct jx_record copy = *record;
    return give_record(sink->ctx, &copy);
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
    struct jx_pages *pages = &reading->pages;
    const char **sheets =
        jx_arena_grow(&reading->arena, reading->sheets, pages->sheet_count,
                      &reading->sheet_capacity, sizeof *sheets);
    char *copy = sheets ? jx_arena_copy(&reading->arena, name.p, name.n) : NULL;
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
        reading->source->packs, &reading->pages, reading->source->options->region);
    if (!pack)
        return give_trouble(
            reading, (struct jx_at){0},
            _("no pack knows a form in this document: name one with --pack"));
    struct jx_recognised found;
    if (!jx_recognise(&reading->pages, pack, &found, reading->err)) {
        reading->stopped = true;
        return false;
    }
    for (size_t i = 0; i < found.count; i++) {
        place(&found.records[i], reading->source->options, pack);
        if (!give_record(reading, &found.records[i]))
            return false;
    }
    for (size_t i = 0; i < found.notice_count; i++)
        if (!give_trouble(reading, found.notices[i].at, found.notices[i].text))
            return false;
    return true;
}

/* ---- documents ---- */

static const struct jx_reader *choose_reader(struct reading *reading, struct jx_str bytes)
{
    const struct jx_options *options = reading->source->options;
    const struct jx_registry *registry = &reading->source->app->registry;
    if (options->from && strcmp(options->from, "auto") != 0)
        return jx_registry_reader(registry, options->from);
    return jx_registry_probe(
        registry, bytes.p, bytes.n < PROBE_BYTES ? bytes.n : PROBE_BYTES, reading->file);
}

static bool read_with(struct reading *reading, const struct jx_reader *reader,
                      struct jx_str bytes)
{
    struct jx_error failure = {0};
    struct jx_host_ctx ctx = {&reading->arena, &failure, reading->file};
    struct jx_host host = jx_host_make(&ctx);
    struct jx_document document = {.size = sizeof document,
                                   .name = reading->file,
                                   .bytes = bytes.p,
                                   .len = bytes.n,
                                   .first_line = 1};
    struct jx_sink sink = {sizeof sink,    reading,     sink_prose,   sink_row,
                           sink_table_end, sink_record, sink_trouble, sink_sheet};
    void *self = reader->open(&host);
    bool ok = self && reader->read(self, &host, &document, &sink);
    if (self)
        reader->close(self);
    if (reading->stopped)
        return false;
    if (!ok && !give_trouble(reading, (struct jx_at){.line = (uint32_t)failure.line},
                             failure.text[0] ? failure.text : _("out of memory")))
        return false;
    return recognise(reading);
}

static bool read_bytes(struct reading *reading, struct jx_str bytes)
{
    if (!jx_str_trim(bytes).n)
        return give_trouble(reading, (struct jx_at){0}, _("the file is empty"));
    const struct jx_reader *reader = choose_reader(reading, bytes);
    if (!reader)
        return give_trouble(reading, (struct jx_at){0},
                            _("no reader knows this format: name one with --from"));
    if (!read_with(reading, reader, bytes))
        return false;
    if (!reading->records && !reading->troubles)
        return give_trouble(reading, (struct jx_at){0},
                            _("no form was found in this file"));
    return true;
}

static bool read_file(struct jx_feed *source, const char *path, struct jx_error *err)
{
    struct reading reading = {.source = source,
                              .arena = jx_arena_new(0),
                              .err = err,
                              .file =
                                  strcmp(path, "-") == 0 ? _("standard input") : path};
    jx_pages_start(&reading.pages, &reading.arena, reading.file);
    struct jx_error failure = {0};
    struct jx_bytes bytes = {0};
    bool ok = jx_os_read(path, DOCUMENT_MAX, &bytes, &failure)
                  ? read_bytes(&reading, (struct jx_str){bytes.p, bytes.n})
                  : give_trouble(&reading, (struct jx_at){0}, failure.text);
    jx_os_release(&bytes);
    jx_arena_free(&reading.arena);
    return ok;
}

/* ---- inputs ---- */

/* Left-overs of offices and systems in folders, which are no submissions. */
static bool skipped(const char *name)
{
    return name[0] == '.' || strncmp(name, "~$", 2) == 0 ||
           strcmp(name, "Thumbs.db") == 0;
}

enum { FOLDER_DEPTH = 32 };

static bool read_folder(struct jx_feed *source, const char *path, int depth,
                        size_t *found, struct jx_error *err)
{
    struct jx_arena arena = jx_arena_new(0);
    const char **names;
    size_t count;
    bool ok = depth < FOLDER_DEPTH ||
              jx_fail(err, path, 0, _("folders nested deeper than %d"), FOLDER_DEPTH);
    ok = ok && jx_os_list(path, &arena, &names, &count, err);
    for (size_t i = 0; ok && i < count; i++) {
        if (skipped(names[i]))
            continue;
        size_t len = strlen(path);
        const char *slash = len && path[len - 1] == '/' ? "" : "/";
        const char *child = jx_arena_format(&arena, "%s%s%s", path, slash, names[i]);
        if (!child)
            ok = jx_fail_kind(err, JX_ERR_SYSTEM, path, 0, _("out of memory"));
        else if (jx_os_is_folder(child))
            ok = read_folder(source, child, depth + 1, found, err);
        else {
            (*found)++;
            ok = read_file(source, child, err);
        }
    }
    jx_arena_free(&arena);
    return ok;
}

static bool read_input(struct jx_feed *source, const char *path, struct jx_error *err)
{
    if (strcmp(path, "-") == 0 || !jx_os_is_folder(path))
        return read_file(source, path, err);
    size_t found = 0;
    if (!read_folder(source, path, 0, &found, err))
        return false;
    return found || source->trouble(source->ctx, path, (struct jx_at){0},
                                    _("the folder holds no files"), err);
}

bool jx_feed_run(struct jx_feed *source, struct jx_error *err)
{
    const struct jx_options *options = source->options;
    const char *from = options->from;
    if (from && strcmp(from, "auto") != 0 &&
        !jx_registry_reader(&source->app->registry, from)) {
        const char *const *names =
            jx_registry_names(&source->app->registry, JX_READERS, &source->app->arena);
        const char *near = names ? jx_nearest(from, names) : NULL;
        return jx_fail_kind(err, JX_ERR_USAGE, NULL, 0, _("no reader '%s'%s%s"), from,
                            near ? _(": did you mean ") : "", near ? near : "");
    }
    for (size_t i = 0; i < options->input_count; i++)
        if (!read_input(source, options->inputs[i], err))
            return false;
    return true;
}
