/* key.c: Ed25519 through libsodium, and the files that keep keys and signatures. Whom to
 * trust is trust.c; revocations are revocation.c. */
#include "key.h"
#include "key_file.h"

#include "lang.h"
#include "os_file.h"
#include "strbuf.h"
#include "utf8.h"

#include <sodium.h>
#include <string.h>

enum { KEY_FILE_MAX = 64 * 1024 };
static const char public_format[] = "jixiao-public-key-1";
static const char secret_format[] = "jixiao-secret-key-1";
static const char signature_format[] = "jixiao-signature-1";

_Static_assert(JX_KEY_PUBLIC == crypto_sign_PUBLICKEYBYTES, "Ed25519");
_Static_assert(JX_KEY_SECRET == crypto_sign_SECRETKEYBYTES, "Ed25519");
_Static_assert(JX_KEY_SIGNATURE == crypto_sign_BYTES, "Ed25519");

static void make_id(struct jx_key *key)
{
    unsigned char sum[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(sum, key->public_half, sizeof key->public_half);
    sodium_bin2hex(key->id, sizeof key->id, sum, JX_KEY_ID / 2);
}

bool jx_key_make(const char *name, struct jx_key *key, struct jx_error *err)
{
    *key = (struct jx_key){.name = name, .has_secret = true};
    if (sodium_init() < 0 || crypto_sign_keypair(key->public_half, key->secret) != 0)
        return jx_fail_kind(err, JX_ERR_SYSTEM, NULL, 0,
                            _("the system gives no random numbers for a key"));
    make_id(key);
    return true;
}

void jx_key_wipe(struct jx_key *key)
{
    sodium_memzero(key->secret, sizeof key->secret);
    key->has_secret = false;
}

/* ---- writing ---- */

void member_text(struct jx_strbuf *out, const char *name, const char *text)
{
    jx_strbuf_format(out, "%s  \"%s\": ", strcmp(name, "format") == 0 ? "{\n" : ",\n",
                     name);
    jx_strbuf_json(out, text, strlen(text));
}

void member_hex(struct jx_strbuf *out, const char *name, const unsigned char *bytes,
                size_t len)
{
    char hex[2 * JX_KEY_SECRET + 1];
    sodium_bin2hex(hex, sizeof hex, bytes, len);
    member_text(out, name, hex);
    sodium_memzero(hex, sizeof hex);
}

void jx_key_print(const struct jx_key *key, bool secret, struct jx_strbuf *out)
{
    member_text(out, "format", secret ? secret_format : public_format);
    member_text(out, "id", key->id);
    member_text(out, "name", key->name);
    member_hex(out, "public", key->public_half, sizeof key->public_half);
    if (secret)
        member_hex(out, "secret", key->secret, sizeof key->secret);
    jx_strbuf_puts(out, "\n}\n");
}

void jx_signature_print(const struct jx_signature *signature, struct jx_strbuf *out)
{
    member_text(out, "format", signature_format);
    member_text(out, "key", signature->id);
    member_text(out, "name", signature->name);
    member_hex(out, "signature", signature->bytes, sizeof signature->bytes);
    jx_strbuf_puts(out, "\n}\n");
}

/* ---- reading ---- */

struct jx_json *read_json(const char *path, struct jx_arena *arena, struct jx_error *err)
{
    struct jx_bytes bytes;
    if (!jx_os_read(path, KEY_FILE_MAX, &bytes, err))
        return NULL;
    struct jx_json *root =
        jx_json_parse(arena, (struct jx_str){bytes.p, bytes.n}, path, 1, err);
    sodium_memzero(bytes.p, bytes.n);
    jx_os_release(&bytes);
    return root;
}

const char *text_of(const struct jx_json *root, const char *key)
{
    const struct jx_json *node = jx_json_get(root, key);
    return node && node->type == JX_JSON_STRING ? node->text.p : "";
}

bool hex_of(const struct jx_json *root, const char *key, unsigned char *out, size_t len)
{
    const char *text = text_of(root, key), *end = NULL;
    size_t n = 0;
    return strlen(text) == 2 * len &&
           sodium_hex2bin(out, len, text, 2 * len, NULL, &n, &end) == 0 && n == len;
}

bool is_readable(const char *text)
{
    char tame[1024];
    size_t n = strlen(text);
    if (n >= sizeof tame)
        return false;
    memcpy(tame, text, n + 1);
    jx_utf8_tame(tame, false);
    return memcmp(tame, text, n) == 0;
}

bool key_of(const struct jx_json *root, struct jx_key *key)
{
    *key = (struct jx_key){.name = text_of(root, "name")};
    if (!hex_of(root, "public", key->public_half, sizeof key->public_half))
        return false;
    make_id(key);
    return strcmp(key->id, text_of(root, "id")) == 0 && *key->name &&
           strlen(key->name) <= 200 && is_readable(key->name);
}

bool jx_key_read(const char *path, struct jx_arena *arena, struct jx_key *key,
                 struct jx_error *err)
{
    const struct jx_json *root = read_json(path, arena, err);
    if (!root)
        return false;
    bool secret = strcmp(text_of(root, "format"), secret_format) == 0;
    if (!secret && strcmp(text_of(root, "format"), public_format) != 0)
        return jx_fail_kind(err, JX_ERR_INPUT, path, 0,
                            _("no key file: make one by 'jixiao pack keygen'"));
    if (!key_of(root, key) ||
        (secret && !hex_of(root, "secret", key->secret, sizeof key->secret)))
        return jx_fail_kind(err, JX_ERR_INPUT, path, 0,
                            _("the key is damaged: its parts do not fit together"));
    key->has_secret = secret;
    return true;
}

bool jx_signature_parse(const char *path, struct jx_str bytes, struct jx_arena *arena,
                        struct jx_signature *out, struct jx_error *err)
{
    const struct jx_json *root = jx_json_parse(arena, bytes, path, 1, err);
    if (!root)
        return false;
    const char *id = text_of(root, "key");
    *out = (struct jx_signature){.name = text_of(root, "name")};
    if (strcmp(text_of(root, "format"), signature_format) != 0 ||
        !is_readable(out->name) || strlen(id) != JX_KEY_ID ||
        strspn(id, "0123456789abcdef") != JX_KEY_ID ||
        !hex_of(root, "signature", out->bytes, sizeof out->bytes))
        return jx_fail_kind(err, JX_ERR_PACK, path, 0,
                            _("the signature is damaged: get the file again"));
    memcpy(out->id, id, JX_KEY_ID + 1);
    return true;
}

/* ---- signing ---- */

void jx_key_sign(const struct jx_key *key, struct jx_str text, struct jx_signature *out)
{
    *out = (struct jx_signature){.name = key->name};
    memcpy(out->id, key->id, sizeof out->id);
    crypto_sign_detached(out->bytes, NULL, (const unsigned char *)text.p, text.n,
                         key->secret);
}

bool jx_key_verify(const struct jx_key *key, struct jx_str text,
                   const struct jx_signature *signature)
{
    return strcmp(key->id, signature->id) == 0 &&
           crypto_sign_verify_detached(signature->bytes, (const unsigned char *)text.p,
                                       text.n, key->public_half) == 0;
}
