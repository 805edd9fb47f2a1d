/* certificate_verify.c: a certificate against the same run made again, and against the
 * keys that are trusted here. Making certificates is certificate.c's business. */
#include "certificate.h"
#include "run.h"

#include "json.h"
#include "lang.h"
#include "os_file.h"
#include "os_temp.h"
#include "pack_file.h"
#include "tables.h"
#include "utf8.h"
#include "verify_tables.h"

#include <stdio.h>
#include <string.h>

enum { CERTIFICATE_MAX = 1024 * 1024 * 1024, HEAD = 128 };

bool jx_certificate_is(const char *path)
{
    struct jx_os_input file = {0};
    struct jx_error ignored = {0};
    char head[HEAD];
    size_t n = 0;
    if (!jx_os_input_size(path) || !jx_os_input_open(&file, path, &ignored))
        return false;
    bool is = jx_os_input_read(&file, head, sizeof head, &n, &ignored) &&
              memmem(head, n, "\"" JX_CERTIFICATE "\"", strlen(JX_CERTIFICATE) + 2);
    jx_os_input_close(&file);
    return is;
}

struct check {
    const char *path;
    struct jx_arena arena;
    const struct jx_json *certificate, *signature;
    struct jx_strbuf out;
    struct jx_verified verified; /* the same for tables */
    size_t changed;
    struct jx_error err;
};

static const struct jx_json *of_type(const struct jx_json *node, const char *key,
                                     enum jx_json_type type)
{
    const struct jx_json *member = jx_json_get(node, key);
    return member && member->type == type ? member : NULL;
}

static const char *text_of(const struct jx_json *node, const char *key)
{
    const struct jx_json *text = of_type(node, key, JX_JSON_STRING);
    return text ? text->text.p : NULL;
}

static bool read_certificate(struct check *c)
{
    static const char *const lists[] = {"packs", "inputs", "results"};
    struct jx_bytes bytes;
    if (!jx_os_read(c->path, CERTIFICATE_MAX, &bytes, &c->err))
        return false;
    const struct jx_json *root =
        jx_json_parse(&c->arena, (struct jx_str){bytes.p, bytes.n}, c->path, 1, &c->err);
    jx_os_release(&bytes);
    if (!root)
        return false;
    c->certificate = of_type(root, "certificate", JX_JSON_OBJECT);
    c->signature = of_type(root, "signature", JX_JSON_OBJECT);
    bool ok = c->certificate && text_of(c->certificate, "engine") &&
              of_type(c->certificate, "settings", JX_JSON_OBJECT) &&
              (c->signature || !jx_json_get(root, "signature"));
    for (size_t i = 0; i < 3; i++)
        ok = ok && of_type(c->certificate, lists[i], JX_JSON_ARRAY);
    return ok || jx_fail(&c->err, c->path, 0,
                         _("the certificate is damaged: get the file again"));
}

/* ---- who signed it ---- */

static bool judge(struct check *c, struct jx_app *app)
{
    struct jx_packfile file = {0}; /* what is signed, and by whom */
    struct jx_strbuf claim = {0}, signature = {0};
    struct jx_verdict verdict;
    jx_certificate_claim(c->certificate, &claim);
    file.manifest = (struct jx_str){claim.text, claim.len};
    file.is_signed = c->signature != NULL;
    if (c->signature)
        jx_json_print(c->signature, &signature);
    bool ok = !claim.failed && !signature.failed;
    if (!ok)
        jx_fail_memory(&c->err, NULL);
    ok =
        ok && (!c->signature ||
               jx_signature_parse(c->path, (struct jx_str){signature.text, signature.len},
                                  &c->arena, &file.signature, &c->err));
    ok = ok && jx_trust_judge(app->places.trust, &file, &c->arena, &verdict, &c->err);
    if (ok) {
        bool refused = verdict.trust == JX_TRUST_REVOKED ||
                       verdict.trust == JX_TRUST_BAD ||
                       (verdict.trust == JX_TRUST_UNKNOWN && !app->allow_unsigned);
        c->changed += refused;
        jx_strbuf_puts(&c->out, _("the certificate: "));
        jx_pack_say_trust(&file, &verdict, &c->out);
        jx_strbuf_putc(&c->out, '\n');
        jx_verified_add(&c->verified, "", "", c->out.text ? c->out.text : "");
    }
    jx_strbuf_free(&claim);
    jx_strbuf_free(&signature);
    return ok;
}

/* ---- the run again ---- */

static void take_setting(const char **option, const struct jx_json *settings,
                         const char *name)
{
    if (!*option)
        *option = text_of(settings, name);
}

static int score_again(struct check *c, struct jx_app *app,
                       const struct jx_options *options, struct jx_certificate *again)
{
    const struct jx_json *settings = jx_json_get(c->certificate, "settings");
    struct jx_options run = *options;
    const char *path = jx_os_temp_make(&app->arena, &c->err);
    if (!path)
        return jx_complain(JX_EXIT_INPUT, &c->err);
    take_setting(&run.pack, settings, "pack");
    take_setting(&run.from, settings, "from");
    take_setting(&run.region, settings, "region");
    take_setting(&run.year, settings, "year");
    take_setting(&run.weights, settings, "weights");
    take_setting(&run.record, settings, "record");
    run.to = "ndjson";
    run.output = path;
    run.quiet = run.temporary = true;
    run.fail_on = JX_FAIL_NEVER;
    run.inputs++;
    run.input_count--;
    run.certificate = again;
    int code = jx_run(app, &run, JX_TASK_SCORE);
    jx_os_temp_remove(path);
    return code;
}

/* ---- comparing ---- */

static void show(struct jx_strbuf *out, const struct jx_json *node)
{
    if (!node)
        jx_strbuf_puts(out, _("nothing"));
    else if (node->type == JX_JSON_STRING)
        jx_strbuf_plain(out, node->text.p);
    else
        jx_json_print(node, out);
}

static bool differs(const struct jx_json *a, const struct jx_json *b, const char *key)
{
    const struct jx_json *x = jx_json_get(a, key), *y = jx_json_get(b, key);
    return !x || !y || !jx_json_same(x, y);
}

/* A line about a record, a pack or a document. */
static void say(struct check *c, const char *who, const char *name, const char *what)
{
    jx_strbuf_format(&c->out, "%s  %s\n", who, what);
    jx_verified_add(&c->verified, who, name, what);
}

static void tell(struct check *c, const char *who, const char *name, const char *key,
                 const struct jx_json *before, const struct jx_json *after)
{
    struct jx_strbuf what = {0};
    jx_strbuf_format(&what, "%s: ", _(key));
    show(&what, before);
    jx_strbuf_puts(&what, " → ");
    show(&what, after);
    say(c, who, name, what.text ? what.text : "");
    c->out.failed |= what.failed;
    jx_strbuf_free(&what);
}

/* Two elements of a list: the first key that differs is told, later ones may follow from
 * it. */
static void compare(struct check *c, const struct jx_json *before,
                    const struct jx_json *after, const char *const *keys)
{
    const struct jx_json *known = before ? before : after;
    const char *code = text_of(known, "code"), *name = text_of(known, "name");
    const char *file = text_of(known, "file");
    char who[256];
    snprintf(who, sizeof who, "%s",
             code && *code ? code
             : name        ? name
             : file        ? file
                           : "");
    who[jx_utf8_cut(who, strlen(who))] = '\0';
    jx_utf8_tame(who, false);
    for (; *keys; keys++) {
        if (before && after && !differs(before, after, *keys))
            continue;
        c->changed++;
        const char *title = code && *code && name ? name : "";
        bool digest = strcmp(*keys, "sha256") == 0;
        if (!before || !after)
            say(c, who, title, before ? _("gone") : _("new"));
        else if (digest && file)
            say(c, who, title, _("is another document than was scored"));
        else if (digest)
            say(c, who, title, _("the total is the same, what it consists of is not"));
        else
            tell(c, who, title, *keys, jx_json_get(before, *keys),
                 jx_json_get(after, *keys));
        return;
    }
}

static void compare_lists(struct check *c, const struct jx_json *again, const char *list,
                          const char *const *keys)
{
    const struct jx_json *before = jx_json_get(c->certificate, list)->child;
    const struct jx_json *after = jx_json_get(again, list)->child;
    while (before || after) {
        compare(c, before, after, keys);
        before = before ? before->next : NULL;
        after = after ? after->next : NULL;
    }
}

static bool compare_all(struct check *c, const struct jx_certificate *made)
{
    static const char *const packs[] = {N_("name"), N_("version"), N_("digest"),
                                        N_("unsigned"), NULL};
    static const char *const inputs[] = {N_("sha256"), N_("bytes"), NULL};
    static const char *const results[] = {N_("code"),  N_("name"),   N_("total"),
                                          N_("grade"), N_("sha256"), NULL};
    const struct jx_json *again =
        jx_json_parse(&c->arena, (struct jx_str){made->text.text, made->text.len},
                      JX_CERTIFICATE, 1, &c->err);
    if (!again)
        return false;
    if (differs(c->certificate, again, "engine")) {
        c->changed++;
        tell(c, "jixiao", "", "engine", jx_json_get(c->certificate, "engine"),
             jx_json_get(again, "engine"));
    }
    compare_lists(c, again, "packs", packs);
    compare_lists(c, again, "inputs", inputs);
    compare_lists(c, again, "results", results);
    return true;
}

static int conclude(struct check *c, struct jx_app *app, const struct jx_options *options)
{
    size_t count = jx_json_get(c->certificate, "results")->count;
    struct jx_verified_end end = {c->path, count, c->changed};
    if (c->verified.wanted)
        return jx_verified_tell(&c->verified, &end, app, options);
    if (c->changed)
        jx_strbuf_format(&c->out, _("the certificate does not hold: %zu differences\n"),
                         c->changed);
    else
        jx_strbuf_format(&c->out, _("reproduced: %zu results\n"), count);
    if (c->out.failed)
        jx_fail_memory(&c->err, NULL);
    else
        fwrite(c->out.text, 1, c->out.len, stdout);
    return c->out.failed ? jx_complain(JX_EXIT_INPUT, &c->err)
           : c->changed  ? JX_EXIT_FINDINGS
                         : JX_EXIT_DONE;
}

int jx_certificate_verify(struct jx_app *app, const struct jx_options *options)
{
    struct check c = {.path = options->inputs[0],
                      .arena = jx_arena_new(0),
                      .verified = {.wanted = jx_tables_asked(options),
                                   .kept = {.arena = jx_arena_new(0)}}};
    struct jx_certificate again = {.document = 0};
    int scored = JX_EXIT_DONE, code = JX_EXIT_DONE;
    bool ok = read_certificate(&c) && judge(&c, app);
    if (ok)
        scored = score_again(&c, app, options, &again);
    if (!ok)
        code = jx_complain(JX_EXIT_INPUT, &c.err);
    else if (scored != JX_EXIT_USAGE && scored != JX_EXIT_PACK && again.text.len)
        code = compare_all(&c, &again) ? conclude(&c, app, options)
                                       : jx_complain(JX_EXIT_INPUT, &c.err);
    jx_certificate_free(&again);
    jx_strbuf_free(&c.out);
    jx_arena_free(&c.verified.kept.arena);
    jx_arena_free(&c.arena);
    return code > scored ? code : scored;
}
