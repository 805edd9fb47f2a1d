/* key.h: keys by which packs are signed (Ed25519), their files, and revocations.
 *
 * A key has a name that people read and an id: the first 24 hex digits of the SHA-256 of
 * its public half. All files are JSON. */
#pragma once

#include "arena.h"
#include "fail.h"
#include "jixiao/value.h"

enum { JX_KEY_ID = 24, JX_KEY_PUBLIC = 32, JX_KEY_SECRET = 64, JX_KEY_SIGNATURE = 64 };

struct jx_key {
    char id[JX_KEY_ID + 1];
    const char *name;
    unsigned char public_half[JX_KEY_PUBLIC];
    unsigned char secret[JX_KEY_SECRET];
    bool has_secret;
};

struct jx_signature {
    char id[JX_KEY_ID + 1]; /* of the key that signed */
    const char *name;       /* as the signer calls it: proves nothing */
    unsigned char bytes[JX_KEY_SIGNATURE];
};

struct jx_strbuf;

/* Makes a new key. `name` is borrowed. false: the system gives no random numbers. */
bool jx_key_make(const char *name, struct jx_key *key, struct jx_error *err);
/* Forgets the secret half. */
void jx_key_wipe(struct jx_key *key);

/* Appends the text of a key file. */
void jx_key_print(const struct jx_key *key, bool secret, struct jx_strbuf *out);
/* Reads a key file, public or secret; the name lives in `arena`. */
bool jx_key_read(const char *path, struct jx_arena *arena, struct jx_key *key,
                 struct jx_error *err);

/* Signs text by a key with a secret half. */
void jx_key_sign(const struct jx_key *key, struct jx_str text, struct jx_signature *out);
bool jx_key_verify(const struct jx_key *key, struct jx_str text,
                   const struct jx_signature *signature);

/* Appends the text of a signature; reads one, whose name lives in `arena` (false: it is
 * damaged; `path` for messages). Nothing is verified. */
void jx_signature_print(const struct jx_signature *signature, struct jx_strbuf *out);
bool jx_signature_parse(const char *path, struct jx_str bytes, struct jx_arena *arena,
                        struct jx_signature *out, struct jx_error *err);

/* A revocation: the key's own statement that it must no longer be trusted. */
struct jx_revocation {
    struct jx_key key; /* public half */
    const char *why;
};
void jx_revocation_print(const struct jx_key *key, const char *why,
                         struct jx_strbuf *out);
/* false: no revocation, or its signature is not the key's. */
bool jx_revocation_read(const char *path, struct jx_arena *arena,
                        struct jx_revocation *out, struct jx_error *err);
/* Is the file a revocation rather than a key? */
bool jx_revocation_is(const char *path);
