/* latest.c: one reading of all inputs, to know which document has the newest of each form.
 * Nothing is scored here, and what cannot be read is told by the run itself. */
#include "latest.h"

#include "lang.h"
#include "pool.h"

#include <stdlib.h>
#include <string.h>

/* Where the newest of a form is. */
struct newest {
    char *key; /* NULL: a free place of the table */
    int64_t time;
    uint64_t document;
};
struct jx_latest {
    struct newest *table; /* open addressing; capacity is a power of two */
    size_t count, capacity;
    char **files; /* by number of the document, from 1 */
    size_t file_capacity;
    struct jx_arena arena;
};

/* "FORM\nYEAR\nCODE"; false: the record has no code. */
static bool make_key(const struct jx_record *record, struct jx_strbuf *out)
{
    static const int cells[] = {JX_REC_FORM, JX_REC_YEAR, JX_REC_CODE};
    if (jx_str_trim(record->cell[JX_REC_CODE].text).n == 0)
        return false;
    for (size_t i = 0; i < 3; i++) {
        struct jx_str text = jx_str_trim(record->cell[cells[i]].text);
        jx_strbuf_add(out, text.p, text.n);
        jx_strbuf_putc(out, i < 2 ? '\n' : '\0');
    }
    return true;
}

/* FNV-1a */
static uint64_t hash(const char *key)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (; *key; key++)
        h = (h ^ (unsigned char)*key) * UINT64_C(1099511628211);
    return h;
}

static struct newest *place(const struct jx_latest *latest, const char *key)
{
    size_t i = hash(key) & (latest->capacity - 1);
    while (latest->table[i].key && strcmp(latest->table[i].key, key) != 0)
        i = (i + 1) & (latest->capacity - 1);
    return &latest->table[i];
}

static bool grow(struct jx_latest *latest)
{
    struct jx_latest bigger = *latest;
    if (latest->capacity && latest->count * 2 < latest->capacity)
        return true;
    bigger.capacity = latest->capacity ? latest->capacity * 2 : 1024;
    bigger.table = calloc(bigger.capacity, sizeof *bigger.table);
    if (!bigger.table)
        return false;
    for (size_t i = 0; i < latest->capacity; i++)
        if (latest->table[i].key)
            *place(&bigger, latest->table[i].key) = latest->table[i];
    free(latest->table);
    *latest = bigger;
    return true;
}

static bool name_document(struct jx_latest *latest, const struct jx_unit *unit)
{
    uint64_t number = unit->end.document;
    while (number >= latest->file_capacity) {
        size_t more = latest->file_capacity ? latest->file_capacity * 2 : 64;
        char **files = realloc(latest->files, more * sizeof *files);
        if (!files)
            return false;
        memset(files + latest->file_capacity, 0,
               (more - latest->file_capacity) * sizeof *files);
        latest->files = files;
        latest->file_capacity = more;
    }
    if (!latest->files[number])
        latest->files[number] =
            jx_arena_copy(&latest->arena, unit->file, strlen(unit->file));
    return latest->files[number] != NULL;
}

static bool add(struct jx_latest *latest, const char *key, const struct jx_unit *unit)
{
    if (!grow(latest))
        return false;
    struct newest *at = place(latest, key);
    if (!at->key) {
        at->key = jx_arena_copy(&latest->arena, key, strlen(key));
        at->time = INT64_MIN;
        latest->count += at->key != NULL;
    }
    if (unit->time >= at->time) {
        at->time = unit->time;
        at->document = unit->end.document;
    }
    return at->key && name_document(latest, unit);
}

/* ---- the reading ---- */

struct probe {
    struct jx_unit unit;
    struct jx_strbuf keys; /* of its forms, each terminated */
    struct jx_error err;
    bool failed;
};
struct census {
    struct jx_latest *latest;
    const struct jx_plan *plan;
    struct jx_feed feed;
    struct jx_readers **readers;
};

static bool note_record(void *ctx, const struct jx_record *record, struct jx_error *err)
{
    struct probe *probe = ctx;
    make_key(record, &probe->keys);
    return !probe->keys.failed || jx_fail_memory(err, NULL);
}

static bool pass_trouble(void *ctx, const char *file, struct jx_at at, const char *text,
                         struct jx_error *err)
{
    (void)ctx, (void)file, (void)at, (void)text, (void)err;
    return true;
}

static bool fill_probe(void *ctx, void *slot, struct jx_error *err)
{
    struct census *census = ctx;
    struct probe *probe = slot;
    return jx_feed_next(&census->feed, &probe->unit, err);
}

static void read_probe(void *ctx, size_t worker, void *slot)
{
    struct census *census = ctx;
    struct probe *probe = slot;
    struct jx_found found = {probe, note_record, pass_trouble};
    jx_strbuf_clear(&probe->keys);
    jx_foreign_turn(&probe->unit, &census->plan->app->registry, census->plan->office);
    probe->failed =
        !jx_read_unit(census->readers[worker], &probe->unit, &found, &probe->err);
}

static bool take_probe(void *ctx, void *slot, struct jx_error *err)
{
    struct census *census = ctx;
    struct probe *probe = slot;
    if (probe->failed)
        *err = probe->err;
    for (size_t i = 0; !probe->failed && i < probe->keys.len;
         i += strlen(probe->keys.text + i) + 1)
        if (!add(census->latest, probe->keys.text + i, &probe->unit))
            return jx_fail_memory(err, NULL);
    jx_chunk_trim(&probe->unit.chunk);
    return !probe->failed;
}

static bool read_all(struct census *census, struct probe *probes, void **slots,
                     size_t jobs, struct jx_error *err)
{
    const struct jx_plan *plan = census->plan;
    struct jx_pool_tasks tasks = {census, fill_probe, read_probe, take_probe};
    for (size_t i = 0; i < jx_pool_slots(jobs); i++)
        slots[i] = &probes[i];
    for (size_t i = 0; i < jobs; i++) {
        census->readers[i] =
            jx_readers_open(&plan->app->registry, plan->options, plan->packs);
        if (!census->readers[i])
            return jx_fail_memory(err, NULL);
    }
    return jx_feed_open(&census->feed, plan->app, plan->options, err) &&
           jx_pool_run(&tasks, jobs, slots, err);
}

static bool take_census(struct jx_latest *latest, const struct jx_plan *plan, size_t jobs,
                        struct jx_error *err)
{
    struct census census = {.latest = latest, .plan = plan};
    size_t n = jx_pool_slots(jobs);
    struct probe *probes = calloc(n, sizeof *probes);
    void **slots = calloc(n, sizeof *slots);
    census.readers = calloc(jobs, sizeof *census.readers);
    bool ok = probes && slots && census.readers;
    if (!ok)
        jx_fail_memory(err, NULL);
    ok = ok && read_all(&census, probes, slots, jobs, err);
    for (size_t i = 0; census.readers && i < jobs; i++)
        jx_readers_close(census.readers[i]);
    for (size_t i = 0; probes && i < n; i++) {
        jx_unit_free(&probes[i].unit);
        jx_strbuf_free(&probes[i].keys);
    }
    jx_feed_close(&census.feed);
    free(census.readers);
    free(probes);
    free(slots);
    return ok;
}

struct jx_latest *jx_latest_open(const struct jx_plan *plan, size_t jobs,
                                 struct jx_error *err)
{
    for (size_t i = 0; i < plan->options->input_count; i++)
        if (strcmp(plan->options->inputs[i], "-") == 0) {
            jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                         _("--latest reads everything twice: name files or folders "
                           "instead of standard input"));
            return NULL;
        }
    struct jx_latest *latest = calloc(1, sizeof *latest);
    if (!latest) {
        jx_fail_memory(err, NULL);
        return NULL;
    }
    latest->arena = jx_arena_new(0);
    if (grow(latest) ? take_census(latest, plan, jobs, err) : jx_fail_memory(err, NULL))
        return latest;
    jx_latest_close(latest);
    return NULL;
}

void jx_latest_close(struct jx_latest *latest)
{
    if (!latest)
        return;
    jx_arena_free(&latest->arena);
    free(latest->table);
    free(latest->files);
    free(latest);
}

bool jx_latest_keeps(const struct jx_latest *latest, const struct jx_record *record,
                     const struct jx_unit *unit, const char **newer)
{
    struct jx_strbuf key = {0};
    bool keeps = true;
    if (make_key(record, &key) && !key.failed) {
        const struct newest *at = place(latest, key.text);
        keeps = !at->key || at->document == unit->end.document;
        *newer = keeps ? NULL : latest->files[at->document];
    }
    jx_strbuf_free(&key);
    return keeps;
}
