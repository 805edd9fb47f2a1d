/* reviews.c: from the file of --reviews to a table of decisions. What they do to scores is
 * for core/score. */
#include "reviews.h"

#include "guard.h"
#include "lang.h"
#include "os_file.h"
#include "os_plugin.h"
#include "strbuf.h"

#include <stdio.h>

enum { FILE_MAX = 256 * 1024 * 1024, HEAD = 64 * 1024, NAMED = 5 };

/* The rows of the document; texts outside tables and records mean nothing here. */
struct reading {
    struct jx_pages pages;
    struct jx_arena *arena;
    const char **sheets;
    size_t capacity;
};

static bool on_row(const struct jx_sink *sink, const struct jx_row *row)
{
    struct reading *reading = sink->ctx;
    return jx_pages_row(&reading->pages, row);
}

static bool on_table_end(const struct jx_sink *sink)
{
    struct reading *reading = sink->ctx;
    return jx_pages_table_end(&reading->pages);
}

static bool on_prose(const struct jx_sink *sink, struct jx_str text, struct jx_at at)
{
    (void)sink;
    (void)text;
    (void)at;
    return true;
}

static bool on_record(const struct jx_sink *sink, const struct jx_record *record)
{
    (void)sink;
    (void)record;
    return true;
}

static bool on_trouble(const struct jx_sink *sink, struct jx_at at, uint64_t offset,
                       const char *text)
{
    struct reading *reading = sink->ctx;
    struct jx_error trouble = {0};
    (void)offset;
    jx_fail(&trouble, reading->pages.file, (int)at.line, "%s", text);
    jx_complain(0, &trouble);
    return true;
}

static bool on_sheet(const struct jx_sink *sink, struct jx_str name)
{
    struct reading *reading = sink->ctx;
    struct jx_pages *pages = &reading->pages;
    const char **sheets =
        jx_arena_grow(reading->arena, reading->sheets, pages->sheet_count,
                      &reading->capacity, sizeof *sheets);
    char *copy = sheets ? jx_arena_copy(reading->arena, name.p, name.n) : NULL;
    if (!copy)
        return false;
    sheets[pages->sheet_count++] = copy;
    pages->sheets = reading->sheets = sheets;
    return true;
}

static bool read_pages(struct reading *reading, struct jx_app *app, const char *path,
                       const struct jx_bytes *bytes, struct jx_error *err)
{
    const struct jx_reader *reader = jx_registry_probe(
        &app->registry, bytes->p, bytes->n < HEAD ? bytes->n : HEAD, path);
    if (!reader)
        return jx_fail(err, path, 0,
                       _("no reader knows this format: reviews are CSV or Excel"));
    struct jx_host_ctx ctx = {reading->arena, err, path};
    struct jx_host host = jx_host_make(&ctx);
    struct jx_document document = {.size = sizeof document,
                                   .name = path,
                                   .bytes = bytes->p,
                                   .len = bytes->n,
                                   .first_line = 1};
    struct jx_sink sink = {sizeof sink,  reading,   on_prose,   on_row,
                           on_table_end, on_record, on_trouble, on_sheet};
    struct jx_guard guard;
    struct jx_sink guarded = jx_guard_sink(&guard, &app->registry, reader, &sink);
    struct jx_os_inside before =
        jx_os_inside_set((struct jx_os_inside){"reader", reader->name});
    void *self = reader->open(&host);
    bool ok = self && reader->read(self, &host, &document, &guarded);
    if (self)
        reader->close(self);
    jx_os_inside_set(before);
    ok = jx_guard_passed(&guard, err) && ok;
    return ok || err->text[0] != '\0' ? ok : jx_fail_memory(err, path);
}

static void print_faults(const struct jx_review_file *file, const char *path)
{
    for (size_t i = 0; i < file->reviews.fault_count; i++) {
        struct jx_error fault = {0};
        jx_fail(&fault, path, (int)file->reviews.faults[i].at.line, "%s",
                file->reviews.faults[i].text);
        jx_complain(0, &fault);
    }
}

/* Whether input has changed since is known only by its digest. */
static void print_unchecked(const struct jx_review_file *file, const char *path)
{
    size_t count = 0;
    for (size_t i = 0; i < file->reviews.count; i++)
        count += !file->reviews.list[i].digest.n;
    if (count)
        fprintf(stderr,
                _("jixiao: %s: %zu decisions do not tell the digest of their input: that "
                  "it has changed since cannot be noticed\n"),
                path, count);
}

bool jx_review_file_open(struct jx_review_file *file, struct jx_app *app,
                         const char *path, struct jx_error *err)
{
    struct jx_bytes bytes = {0};
    *file = (struct jx_review_file){.arena = jx_arena_new(0)};
    struct reading reading = {.arena = &file->arena};
    jx_pages_start(&reading.pages, &file->arena, path);
    bool ok = jx_os_read(path, FILE_MAX, &bytes, err) &&
              read_pages(&reading, app, path, &bytes, err);
    jx_os_release(&bytes);
    if (!ok)
        return false;
    if (!jx_reviews_read(&reading.pages, &file->arena, &file->reviews))
        return jx_fail_memory(err, path);
    if (!file->reviews.headings)
        return jx_fail(err, path, 0,
                       _("no table of decisions in it: a heading row with code, item, "
                         "score (or waived), reason and who is expected"));
    print_faults(file, path);
    print_unchecked(file, path);
    return true;
}

void jx_review_file_unused(const struct jx_review_file *file)
{
    struct jx_strbuf names = {0};
    const struct jx_reviews *reviews = &file->reviews;
    size_t count = 0;
    for (size_t i = 0; i < reviews->count; i++) {
        const struct jx_decision *d = &reviews->list[i];
        if (reviews->seen[i])
            continue;
        if (count++ < NAMED) {
            jx_strbuf_puts(&names, count > 1 ? ", " : "");
            jx_strbuf_add(&names, d->code.n ? d->code.p : d->name.p,
                          d->code.n ? d->code.n : d->name.n);
        }
    }
    if (count && !names.failed)
        fprintf(stderr,
                _("jixiao: %zu decisions are on forms that did not come up: %s%s\n"),
                count, names.text, count > NAMED ? " …" : "");
    jx_strbuf_free(&names);
}

void jx_review_file_close(struct jx_review_file *file)
{
    jx_arena_free(&file->arena);
}
