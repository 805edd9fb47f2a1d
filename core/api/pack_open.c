/* pack_open.c: loads one pack with what the other rooms know of rules, methods and finding
 * codes, and notes what is wrong with it. Which pack a form needs is not decided here. */
#include "app.h"

#include "engine.h"
#include "lang.h"
#include "pack_load.h"
#include "rule.h"
#include "strbuf.h"
#include "trust.h"
#include "utf8.h"

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

static void note_fault(const struct jx_app *app, const struct jx_fault *fault)
{
    struct jx_strbuf line = {0};
    jx_strbuf_puts(&line, fault->path);
    if (fault->line)
        jx_strbuf_format(&line, ":%d", fault->line);
    jx_strbuf_format(&line, ": %s%s%s%s", fault->warning ? _("warning: ") : "", fault->at,
                     *fault->at ? ": " : "", fault->text);
    if (*fault->hint)
        jx_strbuf_format(&line, _(" (%s)"), fault->hint);
    if (!line.failed) /* names and keys are the pack's own words */
        jx_utf8_tame(line.text, false);
    app->note(app->note_ctx, line.failed ? fault->text : line.text);
    jx_strbuf_free(&line);
}

size_t jx_faults_note(const struct jx_app *app, const struct jx_faults *faults,
                      const struct jx_pack_wish *wish)
{
    size_t warned = 0;
    for (size_t i = 0; i < faults->count; i++) {
        const struct jx_fault *fault = &faults->list[i];
        warned += fault->warning;
        if (wish->fault)
            wish->fault(wish->fault_ctx, fault);
        else if (app->note)
            note_fault(app, fault);
    }
    if (app->note && faults->lost)
        app->note(app->note_ctx, _("out of memory: not every fault is told"));
    return warned;
}

/* The first error stands for all of them. */
static void fail_with(const struct jx_faults *faults, const char *reference,
                      struct jx_error *err)
{
    for (size_t i = 0; i < faults->count; i++) {
        const struct jx_fault *fault = &faults->list[i];
        if (fault->warning)
            continue;
        const char *mark = *fault->at ? ": " : "";
        if (*fault->hint)
            jx_fail_kind(err, JX_ERR_PACK, fault->path, fault->line, _("%s%s%s (%s)"),
                         fault->at, mark, fault->text, fault->hint);
        else
            jx_fail_kind(err, JX_ERR_PACK, fault->path, fault->line, "%s%s%s", fault->at,
                         mark, fault->text);
        return;
    }
    jx_fail_memory(err, reference);
}

/* Loads what is to be trusted already. in_memory: wish->overlays are the whole pack. */
static struct jx_pack *load(struct jx_app *app, const char *reference,
                            const struct jx_pack_wish *wish, bool in_memory, bool *noted,
                            struct jx_error *err)
{
    struct jx_arena arena = jx_arena_new(0);
    struct jx_faults faults = {.arena = &arena, .errors_only = !wish->warnings};
    struct jx_pack_env env = {
        .ctx = &app->registry,
        .method = find_method,
        .plugin = find_plugin,
        .method_names = jx_registry_names(&app->registry, JX_METHODS, &arena),
        .plugin_names = jx_registry_names(&app->registry, JX_PLUGINS, &arena),
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
    size_t warned = jx_faults_note(app, &faults, wish);
    if (wish->warned)
        *wish->warned = warned;
    if (!pack)
        fail_with(&faults, reference, err);
    *noted = !pack && faults.count > 0 && (app->note || wish->fault);
    jx_arena_free(&arena);
    return pack;
}

/* A pack file is used as it is, without being unpacked anywhere. */
static struct jx_pack *load_file(struct jx_app *app, const char *path,
                                 const struct jx_pack_wish *wish, bool *noted,
                                 struct jx_error *err)
{
    struct jx_arena arena = jx_arena_new(0);
    struct jx_packfile file;
    struct jx_verdict verdict;
    struct jx_pack *pack = NULL;
    struct jx_pack_overlay *files = NULL;
    bool ok = jx_pack_file_accept(app, path, &arena, &file, &verdict, err);
    if (ok) {
        files = jx_arena_array(&arena, file.count + 1, sizeof *files);
        ok = files || jx_fail_memory(err, path);
    }
    for (size_t i = 0; ok && i < file.count; i++)
        files[i] = (struct jx_pack_overlay){file.entries[i].name, file.entries[i].bytes};
    if (ok) {
        struct jx_pack_wish whole = *wish;
        whole.overlays = files;
        pack = load(app, path, &whole, true, noted, err);
    }
    if (pack)
        pack->is_unsigned = verdict.trust != JX_TRUST_GOOD;
    jx_arena_free(&arena);
    return pack;
}

struct jx_pack *jx_app_pack_as(struct jx_app *app, const char *reference,
                               const struct jx_pack_wish *wish, bool *noted,
                               struct jx_error *err)
{
    bool file = jx_packfile_is(reference), told = false;
    struct jx_pack *pack = file ? load_file(app, reference, wish, &told, err)
                                : load(app, reference, wish, false, &told, err);
    if (pack && !jx_pack_judge(app, pack, !file, err)) {
        jx_pack_free(pack);
        pack = NULL;
    }
    if (noted)
        *noted = told;
    return pack;
}

/* Warnings are for whoever writes the pack. */
struct jx_pack *jx_app_pack(struct jx_app *app, const char *reference,
                            struct jx_error *err)
{
    return jx_app_pack_as(app, reference, &(struct jx_pack_wish){0}, NULL, err);
}
