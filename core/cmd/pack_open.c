/* pack_open.c: loads one pack with what the other rooms know of rules, methods and finding
 * codes, and prints what is wrong with it. Which pack a run needs is decided in packs.c. */
#include "packs.h"

#include "lang.h"
#include "pack_load.h"
#include "rule.h"

#include <stdio.h>

static struct jx_app *method_app; /* methods are constants; set once, before threads */

static const struct jx_method *find_method(const char *name)
{
    return jx_registry_method(&method_app->registry, name);
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

void jx_fault_print(const struct jx_fault *fault)
{
    fprintf(stderr, "%s", fault->path);
    if (fault->line)
        fprintf(stderr, ":%d", fault->line);
    fprintf(stderr, ": %s%s%s%s", fault->warning ? _("warning: ") : "", fault->at,
            *fault->at ? ": " : "", fault->text);
    fprintf(stderr, "%s%s%s\n", *fault->hint ? " (" : "", fault->hint,
            *fault->hint ? ")" : "");
}

struct jx_pack *jx_pack_open_as(struct jx_app *app, const char *reference,
                                const struct jx_pack_wish *wish)
{
    struct jx_arena arena = jx_arena_new(0);
    struct jx_faults faults = {.arena = &arena};
    method_app = app;
    struct jx_pack_env env = {
        .method = find_method,
        .method_names = jx_registry_names(&app->registry, JX_METHODS, &arena),
        .inspect = jx_lua_inspect,
        .search = app->search,
        .finding = find_code,
        .finding_names = code_names(&arena),
        .overlays = wish->overlays,
        .ignore_lock = wish->ignore_lock,
        .advise = wish->warnings,
    };
    struct jx_pack *pack = jx_pack_load(reference, &env, &faults);
    for (size_t i = 0; i < faults.count; i++)
        if (wish->warnings || !faults.list[i].warning)
            jx_fault_print(&faults.list[i]);
    if (wish->warned)
        *wish->warned = faults.count - faults.errors;
    jx_arena_free(&arena);
    return pack;
}

/* Warnings are for whoever writes the pack: 'check' shows them, a run does not. */
struct jx_pack *jx_pack_open(struct jx_app *app, const char *reference)
{
    return jx_pack_open_as(app, reference, &(struct jx_pack_wish){0});
}
