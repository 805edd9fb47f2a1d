/* pack_open.c: loads one pack with what the other rooms know of rules, methods and finding
 * codes, and prints what is wrong with it. Which pack a run needs is decided in packs.c. */
#include "pack_file.h"

#include "lang.h"
#include "os_file.h"
#include "pack_load.h"
#include "rule.h"

#include <stdio.h>

static const struct jx_method *find_method(void *ctx, const char *name,
                                           const struct jx_plugin **plugin)
{
    return jx_registry_method(ctx, name, plugin);
}

static const struct jx_plugin *find_plugin(void *ctx, const char *name)
{
    return jx_registry_plugin(ctx, name);
}

static bool find_code(const char *code, uint8_t *severity)
{
    const struct jx_finding_code *known = jx_finding_code_find(code);
    if (known)
        *severity = known->severity;
    return known != NULL;
}

static const char *const *code_names(struct jx_arena *arena)
{
    const char **names = jx_arena_array(arena, jx_finding_code_count + 1, sizeof *names);
    for (size_t i = 0; names && i < jx_finding_code_count; i++)
        names[i] = jx_finding_codes[i].code;
    return names;
}

static void print_fault(const struct jx_fault *fault)
{
    fprintf(stderr, "%s", fault->path);
    if (fault->line)
        fprintf(stderr, ":%d", fault->line);
    fprintf(stderr, ": %s%s%s%s", fault->warning ? _("warning: ") : "", fault->at,
            *fault->at ? ": " : "", fault->text);
    fprintf(stderr, "%s%s%s\n", *fault->hint ? " (" : "", fault->hint,
            *fault->hint ? ")" : "");
}

size_t jx_faults_print(const struct jx_faults *faults, bool warnings)
{
    size_t warned = 0;
    for (size_t i = 0; i < faults->count; i++) {
        warned += faults->list[i].warning;
        if (warnings || !faults->list[i].warning)
            print_fault(&faults->list[i]);
    }
    if (faults->lost)
        fprintf(stderr, "jixiao: %s\n", _("out of memory: not every fault is told"));
    return warned;
}

/* Loads what is to be trusted already. in_memory: wish->overlays are the whole pack. */
static struct jx_pack *load(struct jx_app *app, const char *reference,
                            const struct jx_pack_wish *wish, bool in_memory)
{
    struct jx_arena arena = jx_arena_new(0);
    struct jx_faults faults = {.arena = &arena};
    struct jx_pack_env env = {
        .ctx = &app->registry,
        .method = find_method,
        .plugin = find_plugin,
        .method_names = jx_registry_names(&app->registry, JX_METHODS, &arena),
        .inspect = jx_lua_inspect,
        .search = app->search,
        .finding = find_code,
        .finding_names = code_names(&arena),
        .overlays = wish->overlays,
        .in_memory = in_memory,
        .ignore_lock = wish->ignore_lock,
        .advise = wish->warnings,
    };
    struct jx_pack *pack = jx_pack_load(reference, &env, &faults);
    size_t warned = jx_faults_print(&faults, wish->warnings);
    if (wish->warned)
        *wish->warned = warned;
    jx_arena_free(&arena);
    return pack;
}

/* A pack file is used as it is, without being unpacked anywhere. */
static struct jx_pack *load_file(struct jx_app *app, const char *path,
                                 const struct jx_pack_wish *wish)
{
    struct jx_arena arena = jx_arena_new(0);
    struct jx_error err = {0};
    struct jx_packfile file;
    struct jx_verdict verdict;
    struct jx_pack *pack = NULL;
    struct jx_pack_overlay *files = NULL;
    bool ok = jx_pack_file_accept(app, path, &arena, &file, &verdict, &err);
    if (ok) {
        files = jx_arena_array(&arena, file.count + 1, sizeof *files);
        ok = files || jx_fail_kind(&err, JX_ERR_SYSTEM, path, 0, _("out of memory"));
    }
    for (size_t i = 0; ok && i < file.count; i++)
        files[i] = (struct jx_pack_overlay){file.entries[i].name, file.entries[i].bytes};
    if (ok) {
        struct jx_pack_wish whole = *wish;
        whole.overlays = files;
        pack = load(app, path, &whole, true);
    } else {
        jx_complain(0, &err);
    }
    if (pack)
        pack->is_unsigned = verdict.trust != JX_TRUST_GOOD;
    jx_arena_free(&arena);
    return pack;
}

struct jx_pack *jx_pack_open_as(struct jx_app *app, const char *reference,
                                const struct jx_pack_wish *wish)
{
    struct jx_error err = {0};
    bool file = jx_packfile_is(reference);
    struct jx_pack *pack =
        file ? load_file(app, reference, wish) : load(app, reference, wish, false);
    if (!pack || jx_pack_judge(app, pack, !file, &err))
        return pack;
    jx_complain(0, &err);
    jx_pack_free(pack);
    return NULL;
}

/* Warnings are for whoever writes the pack: 'check' shows them, a run does not. */
struct jx_pack *jx_pack_open(struct jx_app *app, const char *reference)
{
    return jx_pack_open_as(app, reference, &(struct jx_pack_wish){0});
}
