/* pack_key.c: jixiao pack keygen and sign: a key of one's own, and pack files signed by
 * it. Whose keys are trusted is pack_trust.c. */
#include "pack_file.h"

#include "lang.h"
#include "os_tree.h"
#include "utf8.h"

#include <stdio.h>
#include <string.h>

/* ---- keygen ---- */

static bool write_key(const struct jx_key *key, const char *path, bool secret,
                      struct jx_error *err)
{
    struct jx_strbuf text = {0};
    jx_key_print(key, secret, &text);
    bool ok = text.failed ? jx_fail_memory(err, path)
                          : jx_os_write_new(path, text.text, text.len, secret, err);
    jx_strbuf_free(&text);
    return ok;
}

static bool good_name(const char *name, struct jx_error *err)
{
    size_t n = name ? strlen(name) : 0;
    bool ok = n > 0 && n <= 200 && jx_utf8_valid(name, n) == n;
    for (size_t i = 0; ok && i < n; i++)
        ok = (unsigned char)name[i] >= 0x20 && name[i] != 0x7f;
    return ok || jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                              _("say who the key belongs to: --name 'City Finance "
                                "Bureau' (up to 200 bytes)"));
}

static int run_keygen(struct jx_app *app, const struct jx_options *options)
{
    struct jx_error err = {0};
    struct jx_key key = {0};
    const char *stem = jx_only_input(options);
    if (!stem)
        return JX_EXIT_USAGE;
    const char *secret = jx_arena_format(&app->arena, "%s.key", stem);
    const char *public_half = jx_arena_format(&app->arena, "%s.pub", stem);
    bool ok = secret && public_half && good_name(options->name, &err) &&
              jx_key_make(options->name, &key, &err) &&
              write_key(&key, secret, true, &err) &&
              write_key(&key, public_half, false, &err);
    jx_key_wipe(&key);
    if (!ok)
        return jx_complain(jx_error_exit(&err), &err);
    printf(_("key %s, %s\n"
             "  %s: keep it secret, sign with it\n"
             "  %s: give it to those who are to trust you, and tell them the id\n"),
           key.id, key.name, secret, public_half);
    return JX_EXIT_DONE;
}

const struct jx_command jx_cmd_pack_keygen = {
    .name = "pack keygen",
    .arguments = "FILE",
    .summary = N_("makes a key: FILE.key to sign with, FILE.pub to give away"),
    .examples = "  jixiao pack keygen ./bureau --name 'City Finance Bureau'\n"
                "  jixiao pack keygen /media/usb/bureau --name '示例市财政局'",
    .options = JX_OPT_NAME,
    .least_inputs = 1,
    .run = run_keygen,
};

/* ---- sign ---- */

bool jx_secret_read(const char *path, struct jx_arena *arena, struct jx_key *key,
                    struct jx_error *err)
{
    if (!path)
        return jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                            _("say which key signs: --key FILE.key"));
    if (!jx_key_read(path, arena, key, err))
        return false;
    return key->has_secret ||
           jx_fail_kind(err, JX_ERR_USAGE, path, 0,
                        _("this is the public half of a key; signing needs the secret "
                          "one (.key)"));
}

static int sign(const char *path, const char *output, const struct jx_key *key,
                struct jx_arena *arena, struct jx_error *err)
{
    struct jx_packfile file;
    struct jx_str bytes;
    struct jx_strbuf text = {0};
    if (!jx_packfile_read(path, arena, &file, err))
        return jx_complain(JX_EXIT_PACK, err);
    file.is_signed = true;
    jx_key_sign(key, file.manifest, &file.signature);
    if (!jx_packfile_print(&file, arena, &bytes, err))
        return jx_complain(JX_EXIT_INPUT, err);
    jx_strbuf_add(&text, bytes.p, bytes.n);
    int code = jx_text_out(&text, output ? output : path);
    if (code == JX_EXIT_DONE)
        fprintf(stderr, _("%s %s signed by %s, key %s\n"), file.name, file.version,
                key->name, key->id);
    return code;
}

static int run_sign(struct jx_app *app, const struct jx_options *options)
{
    struct jx_error err = {0};
    struct jx_key key = {0};
    const char *path = jx_only_input(options);
    if (!path)
        return JX_EXIT_USAGE;
    int code = jx_secret_read(options->key, &app->arena, &key, &err)
                   ? sign(path, options->output, &key, &app->arena, &err)
                   : jx_complain(jx_error_exit(&err), &err);
    jx_key_wipe(&key);
    return code;
}

const struct jx_command jx_cmd_pack_sign = {
    .name = "pack sign",
    .arguments = "FILE",
    .summary = N_("signs a pack file, in place or to --output"),
    .examples = "  jixiao pack sign mine-2023.1.0.jxp --key bureau.key\n"
                "  jixiao pack sign mine-2023.1.0.jxp --key /media/usb/bureau.key",
    .options = JX_OPT_KEY | JX_OPT_OUTPUT,
    .least_inputs = 1,
    .run = run_sign,
};
