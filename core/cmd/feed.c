/* feed.c: walks the inputs, finds the reader of each document, and cuts documents of
 * lines into chunks. Nothing is parsed or scored here. */
#include "feed.h"

#include "lang.h"
#include "os_file.h"
#include "strbuf.h"

#include <stdlib.h>
#include <string.h>

enum { DOCUMENT_MAX = 1024 * 1024 * 1024 };

struct jx_folder {
    struct jx_arena arena; /* names, and paths made of them */
    const char *path;
    const char **names;
    size_t count, next;
};

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
    feed->folders = calloc(JX_FOLDER_DEPTH, sizeof *feed->folders);
    if (!feed->folders)
        return jx_fail_kind(err, JX_ERR_SYSTEM, NULL, 0, _("out of memory"));
    if (!from || strcmp(from, "auto") == 0 || jx_registry_reader(&app->registry, from))
        return true;
    const char *const *names = jx_registry_names(&app->registry, JX_READERS, &app->arena);
    const char *near = names ? jx_nearest(from, names) : NULL;
    return jx_fail_kind(err, JX_ERR_USAGE, NULL, 0, _("no reader '%s'%s%s"), from,
                        near ? _(": did you mean ") : "", near ? near : "");
}

void jx_feed_close(struct jx_feed *feed)
{
    if (feed->open)
        jx_chunks_close(&feed->chunks);
    while (feed->depth)
        jx_arena_free(&feed->folders[--feed->depth].arena);
    free(feed->folders);
    feed->folders = NULL;
    feed->open = false;
}

/* ---- the walk ---- */

/* Left-overs of offices and systems in folders, which are no submissions. */
static bool skipped(const char *name)
{
    return name[0] == '.' || strncmp(name, "~$", 2) == 0 ||
           strcmp(name, "Thumbs.db") == 0;
}

static bool enter(struct jx_feed *feed, const char *path, struct jx_error *err)
{
    if (feed->depth == JX_FOLDER_DEPTH)
        return jx_fail(err, path, 0, _("folders nested deeper than %d"), JX_FOLDER_DEPTH);
    struct jx_folder *folder = &feed->folders[feed->depth];
    *folder = (struct jx_folder){.arena = jx_arena_new(0), .path = path};
    if (!jx_os_list(path, &folder->arena, &folder->names, &folder->count, err)) {
        jx_arena_free(&folder->arena);
        return false;
    }
    if (feed->depth++ == 0)
        feed->found = 0;
    return true;
}

/* The next entry of the innermost folder: a file's path, or NULL when it was a folder, is
 * skipped, or there is none left. */
static const char *next_entry(struct jx_feed *feed, struct jx_error *err)
{
    struct jx_folder *folder = &feed->folders[feed->depth - 1];
    if (folder->next == folder->count) {
        jx_arena_free(&folder->arena);
        feed->depth--;
        if (!feed->depth && !feed->found)
            jx_fail(err, folder->path, 0, _("the folder holds no files"));
        return NULL;
    }
    const char *name = folder->names[folder->next++];
    if (skipped(name))
        return NULL;
    size_t len = strlen(folder->path);
    const char *slash = len && folder->path[len - 1] == '/' ? "" : "/";
    const char *path =
        jx_arena_format(&folder->arena, "%s%s%s", folder->path, slash, name);
    if (!path) {
        jx_fail_kind(err, JX_ERR_SYSTEM, folder->path, 0, _("out of memory"));
        return NULL;
    }
    if (jx_os_is_folder(path)) {
        enter(feed, path, err);
        return NULL;
    }
    feed->found++;
    return path;
}

/* The next input, if it is a file; a folder is entered. */
static const char *next_input(struct jx_feed *feed, struct jx_error *err)
{
    const char *path = feed->options->inputs[feed->next_input++];
    if (strcmp(path, "-") == 0 || !jx_os_is_folder(path))
        return path;
    enter(feed, path, err);
    return NULL;
}

/* The next file; NULL at the end, or err says what is wrong with an input. */
static const char *next_path(struct jx_feed *feed, struct jx_error *err)
{
    while (!err->text[0]) {
        const char *path = NULL;
        if (feed->depth)
            path = next_entry(feed, err);
        else if (feed->next_input == feed->options->input_count)
            return NULL;
        else
            path = next_input(feed, err);
        if (path)
            return path;
    }
    return NULL;
}

/* ---- documents ---- */

static const struct jx_reader *choose_reader(struct jx_feed *feed, const char *head,
                                             size_t len)
{
    const char *from = feed->options->from;
    if (from && strcmp(from, "auto") != 0)
        return jx_registry_reader(&feed->app->registry, from);
    return jx_registry_probe(&feed->app->registry, head, len, feed->file);
}

static bool open_reader(struct jx_feed *feed, struct jx_error *err)
{
    const char *head;
    size_t len;
    if (!jx_chunks_head(&feed->chunks, &head, &len, err))
        return false;
    if (jx_str_trim((struct jx_str){head, len}).n == 0 && feed->chunks.ended)
        return jx_fail(err, feed->file, 0, _("the file is empty"));
    feed->reader = choose_reader(feed, head, len);
    return feed->reader ||
           jx_fail(err, feed->file, 0,
                   _("no reader knows this format: name one with --from"));
}

/* Opens the document in which an earlier run stopped, where it stopped. */
static bool open_resumed(struct jx_feed *feed, struct jx_error *err)
{
    const struct jx_mark *resume = &feed->resume;
    if (strcmp(feed->file, feed->resume_file) != 0)
        return jx_fail(err, feed->file, 0,
                       _("the interrupted run stopped in '%s': the inputs have changed, "
                         "start afresh without --resume"),
                       feed->resume_file);
    feed->reader = jx_registry_reader(&feed->app->registry, feed->resume_reader);
    feed->any = true;
    return feed->reader ? jx_chunks_skip(&feed->chunks, resume->offset, resume->line, err)
                        : jx_fail(err, NULL, 0, _("no reader '%s'%s%s"),
                                  feed->resume_reader, "", "");
}

static bool open_document(struct jx_feed *feed, const char *path, struct jx_error *err)
{
    feed->path = path;
    feed->file = strcmp(path, "-") == 0 ? _("standard input") : path;
    feed->any = false;
    if (!jx_chunks_open(&feed->chunks, path, JX_LINE_MAX, err))
        return false;
    bool resumed = feed->resume.line && feed->mark.document == feed->resume.document;
    if (resumed ? open_resumed(feed, err) : open_reader(feed, err))
        return feed->open = true;
    jx_chunks_close(&feed->chunks);
    return false;
}

static void close_document(struct jx_feed *feed)
{
    jx_chunks_close(&feed->chunks);
    feed->open = false;
    feed->mark.offset = feed->mark.line = 0;
}

static bool refuse(struct jx_unit *unit, const char *text)
{
    unit->kind = JX_UNIT_TROUBLE;
    return jx_fail(&unit->trouble, NULL, 0, "%s", text), true;
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
        return refuse(unit, unit->trouble.text);
    return !any && refuse(unit, _("the file is empty"));
}

static bool next_document(struct jx_feed *feed, struct jx_unit *unit)
{
    unit->kind = JX_UNIT_DOCUMENT;
    bool ok = jx_chunks_all(&feed->chunks, DOCUMENT_MAX, &unit->chunk, &unit->trouble);
    close_document(feed);
    if (!ok)
        return refuse(unit, unit->trouble.text);
    return not_blank(&unit->chunk) || refuse(unit, _("the file is empty"));
}

static bool name_unit(struct jx_unit *unit, const char *file, struct jx_error *err)
{
    free(unit->file);
    unit->file = strdup(file);
    return unit->file || jx_fail_kind(err, JX_ERR_SYSTEM, NULL, 0, _("out of memory"));
}

/* Something of the open document, or false. */
static bool next_of_open(struct jx_feed *feed, struct jx_unit *unit, struct jx_error *err)
{
    unit->reader = feed->reader;
    if (!name_unit(unit, feed->file, err))
        return false;
    bool some = feed->reader->flags & JX_READER_LINES ? next_lines(feed, unit)
                                                      : next_document(feed, unit);
    unit->end = feed->mark;
    return some;
}

bool jx_feed_next(struct jx_feed *feed, struct jx_unit *unit, struct jx_error *err)
{
    while (!jx_os_interrupted() && !err->text[0]) {
        unit->trouble = (struct jx_error){0};
        if (feed->open) {
            if (next_of_open(feed, unit, err))
                return true;
            continue;
        }
        struct jx_error input = {0};
        const char *path = next_path(feed, &input);
        if (!path && !input.text[0])
            return false;
        feed->mark.document++;
        if (feed->mark.document < feed->resume.document ||
            (feed->mark.document == feed->resume.document && !feed->resume.line))
            continue; /* done by the interrupted run */
        if (path && open_document(feed, path, &unit->trouble))
            continue;
        if (!path)
            unit->trouble = input;
        unit->kind = JX_UNIT_TROUBLE;
        unit->end = feed->mark;
        return name_unit(unit, path ? feed->file : input.path, err);
    }
    return false;
}

uint64_t jx_feed_total(const struct jx_feed *feed)
{
    uint64_t total = 0;
    for (size_t i = 0; i < feed->options->input_count; i++) {
        struct jx_error ignored = {0};
        struct jx_os_input input = {0};
        const char *path = feed->options->inputs[i];
        if (strcmp(path, "-") == 0 || !jx_os_input_open(&input, path, &ignored))
            return 0;
        total += input.size;
        bool regular = input.regular;
        jx_os_input_close(&input);
        if (!regular)
            return 0;
    }
    return total;
}
