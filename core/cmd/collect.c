/* collect.c: inputs to forms in memory. Which inputs there are and how they are read is for
 * feed.c and read.c. */
#include "collect.h"

#include "lang.h"
#include "os_stream.h"
#include "read.h"

#include <stdio.h>

struct collecting {
    struct jx_cases *cases;
    int *exit;
};

static bool on_record(void *ctx, const struct jx_record *record, struct jx_error *err)
{
    struct collecting *c = ctx;
    return jx_cases_add(c->cases, record) || jx_fail_memory(err, NULL);
}

static bool on_trouble(void *ctx, const char *file, struct jx_at at, const char *text,
                       struct jx_error *err)
{
    struct collecting *c = ctx;
    struct jx_error trouble = {0};
    (void)err;
    jx_fail(&trouble, file, (int)at.line, "%s", text);
    *c->exit = jx_complain(JX_EXIT_INPUT, &trouble);
    return true;
}

static bool read_all(struct jx_feed *feed, struct jx_readers *readers,
                     const struct jx_found *found, struct jx_error *err)
{
    struct jx_unit unit = {0};
    bool ok = true;
    while (ok && jx_feed_next(feed, &unit, err))
        ok = jx_read_unit(readers, &unit, found, err);
    jx_unit_free(&unit);
    return ok && !err->text[0];
}

bool jx_collect(struct jx_app *app, const struct jx_options *options,
                struct jx_packs *packs, struct jx_cases *cases, int *exit,
                struct jx_error *err)
{
    struct collecting c = {cases, exit};
    struct jx_found found = {&c, on_record, on_trouble};
    struct jx_feed feed = {0};
    struct jx_readers *readers = NULL;
    bool ok = jx_feed_open(&feed, app, options, err);
    if (ok) {
        readers = jx_readers_open(&app->registry, options, packs);
        ok = readers || jx_fail_memory(err, NULL);
    }
    ok = ok && read_all(&feed, readers, &found, err);
    if (ok && !cases->count && options->record)
        ok = jx_fail(err, NULL, 0, _("no form has the code '%s'"), options->record);
    else if (ok && !cases->count)
        ok = jx_fail(err, NULL, 0, _("no form was found in the input"));
    jx_readers_close(readers);
    jx_feed_close(&feed);
    return ok;
}

static size_t count_of(const struct jx_pack *const *of, size_t count,
                       const struct jx_pack *pack)
{
    size_t same = 0;
    for (size_t i = 0; i < count; i++)
        same += of[i] == pack;
    return same;
}

const struct jx_pack *jx_collect_pack(struct jx_packs *packs, struct jx_cases *cases,
                                      size_t *others, struct jx_error *err)
{
    const struct jx_pack **of = jx_arena_array(&cases->arena, cases->count, sizeof *of);
    const struct jx_pack *most = NULL, *pack;
    size_t kept = 0, best = 0;
    if (!of) {
        jx_fail_memory(err, NULL);
        return NULL;
    }
    for (size_t i = 0; i < cases->count; i++) {
        const char *why;
        bool fallback;
        of[i] = jx_packs_choose(packs, cases->list[i].record, &why, &fallback);
    }
    for (size_t n = 0; (pack = jx_packs_used(packs, n)); n++) {
        size_t same = count_of(of, cases->count, pack);
        most = same > best ? pack : most;
        best = same > best ? same : best;
    }
    for (size_t i = 0; most && i < cases->count; i++)
        if (of[i] == most)
            cases->list[kept++] = cases->list[i];
    if (!most)
        jx_fail_kind(err, JX_ERR_PACK, NULL, 0,
                     _("no pack reads these forms: say which, --pack"));
    *others = cases->count - kept;
    cases->count = kept;
    return most;
}

size_t jx_collect_jobs(const struct jx_options *options)
{
    return (size_t)(options->jobs ? options->jobs : jx_os_processors());
}
