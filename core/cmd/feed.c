/* feed.c: finds the reader of each document of the walk, and cuts documents of lines into
 * chunks. Nothing is parsed or scored here. */
#include "feed.h"

#include "kind.h"
#include "lang.h"
#include "os_file.h"
#include "strbuf.h"

#include <stdlib.h>
#include <string.h>

enum { DOCUMENT_MAX = 1024 * 1024 * 1024 };

void jx_unit_free(struct jx_unit *unit)
{
    free(unit->file);
    jx_chunk_free(&unit->chunk);
    *unit = (struct jx_unit){0};
}

bool jx_feed_open(struct jx_feed *feed, struct jx_app *app,
                  const struct jx_options *options, struct jx_error *err)
{
    *feed = (struct jx_feed){.app = app, .options = options};
    const char *from = options->from;
    if (!jx_walk_open(&feed->walk, options, err))
        return false;
    if (!from || strcmp(from, "auto") == 0 || jx_registry_reader(&app->registry, from))
        return true;
    const char *const *names = jx_registry_names(&app->registry, JX_READERS, &app->arena);
    const char *near = names ? jx_nearest(from, names) : NULL;
    return jx_fail_kind(err, JX_ERR_USAGE, NULL, 0, _("no reader '%s'%s%s"), from,
                        near ? _(": did you mean ") : "", near ? near : "");
}

static void close_bytes(struct jx_feed *feed)
{
    jx_chunks_close(&feed->chunks);
    jx_member_close(&feed->member);
}

void jx_feed_close(struct jx_feed *feed)
{
    if (feed->open)
        close_bytes(feed);
    jx_walk_close(&feed->walk);
    feed->open = false;
}

/* ---- documents ---- */

static bool read_member(void *ctx, char *bytes, size_t room, size_t *got,
                        struct jx_error *err)
{
    return jx_member_read(ctx, bytes, room, got, err);
}

/* FNV-1a, for a run that goes on: are these the files that the first one saw? */
static void note_seen(struct jx_feed *feed, uint64_t number)
{
    for (int i = 0; i < 8; i++)
        feed->mark.seen = (feed->mark.seen ^ (number >> 8 * i & 0xff)) * 0x100000001b3;
}

static bool open_bytes(struct jx_feed *feed, struct jx_error *err)
{
    const struct jx_place *place = &feed->place;
    if (place->path) {
        bool ok = jx_chunks_open(&feed->chunks, place->path, JX_LINE_MAX, err);
        note_seen(feed, ok ? feed->chunks.input.size : 0);
        note_seen(feed, ok ? (uint64_t)feed->chunks.input.time : 0);
        return ok;
    }
    if (!jx_member_open(&feed->member, place->archive, place->entry, err))
        return false;
    struct jx_chunk_source source = {&feed->member, read_member};
    jx_chunks_from(&feed->chunks, source, JX_LINE_MAX);
    return true;
}

static bool refuse_kind(const struct jx_kind *kind, struct jx_error *err)
{
    return jx_fail(err, NULL, 0, "%s%s%s", _(kind->title), _(": "), _(kind->advice));
}

static const struct jx_reader *choose_reader(struct jx_feed *feed, const char *head,
                                             size_t len)
{
    const char *from = feed->options->from;
    if (from && strcmp(from, "auto") != 0)
        return jx_registry_reader(&feed->app->registry, from);
    return jx_registry_probe(&feed->app->registry, head, len, feed->place.name);
}

static bool has_entry(const void *ctx, const char *name)
{
    return jx_archive_has(ctx, name);
}

/* A zip is entered as a folder, unless its entries show that it is something else: then
 * that is in feed->foreign. */
static bool enter_archive(struct jx_feed *feed, struct jx_error *err)
{
    const char *path = feed->place.path;
    struct jx_chunk whole = {0};
    bool file = path && strcmp(path, "-") != 0 && feed->chunks.input.regular;
    if (!file && !jx_chunks_all(&feed->chunks, JX_ARCHIVE_INNER, &whole, err)) {
        jx_chunk_free(&whole);
        return false;
    }
    if (!jx_walk_enter(&feed->walk, &feed->place, whole.bytes, whole.len, err))
        return false;
    feed->foreign = jx_kind_of_zip(has_entry, jx_walk_archive(&feed->walk));
    if (!feed->foreign)
        return true;
    jx_walk_leave(&feed->walk);
    if (feed->foreign->what == JX_KIND_REFUSED)
        return refuse_kind(feed->foreign, err);
    close_bytes(feed); /* an office file after all: from its beginning again */
    if (path && !file)
        return jx_fail(err, NULL, 0, _("give this document as a file"));
    return open_bytes(feed, err);
}

/* What a document is that no reader knows. */
static bool open_foreign(struct jx_feed *feed, const char *head, size_t len,
                         struct jx_error *err)
{
    feed->foreign = jx_kind_of(head, len);
    if (!feed->foreign)
        return jx_fail(
            err, NULL, 0,
            _("none of the formats that are read (Word, Excel, CSV, text, JSON, "
              "zip): open it in the program that made it and save it as .docx "
              "or .xlsx, or name its format with --from"));
    return feed->foreign->what != JX_KIND_REFUSED || refuse_kind(feed->foreign, err);
}

static bool open_reader(struct jx_feed *feed, struct jx_error *err)
{
    const char *head;
    size_t len;
    if (!jx_chunks_head(&feed->chunks, &head, &len, err))
        return false;
    if (jx_str_trim((struct jx_str){head, len}).n == 0 && feed->chunks.ended)
        return jx_fail(err, NULL, 0, _("the file is empty"));
    feed->reader = choose_reader(feed, head, len);
    return feed->reader || open_foreign(feed, head, len, err);
}

/* Goes on in the document in which an earlier run stopped, where it stopped. */
static bool open_resumed(struct jx_feed *feed, struct jx_error *err)
{
    const struct jx_mark *resume = &feed->resume;
    feed->reader = jx_registry_reader(&feed->app->registry, feed->resume_reader);
    feed->any = true;
    return feed->reader ? jx_chunks_skip(&feed->chunks, resume->offset, resume->line, err)
                        : jx_fail(err, NULL, 0, _("no reader '%s'%s%s"),
                                  feed->resume_reader, "", "");
}

/* Opens the file at feed->place; an archive is entered instead. false: err says why. */
static bool open_document(struct jx_feed *feed, struct jx_error *err)
{
    feed->any = false;
    feed->reader = NULL;
    feed->foreign = NULL;
    feed->open = open_bytes(feed, err);
    if (!feed->open)
        return false;
    bool here = feed->resume.line && feed->mark.document + 1 == feed->resume.document;
    bool same = here && strcmp(feed->place.name, feed->resume_file) == 0;
    bool ok = same ? open_resumed(feed, err) : open_reader(feed, err);
    bool archive = ok && feed->foreign && feed->foreign->what == JX_KIND_ARCHIVE;
    if (archive) {
        ok = enter_archive(feed, err);
        archive = ok && !feed->foreign;
    }
    if (ok && !archive)
        return true;
    close_bytes(feed);
    feed->open = false;
    return ok;
}

static void close_document(struct jx_feed *feed)
{
    close_bytes(feed);
    feed->open = false;
    feed->mark.offset = feed->mark.line = 0;
}

static bool refuse(struct jx_unit *unit, const char *text)
{
    unit->kind = JX_UNIT_TROUBLE;
    if (text != unit->trouble.text) /* which says it already */
        jx_fail(&unit->trouble, NULL, 0, "%s", text);
    return true;
}

static bool not_blank(const struct jx_chunk *chunk)
{
    return jx_str_trim((struct jx_str){chunk->bytes, chunk->len}).n > 0;
}

static void refuse_line(struct jx_unit *unit)
{
    unit->kind = JX_UNIT_TROUBLE;
    jx_fail(&unit->trouble, NULL, (int)unit->chunk.first_line,
            _("this line has %zu bytes; at most %d are read: one record a line"),
            (size_t)unit->chunk.refused, JX_LINE_MAX);
}

/* The next chunk of a document of lines. false: its end, nothing is left to say. */
static bool next_lines(struct jx_feed *feed, struct jx_unit *unit)
{
    unit->kind = JX_UNIT_LINES;
    if (jx_chunks_next(&feed->chunks, &unit->chunk, &unit->trouble)) {
        feed->mark.offset = feed->chunks.offset;
        feed->mark.line = feed->chunks.line;
        feed->any = feed->any || unit->chunk.refused || not_blank(&unit->chunk);
        if (unit->chunk.refused)
            refuse_line(unit);
        return true;
    }
    if (jx_os_interrupted())
        return false;
    bool any = feed->any;
    close_document(feed);
    if (unit->trouble.text[0])
        unit->kind = JX_UNIT_TROUBLE;
    return unit->trouble.text[0] || (!any && refuse(unit, _("the file is empty")));
}

static bool next_document(struct jx_feed *feed, struct jx_unit *unit)
{
    unit->kind = JX_UNIT_DOCUMENT;
    bool ok = jx_chunks_all(&feed->chunks, DOCUMENT_MAX, &unit->chunk, &unit->trouble);
    close_document(feed);
    if (!ok)
        unit->kind = JX_UNIT_TROUBLE;
    return !ok || not_blank(&unit->chunk) || refuse(unit, _("the file is empty"));
}

static bool name_unit(struct jx_unit *unit, const char *file, struct jx_error *err)
{
    free(unit->file);
    unit->file = strdup(file);
    return unit->file || jx_fail_memory(err, NULL);
}

/* Something of the open document, or false. */
static bool next_of_open(struct jx_feed *feed, struct jx_unit *unit, struct jx_error *err)
{
    unit->reader = feed->reader;
    unit->foreign = feed->foreign;
    unit->time = feed->place.entry ? feed->place.entry->time : feed->chunks.input.time;
    if (!name_unit(unit, feed->place.name, err))
        return false;
    bool lines = feed->reader && feed->reader->flags & JX_READER_LINES;
    bool some = lines ? next_lines(feed, unit) : next_document(feed, unit);
    unit->end = feed->mark;
    return some;
}

static bool done_before(const struct jx_feed *feed)
{
    uint64_t until = feed->resume.document;
    return feed->mark.document < until ||
           (feed->mark.document == until && !feed->resume.line);
}

/* At the place where an earlier run stopped: have the inputs stayed as it saw them? What
 * it wrote would not fit the rest of others. */
static bool still_same(const struct jx_feed *feed, bool ended, struct jx_error *err)
{
    const struct jx_mark *mark = &feed->mark, *resume = &feed->resume;
    bool same = mark->seen == resume->seen &&
                (!resume->line ||
                 (feed->place.name && strcmp(feed->place.name, feed->resume_file) == 0));
    if (ended ? mark->document >= resume->document
              : mark->document != resume->document || same)
        return true;
    return jx_fail_kind(err, JX_ERR_USAGE, *feed->resume_file ? feed->resume_file : NULL,
                        0,
                        _("the inputs have changed since the run was interrupted: start "
                          "afresh without --resume"));
}

/* Opens the next document. true: there is something to go on with; `unit` is a trouble
 * where nothing is open. */
static bool open_next(struct jx_feed *feed, struct jx_unit *unit, bool *told,
                      struct jx_error *err)
{
    struct jx_error input = {0};
    if (feed->member.exhausted)
        jx_walk_leave_archives(&feed->walk);
    feed->member.exhausted = false;
    bool some = jx_walk_next(&feed->walk, &feed->place, &input);
    if (!some && !input.text[0])
        return still_same(feed, true, err) && false;
    bool ok = some && open_document(feed, &unit->trouble);
    if (ok && !feed->open)
        return true; /* an archive, entered */
    feed->mark.document++;
    if (!still_same(feed, false, err))
        return false;
    if (done_before(feed)) {
        if (feed->open)
            close_document(feed);
        return true;
    }
    if (ok)
        return true;
    if (!some)
        unit->trouble = input;
    unit->kind = JX_UNIT_TROUBLE;
    unit->end = feed->mark;
    *told = true;
    return name_unit(unit, some ? feed->place.name : input.path, err);
}

bool jx_feed_next(struct jx_feed *feed, struct jx_unit *unit, struct jx_error *err)
{
    bool told = false;
    while (!jx_os_interrupted() && !err->text[0] && !told) {
        unit->trouble = (struct jx_error){0};
        if (feed->open && next_of_open(feed, unit, err))
            return true;
        if (!feed->open && !err->text[0] && !open_next(feed, unit, &told, err))
            return false;
    }
    return told && !err->text[0];
}

uint64_t jx_feed_total(const struct jx_feed *feed)
{
    uint64_t total = 0;
    for (size_t i = 0; i < feed->options->input_count; i++) {
        uint64_t size = jx_os_input_size(feed->options->inputs[i]);
        if (!size)
            return 0;
        total += size;
    }
    return total;
}
