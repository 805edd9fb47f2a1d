/* library.c: what libjixiao exports that is not defined where it belongs: opening an app
 * inside another program, forms as JSON, texts. Nothing here prints or keeps state. */
#include "app.h"

#include "engine.h"
#include "lang.h"
#include "ledger.h"
#include "os_file.h"
#include "os_plugin.h"
#include "record_json.h"
#include "strbuf.h"
#include "version.h"

#include <stdlib.h>
#include <string.h>

/* Packs name scoring methods; readers and writers are the program's. */
extern const struct jx_plugin jx_plugin_methods;
static const struct jx_plugin *const builtin[] = {&jx_plugin_methods, NULL};

const char *jx_version(void)
{
    return JX_VERSION;
}

/* ---- opening ---- */

/* Of plugins that were named: the first that is refused is why nothing is opened. */
static void refuse(void *ctx, const struct jx_error *err)
{
    struct jx_error *first = ctx;
    if (!first->text[0])
        *first = *err;
}

static void note_refused(void *ctx, const struct jx_error *err)
{
    const struct jx_app *app = ctx;
    char text[sizeof err->text + sizeof err->path + 16];
    jx_error_print(err, text, sizeof text);
    if (app->note)
        app->note(app->note_ctx, text);
}

static bool open_app(struct jx_app *app, const struct jx_setup *setup,
                     struct jx_error *err)
{
    const char *folder =
        jx_os_code_folder((const void *)(uintptr_t)jx_version, &app->arena);
    struct jx_refusal strict = {refuse, err}, lax = {note_refused, app};
    err->text[0] = '\0';
    if (!jx_app_places(app, folder, JX_LIBDIR, setup->pack_path, err))
        return false;
    jx_lang_folder(app->locale);
    if (setup->plugin_path && !jx_os_exists(setup->plugin_path))
        return jx_fail_kind(err, JX_ERR_USAGE, setup->plugin_path, 0,
                            _("there is no such file or folder"));
    return jx_app_plugins(app, setup->plugin_path, &strict, &lax);
}

struct jx_app *jx_app_open(const struct jx_setup *given, struct jx_error *err)
{
    struct jx_error unwanted;
    struct jx_setup setup = {.size = sizeof setup};
    if (given && !given->size) {
        jx_fail_kind(err, JX_ERR_USAGE, NULL, 0, "jx_setup.size is not set");
        return NULL;
    }
    if (given) /* of whatever version, what is known of it */
        memcpy(&setup, given, given->size < sizeof setup ? given->size : sizeof setup);
    struct jx_app *app = calloc(1, sizeof *app);
    if (!app) {
        jx_fail_memory(err, NULL);
        return NULL;
    }
    *app = jx_app_new(builtin);
    app->allow_unsigned = setup.allow_unsigned;
    app->note = setup.note;
    app->note_ctx = setup.ctx;
    if (open_app(app, &setup, err ? err : &unwanted))
        return app;
    jx_app_close(app);
    return NULL;
}

void jx_app_close(struct jx_app *app)
{
    if (app)
        jx_app_end(app);
    free(app);
}

/* ---- forms as JSON ---- */

/* What a record could not keep, as findings. */
struct lost {
    struct jx_arena *arena;
    struct jx_finding list[JX_RECORD_FAULTS];
    size_t count;
};

static void take_lost(void *ctx, int line, const char *text)
{
    struct lost *lost = ctx;
    struct jx_arg *arg = jx_arena_alloc(lost->arena, sizeof *arg);
    char *copy = jx_arena_copy(lost->arena, text, strlen(text));
    if (!arg || !copy || lost->count == JX_RECORD_FAULTS)
        return;
    *arg = (struct jx_arg){.kind = JX_ARG_TEXT, .text = jx_str_of(copy)};
    lost->list[lost->count++] = (struct jx_finding){
        .code = "record-unreadable",
        .severity = jx_finding_severity(NULL, "record-unreadable"),
        .item = JX_INDEX_NONE,
        .at = {.line = line > 0 ? (uint32_t)line : 0},
        .message = {.format = {"%s", 2}, .args = arg, .arg_count = 1},
    };
}

/* The result with what was lost behind its own findings; NULL: memory. */
static const struct jx_result *with_lost(const struct jx_result *result,
                                         const struct lost *lost)
{
    size_t count = result->finding_count + lost->count;
    struct jx_result *copy = jx_arena_alloc(lost->arena, sizeof *copy);
    struct jx_finding *findings = jx_arena_array(lost->arena, count, sizeof *findings);
    if (!copy || !findings)
        return NULL;
    if (result->finding_count)
        memcpy(findings, result->findings, result->finding_count * sizeof *findings);
    memcpy(findings + result->finding_count, lost->list, lost->count * sizeof *findings);
    *copy = *result;
    copy->findings = findings;
    copy->finding_count = count;
    return copy;
}

const struct jx_result *jx_engine_score_json(struct jx_engine *engine, const char *json,
                                             size_t len, struct jx_error *err)
{
    struct lost lost = {.arena = jx_engine_input(engine)};
    struct jx_record_faults faults = {take_lost, &lost};
    struct jx_record record;
    struct jx_json *root =
        jx_json_parse(lost.arena, (struct jx_str){json, len}, NULL, 1, err);
    if (!root || !jx_record_from_json(lost.arena, root, "$", NULL, &faults, &record, err))
        return NULL;
    const struct jx_result *result = jx_engine_score(engine, &record, err);
    if (!result || !lost.count)
        return result;
    result = with_lost(result, &lost);
    if (!result)
        jx_fail_memory(err, NULL);
    return result;
}

/* ---- texts ---- */

size_t jx_why_print(const struct jx_why *why, char *out, size_t size)
{
    return jx_why_render(why, jx_lang_translate, out, size);
}

const char *jx_verb_name(uint8_t verb)
{
    static const char *const names[JX_VERB_COUNT] = {
        "award", "deduct", "reject", "unscored", "find", "clamp", "round", "cap", "veto"};
    return verb < JX_VERB_COUNT ? names[verb] : "";
}
