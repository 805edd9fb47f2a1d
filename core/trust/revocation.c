/* revocation.c: a key's own statement that nobody should trust it any longer. It is made
 * with the secret half, so nobody else can revoke a key for others. */
#include "key_file.h"

#include "lang.h"
#include "strbuf.h"

#include <string.h>

static const char format[] = "jixiao-revocation-1";

/* What is signed: never a manifest, which begins with a brace. */
static void statement(const struct jx_key *key, const char *why, struct jx_strbuf *out)
{
    jx_strbuf_format(out, "%s\n%s\n", format, key->id);
    jx_strbuf_puts(out, why);
}

void jx_revocation_print(const struct jx_key *key, const char *why, struct jx_strbuf *out)
{
    struct jx_strbuf text = {0};
    struct jx_signature signature;
    statement(key, why, &text);
    if (text.failed) {
        out->failed = true;
    } else {
        jx_key_sign(key, (struct jx_str){text.text, text.len}, &signature);
        member_text(out, "format", format);
        member_text(out, "id", key->id);
        member_text(out, "name", key->name);
        member_hex(out, "public", key->public_half, sizeof key->public_half);
        member_text(out, "why", why);
        member_hex(out, "signature", signature.bytes, sizeof signature.bytes);
        jx_strbuf_puts(out, "\n}\n");
    }
    jx_strbuf_free(&text);
}

bool jx_revocation_is(const char *path)
{
    struct jx_arena arena = jx_arena_new(0);
    struct jx_error ignored = {0};
    const struct jx_json *root = read_json(path, &arena, &ignored);
    bool is = root && strcmp(text_of(root, "format"), format) == 0;
    jx_arena_free(&arena);
    return is;
}

bool jx_revocation_read(const char *path, struct jx_arena *arena,
                        struct jx_revocation *out, struct jx_error *err)
{
    struct jx_strbuf text = {0};
    struct jx_signature signature = {0};
    const struct jx_json *root = read_json(path, arena, err);
    if (!root)
        return false;
    *out = (struct jx_revocation){.why = text_of(root, "why")};
    bool ok = strcmp(text_of(root, "format"), format) == 0 && key_of(root, &out->key) &&
              is_readable(out->why) &&
              hex_of(root, "signature", signature.bytes, sizeof signature.bytes);
    if (ok) {
        memcpy(signature.id, out->key.id, sizeof signature.id);
        statement(&out->key, out->why, &text);
        ok = !text.failed &&
             jx_key_verify(&out->key, (struct jx_str){text.text, text.len}, &signature);
    }
    jx_strbuf_free(&text);
    return ok ||
           jx_fail_kind(err, JX_ERR_INPUT, path, 0,
                        _("no revocation, or one that the key itself did not sign"));
}
