/* resume.c: the file OUTPUT.resume beside OUTPUT.partial: how far a run got, by which
 * options and packs. Only a run that would write the same bytes may go on from it. */
#include "resume.h"

#include "json.h"
#include "lang.h"
#include "os_file.h"
#include "strbuf.h"
#include "version.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATE_MAX = 1024 * 1024 };

static char *state_path(const struct jx_options *options, const char *ending)
{
    char *path = NULL;
    return asprintf(&path, "%s%s", options->output, ending) < 0 ? NULL : path;
}

static void put_text(struct jx_strbuf *out, const char *key, const char *text)
{
    jx_strbuf_format(out, ",\"%s\":", key);
    jx_strbuf_json(out, text ? text : "", text ? strlen(text) : 0);
}

static void put_number(struct jx_strbuf *out, const char *key, uint64_t number)
{
    jx_strbuf_format(out, ",\"%s\":%" PRIu64, key, number);
}

/* Everything that decides which bytes are written, as one JSON object. */
static void put_task(struct jx_strbuf *out, const struct jx_options *options,
                     const char *command)
{
    jx_strbuf_format(out, "{\"engine\":\"%s\"", JX_VERSION);
    put_text(out, "command", command);
    put_text(out, "pack", options->pack);
    put_text(out, "from", options->from);
    put_text(out, "to", options->to);
    put_text(out, "record", options->record);
    put_text(out, "region", options->region);
    put_text(out, "year", options->year);
    put_text(out, "weights", options->weights);
    put_text(out, "lang", options->lang);
    put_text(out, "detail", options->full_detail ? "full" : "short");
    put_text(out, "latest", options->latest ? "yes" : "no");
    put_text(out, "origins", options->origins ? "yes" : "no");
    for (size_t i = 0; i < options->input_count; i++)
        put_text(out, "input", options->inputs[i]);
    jx_strbuf_putc(out, '}');
}

static void put_packs(struct jx_strbuf *out, const struct jx_packs *packs)
{
    const struct jx_pack *pack;
    jx_strbuf_puts(out, ",\n\"packs\":[");
    for (size_t i = 0; (pack = jx_packs_used(packs, i)); i++) {
        jx_strbuf_format(out, "%s{\"digest\":\"%s\"", i ? "," : "", pack->digest);
        put_text(out, "name", pack->name);
        jx_strbuf_putc(out, '}');
    }
    jx_strbuf_puts(out, "]");
}

bool jx_resume_save(const struct jx_options *options, const char *command,
                    const struct jx_packs *packs, const struct jx_resume *resume,
                    struct jx_error *err)
{
    struct jx_strbuf text = {0}, task = {0};
    put_task(&task, options, command);
    jx_strbuf_puts(&text, "{\"task\":");
    jx_strbuf_json(&text, task.text ? task.text : "", task.len);
    put_packs(&text, packs);
    put_text(&text, "file", resume->file);
    put_text(&text, "reader", resume->reader);
    put_number(&text, "document", resume->mark.document);
    put_number(&text, "offset", resume->mark.offset);
    put_number(&text, "line", resume->mark.line);
    put_number(&text, "seen", resume->mark.seen);
    put_number(&text, "written", resume->written);
    put_number(&text, "bytes", resume->bytes);
    put_number(&text, "records", resume->records);
    put_number(&text, "errors", resume->errors);
    put_number(&text, "warnings", resume->warnings);
    put_number(&text, "exit", (uint64_t)resume->exit);
    jx_strbuf_puts(&text, "}\n");
    struct jx_os_output output = {.fd = -1};
    char *path = state_path(options, ".resume");
    bool ok = (path && !text.failed && !task.failed) || jx_fail_memory(err, NULL);
    ok = ok && jx_os_output_open(&output, path, err);
    if (ok) {
        ok = jx_os_output_write(&output, text.text, text.len, err);
        ok = jx_os_output_close(&output, ok, err) && ok;
    }
    jx_strbuf_free(&text);
    jx_strbuf_free(&task);
    free(path);
    return ok;
}

/* ---- reading it ---- */

static uint64_t number_of(const struct jx_json *state, const char *key)
{
    const struct jx_json *node = jx_json_get(state, key);
    return node && node->type == JX_JSON_NUMBER ? strtoull(node->text.p, NULL, 10) : 0;
}

static void text_of(const struct jx_json *state, const char *key, char *out, size_t size)
{
    const struct jx_json *node = jx_json_get(state, key);
    snprintf(out, size, "%s", node && node->type == JX_JSON_STRING ? node->text.p : "");
}

static bool same_task(const struct jx_json *state, const struct jx_options *options,
                      const char *command, struct jx_error *err)
{
    struct jx_strbuf task = {0};
    const struct jx_json *was = jx_json_get(state, "task");
    put_task(&task, options, command);
    bool same =
        was && !task.failed && jx_str_eq(was->text, (struct jx_str){task.text, task.len});
    jx_strbuf_free(&task);
    return same || jx_fail_kind(err, JX_ERR_USAGE, options->output, 0,
                                _("the interrupted run had other options or inputs: give "
                                  "the same, or start afresh without --resume"));
}

static bool same_packs(const struct jx_json *state, struct jx_packs *packs,
                       struct jx_error *err)
{
    const struct jx_json *list = jx_json_get(state, "packs");
    for (const struct jx_json *p = list ? list->child : NULL; p; p = p->next) {
        const struct jx_json *name = jx_json_get(p, "name");
        const struct jx_json *digest = jx_json_get(p, "digest");
        const char *now = name ? jx_packs_use(packs, name->text.p) : NULL;
        if (!now || !digest || !jx_str_is(digest->text, now))
            return jx_fail_kind(err, JX_ERR_PACK, name ? name->text.p : NULL, 0,
                                _("this pack has changed since the run was interrupted: "
                                  "start afresh without --resume"));
    }
    return true;
}

static void fill(const struct jx_json *state, struct jx_resume *resume)
{
    *resume = (struct jx_resume){
        .mark = {.document = number_of(state, "document"),
                 .offset = number_of(state, "offset"),
                 .line = number_of(state, "line"),
                 .seen = number_of(state, "seen")},
        .written = number_of(state, "written"),
        .bytes = number_of(state, "bytes"),
        .records = number_of(state, "records"),
        .errors = number_of(state, "errors"),
        .warnings = number_of(state, "warnings"),
        .exit = (int)number_of(state, "exit"),
    };
    text_of(state, "file", resume->file, sizeof resume->file);
    text_of(state, "reader", resume->reader, sizeof resume->reader);
}

bool jx_resume_load(struct jx_app *app, const struct jx_options *options,
                    const char *command, struct jx_packs *packs, struct jx_resume *resume,
                    struct jx_error *err)
{
    struct jx_bytes bytes = {0};
    char *path = state_path(options, ".resume");
    if (!path)
        return jx_fail_memory(err, NULL);
    const struct jx_json *state = NULL;
    if (!jx_os_exists(path))
        jx_fail_kind(err, JX_ERR_USAGE, path, 0,
                     _("not found: no interrupted run left it, start afresh without "
                       "--resume"));
    else if (jx_os_read(path, STATE_MAX, &bytes, err))
        state =
            jx_json_parse(&app->arena, (struct jx_str){bytes.p, bytes.n}, path, 1, err);
    jx_os_release(&bytes);
    free(path);
    if (!state || !same_task(state, options, command, err) ||
        !same_packs(state, packs, err))
        return false;
    fill(state, resume);
    return true;
}

void jx_resume_remove(const struct jx_options *options)
{
    char *path = state_path(options, ".resume");
    if (path)
        jx_os_remove(path);
    free(path);
}
