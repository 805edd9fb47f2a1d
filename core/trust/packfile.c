/* packfile.c: the files of a pack, and the manifest that names every one of them. The zip
 * around them is packzip.c; who signed them is trust.c. */
#include "packfile.h"

#include "json.h"
#include "lang.h"
#include "os_file.h"
#include "os_tree.h"
#include "seal.h"
#include "strbuf.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* ---- the manifest ---- */

static void manifest_line(struct jx_strbuf *out, const char *name, struct jx_str bytes)
{
    unsigned char sum[crypto_hash_sha256_BYTES];
    char hex[2 * sizeof sum + 1];
    crypto_hash_sha256(sum, (const unsigned char *)bytes.p, bytes.n);
    sodium_bin2hex(hex, sizeof hex, sum, sizeof sum);
    jx_strbuf_puts(out, "    {\"name\": ");
    jx_strbuf_json(out, name, strlen(name));
    jx_strbuf_format(out, ", \"bytes\": %zu, \"sha256\": \"%s\"}", bytes.n, hex);
}

bool manifest_has(struct jx_str manifest, const char *name, struct jx_str bytes)
{
    struct jx_strbuf line = {0};
    manifest_line(&line, name, bytes);
    bool there =
        !line.failed && jx_str_find(manifest, (struct jx_str){line.text, line.len}) >= 0;
    jx_strbuf_free(&line);
    return there;
}

static void print_manifest(const struct jx_packfile *file, struct jx_strbuf *out)
{
    jx_strbuf_puts(out, "{\n  \"format\": \"jixiao-pack-1\",\n  \"name\": ");
    jx_strbuf_json(out, file->name, strlen(file->name));
    jx_strbuf_puts(out, ",\n  \"version\": ");
    jx_strbuf_json(out, file->version, strlen(file->version));
    jx_strbuf_puts(out, ",\n  \"files\": [\n");
    for (size_t i = 0; i < file->count; i++) {
        manifest_line(out, file->entries[i].name, file->entries[i].bytes);
        jx_strbuf_puts(out, i + 1 < file->count ? ",\n" : "\n");
    }
    jx_strbuf_puts(out, "  ]\n}\n");
}

/* ---- who the pack is ---- */

static const struct jx_packfile_entry *find_entry(const struct jx_packfile *file,
                                                  const char *name)
{
    for (size_t i = 0; i < file->count; i++)
        if (strcmp(file->entries[i].name, name) == 0)
            return &file->entries[i];
    return NULL;
}

/* Name and version become part of a path, so they are looked at before anybody loads the
 * pack. */
static bool is_word(const struct jx_json *node, const char *letters)
{
    return node && node->type == JX_JSON_STRING && node->text.n && node->text.n <= 100 &&
           strspn(node->text.p, letters) == node->text.n;
}

static bool read_identity(const char *path, struct jx_packfile *file,
                          struct jx_arena *arena, struct jx_error *err)
{
    const struct jx_packfile_entry *entry = find_entry(file, "pack.json");
    if (!entry)
        return jx_fail_kind(err, JX_ERR_PACK, path, 0, _("there is no pack.json"));
    const char *label = jx_arena_format(arena, "%s:pack.json", path);
    const struct jx_json *root =
        jx_json_parse(arena, entry->bytes, label ? label : path, 1, err);
    if (!root)
        return false;
    const struct jx_json *name = jx_json_get(root, "name");
    const struct jx_json *version = jx_json_get(root, "version");
    if (!is_word(name, "abcdefghijklmnopqrstuvwxyz0123456789-") ||
        !is_word(version, "0123456789."))
        return jx_fail_kind(err, JX_ERR_PACK, label, root->line,
                            _("expected \"name\" (lower-case letters, digits and '-') "
                              "and \"version\" (three numbers)"));
    file->name = name->text.p;
    file->version = version->text.p;
    return true;
}

/* ---- from a folder ---- */

struct gathering {
    const char *folder;
    struct jx_arena *arena;
    struct jx_packfile_entry *entries;
    size_t count, capacity;
    const char **left_out;
    size_t left_count, left_capacity;
    size_t total;
    struct jx_error *err;
};

static bool leave_out(struct gathering *g, const char *name)
{
    const char **grown = jx_arena_grow(g->arena, g->left_out, g->left_count,
                                       &g->left_capacity, sizeof *grown);
    if (!grown)
        return jx_fail_memory(g->err, g->folder);
    g->left_out = grown;
    grown[g->left_count++] = name;
    return true;
}

static bool take_file(struct gathering *g, const char *path, const char *name)
{
    struct jx_bytes bytes;
    struct jx_packfile_entry *grown =
        jx_arena_grow(g->arena, g->entries, g->count, &g->capacity, sizeof *grown);
    if (!grown)
        return jx_fail_memory(g->err, path);
    g->entries = grown;
    if (!jx_os_read(path, JX_PACKFILE_ENTRY, &bytes, g->err))
        return false;
    const char *copy = jx_arena_copy(g->arena, bytes.p, bytes.n);
    grown[g->count++] = (struct jx_packfile_entry){name, {copy, bytes.n}};
    g->total += bytes.n;
    jx_os_release(&bytes);
    if (!copy)
        return jx_fail_memory(g->err, path);
    if (g->count > JX_PACKFILE_ENTRIES - 2 || g->total > JX_PACKFILE_TOTAL / 2)
        return jx_fail_kind(g->err, JX_ERR_PACK, g->folder, 0,
                            _("a pack file holds at most %d files and %d MiB"),
                            JX_PACKFILE_ENTRIES - 2, JX_PACKFILE_TOTAL / 2 >> 20);
    return true;
}

/* A link may lead anywhere: what it leads to is not what the author sees in the folder. */
static bool take_name(struct gathering *g, const char *name)
{
    const char *why, *path = jx_arena_format(g->arena, "%s/%s", g->folder, name);
    if (!path)
        return jx_fail_memory(g->err, g->folder);
    if (strncmp(name, "META", 4) == 0 || !jx_packfile_name_good(name, strlen(name), &why))
        return leave_out(g, name);
    if (jx_os_kind(path) != JX_OS_FILE)
        return jx_fail_kind(g->err, JX_ERR_PACK, path, 0,
                            _("a link or a device; a pack holds ordinary files"));
    return take_file(g, path, name);
}

static bool take_folder(struct gathering *g, const char *below)
{
    const char **names;
    size_t count;
    const char *folder = jx_arena_format(g->arena, "%s/%s", g->folder, below);
    if (!folder)
        return jx_fail_memory(g->err, g->folder);
    if (!jx_os_list(folder, g->arena, &names, &count, g->err))
        return false;
    for (size_t i = 0; i < count; i++) {
        const char *name = jx_arena_format(g->arena, "%s%s", below, names[i]);
        if (!name)
            return jx_fail_memory(g->err, g->folder);
        bool cases = strcmp(name, "cases") == 0;
        if (cases ? !take_folder(g, "cases/") : !take_name(g, name))
            return false;
    }
    return true;
}

static int by_name(const void *a, const void *b)
{
    const struct jx_packfile_entry *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static bool make_manifest(const char *path, struct jx_packfile *file,
                          struct jx_arena *arena, struct jx_error *err)
{
    struct jx_strbuf text = {0};
    print_manifest(file, &text);
    const char *copy = text.failed ? NULL : jx_arena_copy(arena, text.text, text.len);
    file->manifest = (struct jx_str){copy, text.len};
    jx_strbuf_free(&text);
    return copy || jx_fail_memory(err, path);
}

bool jx_packfile_gather(const char *folder, struct jx_arena *arena,
                        struct jx_packfile *file, const char *const **left_out,
                        struct jx_error *err)
{
    struct gathering g = {.folder = folder, .arena = arena, .err = err};
    *file = (struct jx_packfile){0};
    if (!take_folder(&g, "") || !leave_out(&g, NULL))
        return false;
    if (g.count)
        qsort(g.entries, g.count, sizeof *g.entries, by_name);
    file->entries = g.entries;
    file->count = g.count;
    *left_out = g.left_out;
    return read_identity(folder, file, arena, err) &&
           make_manifest(folder, file, arena, err);
}

/* ---- from a file ---- */

bool jx_packfile_is(const char *path)
{
    size_t n = strlen(path);
    return n > 4 && strcmp(path + n - 4, ".jxp") == 0 && !jx_os_is_folder(path);
}

/* The manifest is written anew from the entries: what is not as it says shows. */
static bool compare_manifest(const char *path, const struct jx_packfile *file,
                             struct jx_str stored, struct jx_error *err)
{
    if (jx_str_eq(file->manifest, stored))
        return true;
    for (size_t i = 0; i < file->count; i++) {
        if (!manifest_has(stored, file->entries[i].name, file->entries[i].bytes))
            return jx_fail_kind(err, JX_ERR_PACK, path, 0,
                                _("the entry '%s' is not what the manifest says: the "
                                  "file was changed after it was built; get it again"),
                                file->entries[i].name);
    }
    return jx_fail_kind(err, JX_ERR_PACK, path, 0,
                        _("the manifest names other entries than there are: the file "
                          "was changed after it was built; get it again"));
}

/* Takes META out of the entries. */
static bool split_meta(const char *path, struct jx_packfile *file,
                       struct jx_packfile_entry *entries, size_t count,
                       struct jx_str *manifest, struct jx_str *signature,
                       struct jx_error *err)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(entries[i].name, JX_PACKFILE_MANIFEST) == 0)
            *manifest = entries[i].bytes;
        else if (strcmp(entries[i].name, JX_PACKFILE_SIGNATURE) == 0)
            *signature = entries[i].bytes;
        else
            entries[kept++] = entries[i];
    }
    file->entries = entries;
    file->count = kept;
    return manifest->p ||
           jx_fail_kind(err, JX_ERR_PACK, path, 0,
                        _("there is no %s: build pack files by 'jixiao pack build'"),
                        JX_PACKFILE_MANIFEST);
}

bool jx_packfile_parse(const char *path, struct jx_str bytes, struct jx_arena *arena,
                       struct jx_packfile *file, struct jx_error *err)
{
    struct jx_packfile_entry *entries;
    size_t count;
    struct jx_str manifest = {0}, signature = {0};
    *file = (struct jx_packfile){0};
    if (!jx_packzip_read(path, bytes, arena, &entries, &count, err))
        return false;
    struct jx_packfile_entry *all = jx_arena_array(arena, count, sizeof *all);
    if (!all)
        return jx_fail_memory(err, path);
    memcpy(all, entries, count * sizeof *all);
    if (!split_meta(path, file, entries, count, &manifest, &signature, err) ||
        !read_identity(path, file, arena, err) ||
        !make_manifest(path, file, arena, err) ||
        !compare_manifest(path, file, manifest, err))
        return false;
    file->is_signed = signature.p != NULL;
    if (file->is_signed &&
        !jx_signature_parse(path, signature, arena, &file->signature, err))
        return false;
    return jx_packzip_is_printed(bytes.p, all, count) ||
           jx_fail_kind(err, JX_ERR_PACK, path, 0,
                        _("it is not as 'jixiao pack build' writes it: the file was "
                          "changed after it was built; get it again"));
}

bool jx_packfile_read(const char *path, struct jx_arena *arena, struct jx_packfile *file,
                      struct jx_error *err)
{
    struct jx_bytes bytes;
    if (!jx_os_read(path, JX_PACKFILE_TOTAL, &bytes, err)) {
        err->kind = JX_ERR_PACK;
        return false;
    }
    bool ok =
        jx_packfile_parse(path, (struct jx_str){bytes.p, bytes.n}, arena, file, err);
    if (!ok && err->kind == JX_ERR_INPUT)
        err->kind = JX_ERR_PACK; /* JSON that cannot be read */
    jx_os_release(&bytes);
    return ok;
}

/* ---- to a file ---- */

bool jx_packfile_print(const struct jx_packfile *file, struct jx_arena *arena,
                       struct jx_str *bytes, struct jx_error *err)
{
    struct jx_packfile_entry *all = jx_arena_array(arena, file->count + 2, sizeof *all);
    struct jx_strbuf signature = {0};
    size_t n = 0;
    if (!all)
        return jx_fail_memory(err, NULL);
    for (; n < file->count; n++)
        all[n] = file->entries[n];
    all[n++] = (struct jx_packfile_entry){JX_PACKFILE_MANIFEST, file->manifest};
    if (file->is_signed) {
        jx_signature_print(&file->signature, &signature);
        all[n++] = (struct jx_packfile_entry){JX_PACKFILE_SIGNATURE,
                                              {signature.text, signature.len}};
    }
    qsort(all, n, sizeof *all, by_name);
    bool ok = signature.failed ? jx_fail_memory(err, NULL)
                               : jx_packzip_print(all, n, arena, bytes, err);
    jx_strbuf_free(&signature);
    return ok;
}
