/* pack_trust.c: jixiao pack trust: whose packs are accepted, and keys that no longer
 * count. */
#include "pack_file.h"

#include "lang.h"

#include <stdio.h>
#include <string.h>

static int failed(const struct jx_error *err)
{
    return jx_complain(err->kind == JX_ERR_USAGE  ? JX_EXIT_USAGE
                       : err->kind == JX_ERR_PACK ? JX_EXIT_PACK
                                                  : JX_EXIT_INPUT,
                       err);
}

static int add(struct jx_app *app, const struct jx_options *options, const char *path)
{
    struct jx_error err = {0};
    struct jx_trusted added;
    bool again;
    const char *store = jx_trust_store(app, options);
    if (!store)
        return JX_EXIT_INPUT;
    if (!jx_trust_add(store, app->places.trust, path, &app->arena, &added, &again, &err))
        return failed(&err);
    if (added.revoked)
        printf(_("the key %s of %s is revoked (%s): its packs are refused from now on\n"),
               added.key.id, added.key.name, added.revoked);
    else
        printf(again
                   ? _("the key %s of %s is trusted already\n")
                   : _("the key %s of %s is trusted from now on; has its owner told you "
                       "this id?\n"),
               added.key.id, added.key.name);
    return JX_EXIT_DONE;
}

static int list_keys(struct jx_app *app)
{
    struct jx_error err = {0};
    struct jx_strbuf out = {0};
    struct jx_trusted *list;
    size_t count;
    if (!jx_trust_list(app->places.trust, &app->arena, &list, &count, &err))
        return failed(&err);
    for (size_t i = 0; i < count; i++) {
        jx_strbuf_format(&out, "%s  %s", list[i].key.id, list[i].key.name);
        if (list[i].revoked)
            jx_strbuf_format(&out, _("  revoked: %s"), list[i].revoked);
        jx_strbuf_format(&out, "  (%s)\n", list[i].folder);
    }
    if (!count)
        jx_strbuf_format(&out, "%s\n",
                         _("no key is trusted yet: 'jixiao pack trust add FILE.pub'"));
    return jx_text_out(&out, NULL);
}

static int remove_key(struct jx_app *app, const struct jx_options *options,
                      const char *which)
{
    struct jx_error err = {0};
    struct jx_trusted removed;
    const char *store = jx_trust_store(app, options);
    if (!store)
        return JX_EXIT_INPUT;
    if (!jx_trust_remove(store, which, &app->arena, &removed, &err))
        return failed(&err);
    printf(_("the key %s of %s is no longer trusted; packs that it signed are refused\n"),
           removed.key.id, removed.key.name);
    return JX_EXIT_DONE;
}

/* For the owner of a key that was lost or stolen. */
static int revoke(struct jx_app *app, const struct jx_options *options, const char *path)
{
    struct jx_error err = {0};
    struct jx_strbuf text = {0};
    struct jx_key key = {0};
    if (!jx_key_read(path, &app->arena, &key, &err))
        return failed(&err);
    if (!key.has_secret || !options->why) {
        jx_key_wipe(&key);
        jx_fail_kind(&err, JX_ERR_USAGE, path, 0,
                     _("revoking takes the secret key and a reason: 'jixiao pack trust "
                       "revoke FILE.key --why TEXT'"));
        return failed(&err);
    }
    const char *output = options->output
                             ? options->output
                             : jx_arena_format(&app->arena, "%s.revoked", key.id);
    jx_revocation_print(&key, options->why, &text);
    jx_key_wipe(&key);
    int code = jx_text_out(&text, output ? output : "-");
    if (code == JX_EXIT_DONE)
        printf(
            _("%s: give it to everyone who trusts the key; they add it by 'jixiao pack "
              "trust add'\n"),
            output);
    return code;
}

static int run_trust(struct jx_app *app, const struct jx_options *options)
{
    static const char *const words[] = {"add", "list", "remove", "revoke", NULL};
    struct jx_error err = {0};
    const char *word = options->inputs[0];
    size_t chosen = 0;
    while (words[chosen] && strcmp(words[chosen], word) != 0)
        chosen++;
    if (!words[chosen] || options->input_count != (chosen == 1 ? 1u : 2u)) {
        jx_fail_kind(&err, JX_ERR_USAGE, NULL, 0,
                     _("expected 'add FILE', 'list', 'remove ID' or 'revoke FILE.key'"));
        return failed(&err);
    }
    const char *what = options->inputs[1];
    return chosen == 0   ? add(app, options, what)
           : chosen == 1 ? list_keys(app)
           : chosen == 2 ? remove_key(app, options, what)
                         : revoke(app, options, what);
}

const struct jx_command jx_cmd_pack_trust = {
    .name = "pack trust",
    .arguments = "add FILE | list | remove ID | revoke FILE.key",
    .summary = N_("whose packs are accepted"),
    .examples = "  jixiao pack trust add bureau.pub\n"
                "  jixiao pack trust revoke bureau.key --why 'lost with a laptop'",
    .options = JX_OPT_SYSTEM | JX_OPT_WHY | JX_OPT_OUTPUT,
    .least_inputs = 1,
    .run = run_trust,
};
