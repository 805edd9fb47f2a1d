/* pack_source.c: reads a pack's folder: which files belong to it, their bytes, the digest
 * over them. What the files mean is for compile_*.c. */
#include "pack_source.h"

#include "lang.h"
#include "os_file.h"
#include "provenance.h"
#include "strbuf.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { FILE_MAX = 8 * 1024 * 1024, FILES_MAX = 1000 };

struct reader {
    struct jx_arena *arena;
    struct jx_faults *faults;
    struct jx_pack_source *source;
    const struct jx_pack_overlay *overlays; /* the last has no name; may be NULL */
    bool whole;                             /* and there is nothing else */
    size_t capacity;
    bool failed; /* memory */
};

bool jx_is_rule_file(const char *name)
{
    size_t n = strlen(name);
    return n > 4 && name[0] != '.' && strcmp(name + n - 4, ".lua") == 0;
}

static int part_of(const char *name)
{
    for (int i = 0; i < JX_PART_COUNT; i++)
        if (strcmp(name, jx_pack_part_names[i]) == 0)
            return i;
    return -1;
}

static void add_error(struct reader *r, const struct jx_error *err)
{
    jx_fault_add(r->faults, false, err->path, err->line, "", NULL, "%s", err->text);
}

static const struct jx_pack_overlay *find_overlay(const struct reader *r,
                                                  const char *name)
{
    for (const struct jx_pack_overlay *o = r->overlays; o && o->name; o++)
        if (strcmp(o->name, name) == 0)
            return o;
    return NULL;
}

static void read_one(struct reader *r, const char *name)
{
    struct jx_pack_source *source = r->source;
    struct jx_error err = {0};
    struct jx_bytes bytes;
    const char *path = jx_arena_format(r->arena, "%s/%s", source->folder, name);
    struct jx_pack_file *files = jx_arena_grow(
        r->arena, source->files, source->file_count, &r->capacity, sizeof *files);
    r->failed |= !path || !files;
    if (r->failed)
        return;
    source->files = files;
    const struct jx_pack_overlay *overlay = find_overlay(r, name);
    if (overlay) {
        const char *own = jx_arena_copy(r->arena, overlay->bytes.p, overlay->bytes.n);
        r->failed |= !own;
        files[source->file_count++] =
            (struct jx_pack_file){name, path, {own, overlay->bytes.n}};
        return;
    }
    if (!jx_os_read(path, FILE_MAX, &bytes, &err)) {
        add_error(r, &err);
        return;
    }
    const char *copy = jx_arena_copy(r->arena, bytes.p, bytes.n);
    r->failed |= !copy;
    files[source->file_count++] = (struct jx_pack_file){name, path, {copy, bytes.n}};
    jx_os_release(&bytes);
}

/* Names of files that are not there yet, each in its place. */
static bool add_overlays(const struct reader *r, const char ***names, size_t *count)
{
    size_t capacity = *count;
    for (const struct jx_pack_overlay *o = r->overlays; o && o->name; o++) {
        size_t at = 0;
        while (at < *count && strcmp((*names)[at], o->name) < 0)
            at++;
        if (at < *count && strcmp((*names)[at], o->name) == 0)
            continue;
        const char **grown =
            jx_arena_grow(r->arena, *names, *count, &capacity, sizeof *grown);
        if (!grown)
            return false;
        memmove(grown + at + 1, grown + at, (*count - at) * sizeof *grown);
        grown[at] = o->name;
        *names = grown;
        (*count)++;
    }
    return true;
}

static void read_files(struct reader *r)
{
    const char **names = NULL;
    size_t count = 0;
    struct jx_error err = {0};
    if (!r->whole && !jx_os_list(r->source->folder, r->arena, &names, &count, &err)) {
        add_error(r, &err);
        return;
    }
    if (!add_overlays(r, &names, &count)) {
        r->failed = true;
        return;
    }
    for (size_t i = 0; i < count && !r->failed; i++) {
        if (part_of(names[i]) < 0 && !jx_is_rule_file(names[i]))
            continue;
        if (r->source->file_count == FILES_MAX) {
            jx_fault_add(r->faults, false, r->source->folder, 0, "", NULL,
                         _("more than %d files; a pack is smaller than that"), FILES_MAX);
            return;
        }
        read_one(r, names[i]);
    }
}

/* No part of what is digested: it speaks of other packs. */
static void read_lock(struct reader *r)
{
    struct jx_pack_source *source = r->source;
    struct jx_error err = {0};
    struct jx_bytes bytes = {0};
    const char *path = jx_arena_format(r->arena, "%s/lock.json", source->folder);
    const char *label = jx_arena_format(r->arena, "%s/lock.json", source->name);
    const struct jx_pack_overlay *overlay = find_overlay(r, "lock.json");
    r->failed |= !path || !label;
    if (r->failed || (!overlay && (r->whole || !jx_os_exists(path))))
        return;
    if (!overlay && !jx_os_read(path, FILE_MAX, &bytes, &err)) {
        add_error(r, &err);
        return;
    }
    struct jx_str text = overlay ? overlay->bytes : (struct jx_str){bytes.p, bytes.n};
    source->lock = jx_json_parse(r->arena, text, label, 1, &err);
    jx_os_release(&bytes);
    if (!source->lock)
        add_error(r, &err);
}

static void parse_part(struct reader *r, const struct jx_pack_file *file, int part)
{
    struct jx_error err = {0};
    const struct jx_pack_overlay *overlay = find_overlay(r, file->name);
    struct jx_json *root = overlay ? overlay->root : NULL;
    if (!root)
        root = jx_json_parse(r->arena, file->bytes, file->label, 1, &err);
    if (!root) {
        add_error(r, &err);
    } else if (root->type != JX_JSON_OBJECT) {
        jx_fault_add(r->faults, false, file->label, root->line, "$", NULL,
                     _("the file holds no object; expected {…}"));
        root = NULL;
    }
    r->source->json[part] = root;
}

static const char *last_part(const char *folder)
{
    const char *slash = strrchr(folder, '/');
    return slash && slash[1] ? slash + 1 : folder;
}

/* Messages and ledgers name files by the pack, not by the machine's folders; only what is
 * wrong before the name is known is told with the path. */
static void name_files(struct reader *r)
{
    struct jx_pack_source *source = r->source;
    const struct jx_json *name = jx_json_get(source->json[JX_PART_PACK], "name");
    bool given = name && name->type == JX_JSON_STRING && name->text.n;
    source->name = given ? name->text.p : last_part(source->folder);
    for (size_t i = 0; i < source->file_count; i++) {
        struct jx_pack_file *file = &source->files[i];
        const char *label = jx_arena_format(r->arena, "%s/%s", source->name, file->name);
        r->failed |= !label;
        if (label)
            file->label = label;
    }
}

/* pack.json first: it has the name that messages call the files by. */
static void parse_parts(struct reader *r)
{
    struct jx_pack_source *source = r->source;
    const struct jx_pack_file *own = NULL;
    for (size_t i = 0; i < source->file_count && !own; i++)
        if (part_of(source->files[i].name) == JX_PART_PACK)
            own = &source->files[i];
    if (own)
        parse_part(r, own, JX_PART_PACK);
    else if (!r->faults->errors)
        jx_fault_add(r->faults, false, source->folder, 0, "",
                     _("a pack is a folder with a pack.json"),
                     _("there is no pack.json"));
    if (!source->json[JX_PART_PACK])
        return;
    name_files(r);
    jx_json_rename(source->json[JX_PART_PACK], own->label);
    read_lock(r);
    for (size_t i = 0; i < source->file_count; i++) {
        int part = part_of(source->files[i].name);
        if (part >= 0 && part != JX_PART_PACK)
            parse_part(r, &source->files[i], part);
    }
}

struct jx_pack_source *jx_pack_source_read(const char *folder,
                                           const struct jx_pack_overlay *overlays,
                                           bool whole, struct jx_arena *arena,
                                           struct jx_faults *faults)
{
    struct jx_pack_source *source = jx_arena_alloc(arena, sizeof *source);
    struct reader r = {arena, faults, source, overlays, whole, 0, !source};
    if (source) {
        source->folder = folder;
        read_files(&r);
    }
    if (!r.failed)
        parse_parts(&r);
    if (r.failed)
        jx_fault_add(faults, false, folder, 0, "", NULL, "%s", _("out of memory"));
    return r.failed || !source->json[JX_PART_PACK] ? NULL : source;
}

static void hash(crypto_hash_sha256_state *state, const char *bytes, size_t len)
{
    crypto_hash_sha256_update(state, (const unsigned char *)bytes, len);
}

void jx_pack_digest(struct jx_pack_source *source)
{
    crypto_hash_sha256_state state;
    unsigned char sum[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_init(&state);
    for (size_t i = 0; i < source->file_count; i++) {
        const struct jx_pack_file *file = &source->files[i];
        char length[32];
        int n = snprintf(length, sizeof length, "%zu", file->bytes.n);
        hash(&state, file->name, strlen(file->name) + 1);
        hash(&state, length, (size_t)n + 1);
        hash(&state, file->bytes.p, file->bytes.n);
    }
    if (source->parent)
        hash(&state, source->parent->digest, 64);
    crypto_hash_sha256_final(&state, sum);
    sodium_bin2hex(source->digest, sizeof source->digest, sum, sizeof sum);
}
