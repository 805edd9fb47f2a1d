/* trust.h: whose packs are accepted: folders of trusted keys (ID.pub) and of revocations
 * (ID.revoked). Everything is offline; there is no authority but the user. */
#pragma once

#include "packfile.h"

enum jx_trust {
    JX_TRUST_GOOD = 0, /* signed by a trusted key */
    JX_TRUST_UNSIGNED,
    JX_TRUST_UNKNOWN, /* signed by a key that is not trusted */
    JX_TRUST_REVOKED,
    JX_TRUST_BAD /* the signature does not fit: changed after it was signed */
};

struct jx_verdict {
    enum jx_trust trust;
    const char *name; /* of the key, as it was trusted; "" unknown */
    const char *why;  /* of a revocation; "" none */
};

/* Judges the signature of a pack file by the keys in `folders` (NULL-terminated). false: a
 * key file cannot be read. */
bool jx_trust_judge(const char *const *folders, const struct jx_packfile *file,
                    struct jx_arena *arena, struct jx_verdict *out, struct jx_error *err);

/* Refuses what was judged, with what to do about it. `allow`: unsigned packs and packs of
 * unknown keys pass; those of revoked keys and those that were changed never do. */
bool jx_trust_accept(const struct jx_verdict *verdict, const struct jx_packfile *file,
                     bool allow, const char *path, struct jx_error *err);

struct jx_trusted {
    struct jx_key key;
    const char *folder;
    const char *revoked; /* why; NULL: not revoked */
};
/* All keys, sorted by folder and id; a revocation without its key too. */
bool jx_trust_list(const char *const *folders, struct jx_arena *arena,
                   struct jx_trusted **list, size_t *count, struct jx_error *err);

/* Adds a key (*added) or a revocation from its file to the store; *again: it was there. */
bool jx_trust_add(const char *store, const char *const *folders, const char *path,
                  struct jx_arena *arena, struct jx_trusted *added, bool *again,
                  struct jx_error *err);
/* Takes a key out of the store, by id (or the first eight digits of it, or more) or by
 * name. */
bool jx_trust_remove(const char *store, const char *which, struct jx_arena *arena,
                     struct jx_trusted *removed, struct jx_error *err);
