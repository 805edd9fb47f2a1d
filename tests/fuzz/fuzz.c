/* fuzz.c: see fuzz.h. */
#include "fuzz.h"

#include "decimal.h"
#include "json.h"
#include "recognise.h"
#include "registry.h"
#include "rule.h"
#include "strbuf.h"

#include <stdio.h>
#include <zip.h>

extern const struct jx_plugin jx_plugin_json, jx_plugin_methods;
static const struct jx_plugin *const plugins[] = {&jx_plugin_json, &jx_plugin_methods,
                                                  NULL};
static const struct jx_registry registry = {plugins};
static const char *const search[] = {FUZZ_RULES, NULL};

void fuzz_broken(const char *what, const char *file, int line)
{
    fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
    abort();
}

struct jx_str fuzz_part(struct jx_str *rest)
{
    struct jx_str part = *rest;
    const char *end = part.n ? memmem(part.p, part.n, "\n%%\n", 4) : NULL;
    if (!end) {
        *rest = (struct jx_str){0};
        return part;
    }
    part.n = (size_t)(end - part.p);
    *rest = (struct jx_str){end + 4, rest->n - part.n - 4};
    return part;
}

/* ---- packs ---- */

static const struct jx_method *find_method(void *ctx, const char *name,
                                           const struct jx_plugin **plugin)
{
    (void)ctx;
    return jx_registry_method(&registry, name, plugin);
}

static bool find_code(const char *code, uint8_t *severity)
{
    const struct jx_finding_code *known = jx_finding_code_find(code);
    if (known)
        *severity = known->severity;
    return known != NULL;
}

struct jx_pack *fuzz_pack(const char *name, const struct jx_pack_overlay *files)
{
    static const char *const none[] = {NULL};
    struct jx_arena arena = jx_arena_new(0);
    struct jx_faults faults = {.arena = &arena};
    struct jx_pack_env env = {.method = find_method,
                              .method_names = none,
                              .inspect = jx_lua_inspect,
                              .search = search,
                              .finding = find_code,
                              .finding_names = none,
                              .overlays = files,
                              .in_memory = files != NULL};
    struct jx_pack *pack = jx_pack_load(name, &env, &faults);
    MUST((pack == NULL) == (faults.errors > 0));
    for (size_t i = 0; i < faults.count; i++)
        MUST(faults.list[i].text && *faults.list[i].text);
    jx_arena_free(&arena);
    return pack;
}

/* ---- results ---- */

static bool add_bytes(const struct jx_output *output, const char *bytes, size_t len)
{
    jx_strbuf_add(output->ctx, bytes, len);
    return !((struct jx_strbuf *)output->ctx)->failed;
}

static void print(struct jx_arena *arena, const struct jx_record *record,
                  const struct jx_result *result, struct jx_strbuf *out)
{
    struct jx_error err = {0};
    struct jx_host_ctx ctx = {arena, &err, NULL};
    struct jx_host host = jx_host_make(&ctx);
    const struct jx_writer *writer = jx_registry_writer(&registry, "ndjson");
    struct jx_output output = {.size = sizeof output,
                               .ctx = out,
                               .write = add_bytes,
                               .task = JX_TASK_SCORE,
                               .full_detail = true};
    void *self = writer->open(&host, &output);
    MUST(self && writer->record(self, record, result));
    MUST(writer->close(self, NULL, true));
}

/* A bound may have more decimals than the pack keeps: then it is rounded up. */
static struct jx_dec at_most(struct jx_dec bound)
{
    struct jx_dec most = bound;
    for (int digits = 0; digits < 4; digits++) {
        struct jx_dec round = jx_dec_round(bound, digits, JX_ROUND_HALF_AWAY);
        if (jx_dec_cmp(round, most) > 0)
            most = round;
    }
    return most;
}

static void check_item(const struct jx_item *item)
{
    struct jx_dec sum = item->start;
    if (!item->scored)
        return;
    for (size_t i = 0; i < item->line_count; i++) {
        const struct jx_line *line = &item->lines[i];
        if (line->verb == JX_DEDUCT)
            sum = jx_dec_sub(sum, line->points);
        else if (line->verb != JX_UNSCORED && line->verb != JX_FIND)
            sum = jx_dec_add(sum, line->points);
    }
    MUST(jx_dec_cmp(sum, item->score) == 0);
    MUST(jx_dec_cmp(item->score, jx_dec_int(0)) >= 0);
    MUST(!item->has_weight || jx_dec_cmp(item->score, at_most(item->weight)) <= 0);
}

void fuzz_score(const struct jx_pack *pack, struct jx_engine *engine,
                const struct jx_record *record)
{
    struct jx_strbuf texts[2] = {{0}, {0}};
    for (int turn = 0; turn < 2; turn++) {
        struct jx_arena arena = jx_arena_new(0);
        struct jx_error err = {0};
        const struct jx_result *result = jx_engine_score(engine, record, &err);
        MUST(result);
        for (size_t i = 0; i < result->item_count; i++)
            check_item(&result->items[i]);
        MUST(!result->has_total ||
             (jx_dec_cmp(result->total, jx_dec_int(0)) >= 0 &&
              jx_dec_cmp(result->total, at_most(pack->ceiling)) <= 0));
        print(&arena, record, result, &texts[turn]);
        jx_arena_free(&arena);
    }
    MUST(texts[0].len == texts[1].len &&
         memcmp(texts[0].text, texts[1].text, texts[0].len) == 0);
    struct jx_arena arena = jx_arena_new(0);
    struct jx_error err = {0};
    MUST(jx_json_parse(&arena, (struct jx_str){texts[0].text, texts[0].len}, "out", 1,
                       &err));
    jx_arena_free(&arena);
    jx_strbuf_free(&texts[0]);
    jx_strbuf_free(&texts[1]);
}

/* ---- documents ---- */

struct fed {
    struct jx_pages pages;
    const struct jx_pack *pack;
    struct jx_engine *engine;
};

static bool take_prose(const struct jx_sink *sink, struct jx_str text, struct jx_at at)
{
    return jx_pages_prose(&((struct fed *)sink->ctx)->pages, text, at);
}

static bool take_row(const struct jx_sink *sink, const struct jx_row *row)
{
    return jx_pages_row(&((struct fed *)sink->ctx)->pages, row);
}

static bool take_table_end(const struct jx_sink *sink)
{
    return jx_pages_table_end(&((struct fed *)sink->ctx)->pages);
}

static bool take_record(const struct jx_sink *sink, const struct jx_record *record)
{
    const struct fed *fed = sink->ctx;
    fuzz_score(fed->pack, fed->engine, record);
    return true;
}

static bool take_trouble(const struct jx_sink *sink, struct jx_at at, uint64_t offset,
                         const char *text)
{
    (void)sink, (void)at, (void)offset;
    MUST(*text);
    return true;
}

static bool take_sheet(const struct jx_sink *sink, struct jx_str name)
{
    (void)sink, (void)name;
    return true;
}

/* Chunks of lines have zeros behind them, documents nothing: what reads on is found. */
static struct jx_str as_handed_over(const struct jx_reader *reader, struct jx_str bytes,
                                    struct jx_arena *arena)
{
    if (!(reader->flags & JX_READER_LINES))
        return bytes;
    char *padded = jx_arena_alloc(arena, bytes.n + JX_DOCUMENT_PADDING);
    MUST(padded);
    memset(padded + bytes.n, 0, JX_DOCUMENT_PADDING);
    return (struct jx_str){bytes.n ? memcpy(padded, bytes.p, bytes.n) : padded, bytes.n};
}

static void read_by(const struct jx_reader *reader, struct fed *fed, struct jx_str bytes,
                    struct jx_arena *arena)
{
    struct jx_error err = {0};
    bytes = as_handed_over(reader, bytes, arena);
    struct jx_host_ctx ctx = {arena, &err, "document"};
    struct jx_host host = jx_host_make(&ctx);
    struct jx_document document = {sizeof document, "document", bytes.p, bytes.n, 1, 0};
    struct jx_sink sink = {sizeof sink,    fed,         take_prose,   take_row,
                           take_table_end, take_record, take_trouble, take_sheet};
    int surety = reader->probe(bytes.p, bytes.n < 65536 ? bytes.n : 65536, "document");
    MUST(surety >= 0 && surety <= 100);
    void *self = reader->open(&host);
    bool ok = self && reader->read(self, &host, &document, &sink);
    MUST(ok || err.text[0]);
    if (self)
        reader->close(self);
}

void fuzz_document(const struct jx_plugin *plugin, struct jx_str bytes)
{
    static struct jx_pack *pack;
    struct jx_error err = {0};
    if (!pack)
        pack = fuzz_pack("national", NULL);
    MUST(pack);
    struct jx_engine *engine = jx_engine_open(pack, &err);
    MUST(engine);
    for (const struct jx_reader *const *reader = plugin->readers; *reader; reader++) {
        struct jx_arena arena = jx_arena_new(256 << 20);
        struct fed fed = {.pack = pack, .engine = engine};
        struct jx_recognised found = {0};
        jx_pages_start(&fed.pages, &arena, "document");
        read_by(*reader, &fed, bytes, &arena);
        if (!jx_recognise(&fed.pages, pack, &found, &err))
            found.count = 0;
        for (size_t i = 0; i < found.count; i++)
            fuzz_score(pack, engine, &found.records[i]);
        jx_arena_free(&arena);
    }
    jx_engine_close(engine);
}

struct jx_str fuzz_zip(const struct fuzz_entry *entries)
{
    zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_source_keep(target);
    zip_t *zip = zip_open_from_source(target, ZIP_TRUNCATE, NULL);
    for (; entries->name; entries++)
        zip_file_add(zip, entries->name,
                     zip_source_buffer(zip, entries->bytes.p, entries->bytes.n, 0), 0);
    MUST(zip_close(zip) == 0);
    zip_stat_t stat;
    MUST(zip_source_stat(target, &stat) == 0 && zip_source_open(target) == 0);
    char *bytes = malloc(stat.size + 1);
    MUST(bytes && zip_source_read(target, bytes, stat.size) == (zip_int64_t)stat.size);
    zip_source_close(target);
    zip_source_free(target);
    return (struct jx_str){bytes, stat.size};
}
