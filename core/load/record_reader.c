/* record_reader.c: the readers "json" and "ndjson": documents and lines to records.
 * What a record looks like is record_json.c's business, JSON itself json.c's.
 *
 * A bad record or line is reported and the ones behind it are still read. */
#include "record_json.h"

#include "lang.h"
#include "strbuf.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct reader {
    struct jx_arena arena; /* of the document, or of the line */
};

/* Faults of a record on their way to the sink. */
struct reading {
    const struct jx_sink *sink;
    const struct jx_document *document;
    uint64_t offset; /* of the record's line */
    bool stopped;    /* the sink wants no more */
};

static struct jx_at line_at(int line)
{
    return (struct jx_at){.line = line > 0 ? (uint32_t)line : 0};
}

static void take_fault(void *ctx, int line, const char *text)
{
    struct reading *r = ctx;
    if (!r->stopped)
        r->stopped = !r->sink->trouble(r->sink, line_at(line), r->offset, text);
}

/* Reads one object and hands it over. false: stop. */
static bool give_record(struct reading *r, struct jx_arena *arena,
                        const struct jx_json *node, const char *prefix)
{
    struct jx_error err = {0};
    struct jx_record record;
    struct jx_record_faults faults = {take_fault, r};
    if (jx_record_from_json(arena, node, prefix, r->document->name, &faults, &record,
                            &err))
        return !r->stopped && r->sink->record(r->sink, &record);
    take_fault(r, err.line, err.text);
    return !r->stopped;
}

static void *reader_open(const struct jx_host *host)
{
    struct reader *reader = host->alloc(host, sizeof *reader);
    if (reader)
        reader->arena = jx_arena_new(0);
    return reader;
}

static void reader_close(void *self)
{
    struct reader *reader = self;
    if (reader)
        jx_arena_free(&reader->arena);
}

/* ---- json ---- */

static bool json_read(void *self, const struct jx_host *host,
                      const struct jx_document *document, const struct jx_sink *sink)
{
    struct jx_arena *arena = &((struct reader *)self)->arena;
    struct jx_error err = {0};
    struct reading r = {.sink = sink, .document = document, .offset = document->offset};
    struct jx_json *root =
        jx_json_parse(arena, (struct jx_str){document->bytes, document->len},
                      document->name, (int)document->first_line, &err);
    if (!root) {
        struct jx_at at = line_at(err.line);
        return host->fail(host, &at, err.text);
    }
    if (root->type != JX_JSON_ARRAY)
        return give_record(&r, arena, root, "$");
    size_t index = 0;
    for (const struct jx_json *m = root->child; m; m = m->next) {
        char prefix[32];
        snprintf(prefix, sizeof prefix, "$[%zu]", index++);
        if (!give_record(&r, arena, m, prefix))
            return false;
    }
    return true;
}

/* ---- ndjson ---- */

static bool line_refused(struct reading *r, uint64_t line, const char *text)
{
    struct jx_at at = {.line = line < UINT32_MAX ? (uint32_t)line : UINT32_MAX};
    return r->sink->trouble(r->sink, at, r->offset, text);
}

static bool line_read(struct reading *r, struct jx_arena *arena, struct jx_str text,
                      uint64_t line)
{
    struct jx_error err = {0};
    if (!jx_str_trim(text).n)
        return true;
    if (text.n > JX_LINE_MAX) {
        char refusal[160];
        snprintf(refusal, sizeof refusal,
                 _("this line has %zu bytes; at most %d are read: one record a line"),
                 text.n, JX_LINE_MAX);
        return line_refused(r, line, refusal);
    }
    jx_arena_reset(arena);
    struct jx_json *root = jx_json_parse(
        arena, text, r->document->name, (int)(line < INT32_MAX ? line : INT32_MAX), &err);
    if (!root)
        return line_refused(r, line, err.text);
    return give_record(r, arena, root, "$");
}

static bool ndjson_read(void *self, const struct jx_host *host,
                        const struct jx_document *document, const struct jx_sink *sink)
{
    (void)host;
    struct jx_arena *arena = &((struct reader *)self)->arena;
    struct reading r = {.sink = sink, .document = document};
    uint64_t line = document->first_line;
    for (size_t i = 0; i < document->len; line++) {
        const char *start = document->bytes + i;
        const char *end = memchr(start, '\n', document->len - i);
        size_t n = end ? (size_t)(end - start) : document->len - i;
        r.offset = document->offset + i;
        if (!line_read(&r, arena, (struct jx_str){start, n}, line))
            return false;
        i += n + 1;
    }
    return true;
}

/* ---- which of the two ---- */

static bool name_ends(const char *name, const char *ending)
{
    size_t n = name ? strlen(name) : 0, e = strlen(ending);
    return n >= e && strcmp(name + n - e, ending) == 0;
}

static bool named_lines(const char *name)
{
    return name_ends(name, ".ndjson") || name_ends(name, ".jsonl");
}

/* First byte behind the value that starts at head[0]; 0 when it is cut off. */
static size_t value_end(const char *head, size_t len)
{
    size_t depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < len; i++) {
        char c = head[i];
        if (quoted) {
            if (c == '\\')
                i++;
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            return i + 1;
        }
    }
    return 0;
}

/* What the head looks like. */
enum shape { SHAPE_OTHER, SHAPE_ARRAY, SHAPE_OBJECT, SHAPE_OBJECTS, SHAPE_CUT };

static enum shape shape_of(const char *head, size_t len)
{
    struct jx_str rest = jx_str_trim((struct jx_str){head, len});
    if (rest.n < 2 || (rest.p[0] != '{' && rest.p[0] != '['))
        return SHAPE_OTHER;
    struct jx_str inner = jx_str_trim((struct jx_str){rest.p + 1, rest.n - 1});
    if (rest.p[0] == '[')
        return inner.n && strchr("{]", inner.p[0]) ? SHAPE_ARRAY : SHAPE_OTHER;
    if (!inner.n || !strchr("\"}", inner.p[0]))
        return SHAPE_OTHER;
    size_t end = value_end(rest.p, rest.n);
    if (!end)
        return SHAPE_CUT;
    struct jx_str next = jx_str_trim((struct jx_str){rest.p + end, rest.n - end});
    return next.n && next.p[0] == '{' ? SHAPE_OBJECTS : SHAPE_OBJECT;
}

/* A broken first line hides that there are more: does any later one begin a record? */
static bool later_record(const char *head, size_t len)
{
    static const struct jx_str start = {"\n{\"", 3};
    return jx_str_find((struct jx_str){head, len}, start) >= 0;
}

static int json_probe(const char *head, size_t len, const char *name)
{
    switch (shape_of(head, len)) {
    case SHAPE_ARRAY: return 95;
    case SHAPE_OBJECT: return named_lines(name) ? 85 : 95;
    case SHAPE_CUT: return named_lines(name) || later_record(head, len) ? 80 : 90;
    case SHAPE_OBJECTS: return 60;
    default: return name_ends(name, ".json") ? 30 : 0;
    }
}

static int ndjson_probe(const char *head, size_t len, const char *name)
{
    switch (shape_of(head, len)) {
    case SHAPE_OBJECTS: return 95;
    case SHAPE_OBJECT: return named_lines(name) ? 95 : 85;
    case SHAPE_CUT: return named_lines(name) || later_record(head, len) ? 90 : 80;
    case SHAPE_ARRAY: return 10;
    default: return named_lines(name) ? later_record(head, len) ? 80 : 30 : 0;
    }
}

const struct jx_reader jx_json_reader = {
    .size = sizeof(struct jx_reader),
    .name = "json",
    .title = N_("records as JSON: one object or an array"),
    .probe = json_probe,
    .open = reader_open,
    .read = json_read,
    .close = reader_close,
};

const struct jx_reader jx_ndjson_reader = {
    .size = sizeof(struct jx_reader),
    .flags = JX_READER_LINES,
    .name = "ndjson",
    .title = N_("records as JSON, one object a line"),
    .probe = ndjson_probe,
    .open = reader_open,
    .read = ndjson_read,
    .close = reader_close,
};
