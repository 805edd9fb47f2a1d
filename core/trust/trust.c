/* trust.c: the folders of trusted keys, and what they make of a signature. */
#include "trust.h"

#include "lang.h"
#include "os_file.h"
#include "os_tree.h"
#include "strbuf.h"

#include <string.h>

static bool ends(const char *name, const char *end)
{
    size_t n = strlen(name), m = strlen(end);
    return n > m && strcmp(name + n - m, end) == 0;
}

/* ---- judging ---- */

static bool find_revocation(const char *const *folders, const char *id,
                            struct jx_arena *arena, const char **why,
                            struct jx_error *err)
{
    struct jx_revocation revocation;
    *why = NULL;
    for (; folders && *folders; folders++) {
        const char *path = jx_arena_format(arena, "%s/%s.revoked", *folders, id);
        if (!path)
            return jx_fail_memory(err, NULL);
        if (!jx_os_exists(path))
            continue;
        if (!jx_revocation_read(path, arena, &revocation, err))
            return false;
        *why = revocation.why;
        return true;
    }
    return true;
}

static bool find_key(const char *const *folders, const char *id, struct jx_arena *arena,
                     struct jx_key *key, bool *found, struct jx_error *err)
{
    *found = false;
    for (; folders && *folders; folders++) {
        const char *path = jx_arena_format(arena, "%s/%s.pub", *folders, id);
        if (!path)
            return jx_fail_memory(err, NULL);
        if (!jx_os_exists(path))
            continue;
        *found = true;
        return jx_key_read(path, arena, key, err);
    }
    return true;
}

bool jx_trust_judge(const char *const *folders, const struct jx_packfile *file,
                    struct jx_arena *arena, struct jx_verdict *out, struct jx_error *err)
{
    struct jx_key key;
    const char *why;
    bool found;
    *out = (struct jx_verdict){JX_TRUST_UNSIGNED, "", ""};
    if (!file->is_signed)
        return true;
    const char *id = file->signature.id;
    if (!find_revocation(folders, id, arena, &why, err) ||
        !find_key(folders, id, arena, &key, &found, err))
        return false;
    if (found)
        out->name = key.name;
    if (why) {
        out->trust = JX_TRUST_REVOKED;
        out->why = why;
    } else {
        out->trust = !found ? JX_TRUST_UNKNOWN
                     : jx_key_verify(&key, file->manifest, &file->signature)
                         ? JX_TRUST_GOOD
                         : JX_TRUST_BAD;
    }
    return true;
}

bool jx_trust_accept(const struct jx_verdict *verdict, const struct jx_packfile *file,
                     bool allow, const char *path, struct jx_error *err)
{
    switch (verdict->trust) {
    case JX_TRUST_GOOD: return true;
    case JX_TRUST_UNSIGNED:
        return allow ||
               jx_fail_kind(err, JX_ERR_PACK, path, 0,
                            _("the pack is not signed: ask for a signed one, or say "
                              "--allow-unsigned if you know where it comes from"));
    case JX_TRUST_UNKNOWN:
        return allow ||
               jx_fail_kind(err, JX_ERR_PACK, path, 0,
                            _("signed by the key %s (which calls itself '%s'), and that "
                              "key is not trusted: compare the id with its owner, then "
                              "'jixiao pack trust add' the owner's key file"),
                            file->signature.id, file->signature.name);
    case JX_TRUST_REVOKED:
        return jx_fail_kind(err, JX_ERR_PACK, path, 0,
                            _("signed by the key %s, which its owner revoked ('%s'): ask "
                              "for the pack signed by a new key"),
                            file->signature.id, verdict->why);
    case JX_TRUST_BAD: break;
    }
    return jx_fail_kind(err, JX_ERR_PACK, path, 0,
                        _("the signature by '%s' does not fit: the file was changed "
                          "after it was signed; get it again"),
                        verdict->name);
}

/* ---- listing ---- */

static bool list_one(const char *folder, const char *name, const char *const *folders,
                     struct jx_arena *arena, struct jx_trusted *out, bool *is,
                     struct jx_error *err)
{
    struct jx_revocation revocation;
    const char *path = jx_arena_format(arena, "%s/%s", folder, name);
    *is = false;
    *out = (struct jx_trusted){.folder = folder};
    if (!path)
        return jx_fail_memory(err, NULL);
    if (ends(name, ".pub")) {
        *is = true;
        return jx_key_read(path, arena, &out->key, err) &&
               find_revocation(folders, out->key.id, arena, &out->revoked, err);
    }
    if (!ends(name, ".revoked"))
        return true;
    if (!jx_revocation_read(path, arena, &revocation, err))
        return false;
    const char *key = jx_arena_format(arena, "%s/%s.pub", folder, revocation.key.id);
    *is = key && !jx_os_exists(key); /* else it is told with its key */
    out->key = revocation.key;
    out->revoked = revocation.why;
    return key || jx_fail_memory(err, NULL);
}

bool jx_trust_list(const char *const *folders, struct jx_arena *arena,
                   struct jx_trusted **list, size_t *count, struct jx_error *err)
{
    size_t capacity = 0;
    *list = NULL;
    *count = 0;
    for (const char *const *folder = folders; folder && *folder; folder++) {
        const char **names;
        size_t n;
        if (!jx_os_is_folder(*folder))
            continue;
        if (!jx_os_list(*folder, arena, &names, &n, err))
            return false;
        for (size_t i = 0; i < n; i++) {
            struct jx_trusted *grown =
                jx_arena_grow(arena, *list, *count, &capacity, sizeof *grown);
            bool is;
            if (!grown)
                return jx_fail_memory(err, NULL);
            *list = grown;
            if (!list_one(*folder, names[i], folders, arena, &grown[*count], &is, err))
                return false;
            *count += is;
        }
    }
    return true;
}

/* ---- changing ---- */

/* Writes beside, then names it: a key file is whole or not there. */
static bool store_text(const char *store, const char *name, struct jx_strbuf *text,
                       struct jx_error *err)
{
    struct jx_arena arena = jx_arena_new(0);
    struct jx_os_output output;
    const char *path = jx_arena_format(&arena, "%s/%s", store, name);
    bool ok = path && !text->failed ? jx_os_make_folders(store, err)
                                    : jx_fail_memory(err, NULL);
    if (ok && (ok = jx_os_output_open(&output, path, err))) {
        ok = jx_os_output_write(&output, text->text, text->len, err);
        ok = jx_os_output_close(&output, ok, err) && ok;
    }
    jx_strbuf_free(text);
    jx_arena_free(&arena);
    return ok;
}

static bool add_revocation(const char *store, const char *path, struct jx_arena *arena,
                           struct jx_trusted *added, struct jx_error *err)
{
    struct jx_revocation revocation;
    struct jx_strbuf text = {0};
    struct jx_bytes bytes;
    if (!jx_revocation_read(path, arena, &revocation, err) ||
        !jx_os_read(path, 64 * 1024, &bytes, err))
        return false;
    jx_strbuf_add(&text, bytes.p, bytes.n);
    jx_os_release(&bytes);
    added->key = revocation.key;
    added->revoked = revocation.why;
    const char *name = jx_arena_format(arena, "%s.revoked", revocation.key.id);
    return store_text(store, name ? name : "", &text, err);
}

bool jx_trust_add(const char *store, const char *const *folders, const char *path,
                  struct jx_arena *arena, struct jx_trusted *added, bool *again,
                  struct jx_error *err)
{
    struct jx_key known;
    struct jx_strbuf text = {0};
    *added = (struct jx_trusted){.folder = store};
    *again = false;
    if (jx_revocation_is(path))
        return add_revocation(store, path, arena, added, err);
    if (!jx_key_read(path, arena, &added->key, err))
        return false;
    jx_key_wipe(&added->key);
    const char *id = added->key.id, *why;
    if (!find_revocation(folders, id, arena, &why, err) ||
        !find_key(folders, id, arena, &known, again, err))
        return false;
    if (why)
        return jx_fail_kind(err, JX_ERR_PACK, path, 0,
                            _("the key %s was revoked by its owner ('%s'): ask for the "
                              "new one"),
                            id, why);
    if (*again)
        return true;
    jx_key_print(&added->key, false, &text);
    const char *name = jx_arena_format(arena, "%s.pub", id);
    return store_text(store, name ? name : "", &text, err);
}

static bool is_meant(const struct jx_key *key, const char *which)
{
    size_t n = strlen(which);
    return strcmp(key->name, which) == 0 || (n >= 8 && strncmp(key->id, which, n) == 0);
}

bool jx_trust_remove(const char *store, const char *which, struct jx_arena *arena,
                     struct jx_trusted *removed, struct jx_error *err)
{
    const char *const folders[] = {store, NULL};
    struct jx_trusted *list, *found = NULL;
    size_t count;
    if (!jx_trust_list(folders, arena, &list, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!is_meant(&list[i].key, which))
            continue;
        if (found)
            return jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                                _("'%s' means several keys: give the id of one"), which);
        found = &list[i];
    }
    if (!found)
        return jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                            _("no trusted key is called '%s': see 'jixiao pack trust "
                              "list'"),
                            which);
    *removed = *found;
    const char *path = jx_arena_format(arena, "%s/%s.pub", store, found->key.id);
    if (!path)
        return jx_fail_memory(err, NULL);
    return !jx_os_exists(path) || jx_os_remove_tree(path, err);
}
