/* pack_load.c: from a reference to a pack: finds the folder and its ancestors, merges
 * their JSON, and has it compiled. What keys mean is in compile_*.c. */
#include "pack_load.h"

#include "compile.h"
#include "forms_load.h"
#include "lang.h"
#include "os_file.h"
#include "pack_find.h"
#include "strbuf.h"

#include <stdlib.h>
#include <string.h>

enum { ANCESTORS_MAX = 16, ARENA_MAX = 512 * 1024 * 1024 };

/* ---- references ---- */

static bool is_path(const char *reference)
{
    return strchr(reference, '/') || strcmp(reference, ".") == 0 ||
           strcmp(reference, "..") == 0 || strcmp(reference, "pack.json") == 0;
}

/* A folder, or the pack.json in it. Without slashes at the end. */
static const char *folder_of_path(struct compile *c, const char *path)
{
    struct jx_str text = jx_str_of(path);
    static const struct jx_str file = {"pack.json", 9};
    if (text.n >= file.n &&
        jx_str_is((struct jx_str){path + text.n - file.n, file.n}, file.p) &&
        (text.n == file.n || path[text.n - file.n - 1] == '/'))
        text.n -= file.n;
    while (text.n > 1 && path[text.n - 1] == '/')
        text.n--;
    const char *folder = text.n ? jx_arena_copy(&c->pack->arena, path, text.n) : ".";
    if (folder && jx_os_is_folder(folder))
        return folder;
    jx_fault_add(c->faults, false, path, 0, "",
                 _("a pack is a folder with a pack.json; give its path or its name"),
                 jx_os_exists(path) ? _("this is no pack")
                                    : _("there is no such folder"));
    return NULL;
}

/* A name is looked up among the packs, never here: what lies in the current folder may be
 * anybody's. */
static const char *resolve(struct compile *c, const char *reference)
{
    struct jx_arena *arena = &c->pack->arena;
    if (is_path(reference))
        return folder_of_path(c, reference);
    struct jx_faults quiet = {.arena = arena};
    const char *folder = jx_pack_find(&c->shelves, reference, NULL, c->env->search, arena,
                                      &quiet, reference, 0, "");
    const char *here = jx_arena_format(arena, "%s/pack.json", reference);
    if (folder || !here || !jx_os_exists(here))
        return folder ? folder
                      : jx_pack_find(&c->shelves, reference, NULL, c->env->search, arena,
                                     c->faults, reference, 0, "");
    const char *hint =
        jx_arena_format(arena, _("to use the folder here, write './%s'"), reference);
    jx_fault_add(c->faults, false, reference, 0, "", hint, _("there is no pack '%s'"),
                 reference);
    return NULL;
}

/* The folder that holds a pack's folder: ancestors lie beside their children, or where
 * the search finds them. */
static const char *holder_of(struct compile *c, const char *folder)
{
    const char *slash = strrchr(folder, '/');
    const char *last = slash ? slash + 1 : folder;
    if (!slash || slash == folder || strcmp(last, ".") == 0 || strcmp(last, "..") == 0)
        return jx_arena_format(&c->pack->arena, "%s/..", folder);
    return jx_arena_copy(&c->pack->arena, folder, (size_t)(slash - folder));
}

/* ---- ancestors ---- */

static struct jx_str member_text(const struct jx_pack_source *source, const char *key)
{
    const struct jx_json *node = jx_json_get(source->json[JX_PART_PACK], key);
    return node && node->type == JX_JSON_STRING ? node->text : (struct jx_str){0};
}

static bool same_pack(const struct jx_pack_source *a, const struct jx_pack_source *b)
{
    return jx_str_eq(member_text(a, "name"), member_text(b, "name")) &&
           jx_str_eq(member_text(a, "version"), member_text(b, "version"));
}

/* The folder of the pack that `source` extends: the locked version, else the newest. */
static const char *find_parent(struct compile *c, const struct jx_pack_source *source,
                               const struct jx_json *extends)
{
    const struct jx_json *entry =
        c->env->ignore_lock ? NULL : locked_parent(c->source, source);
    const char *reference = entry ? locked_reference(c, entry, extends) : extends->text.p;
    const struct jx_json *at = entry ? entry : extends;
    /* what lies beside a file that was sent is nobody's pack */
    bool sent = c->env->in_memory && source == c->source;
    return reference ? jx_pack_find(&c->shelves, reference,
                                    sent ? NULL : holder_of(c, source->folder),
                                    c->env->search, &c->pack->arena, c->faults, at->file,
                                    at->line, entry ? "$.parents" : "$.extends")
                     : NULL;
}

/* Finds and reads the pack that `source` extends; false: none, or a fault. */
static bool load_parent(struct compile *c, struct jx_pack_source *source, int depth)
{
    const struct jx_json *root = source->json[JX_PART_PACK];
    const struct jx_json *extends = jx_json_get(root, "extends");
    if (!extends || extends->type != JX_JSON_STRING)
        return false;
    c->root = root;
    const char *folder = find_parent(c, source, extends);
    const struct jx_pack_overlay read[2] = {folder ? jx_pack_head(&c->shelves, folder)
                                                   : (struct jx_pack_overlay){0}};
    struct jx_pack_source *parent =
        folder ? jx_pack_source_read(folder, read, false, &c->pack->arena, c->faults)
               : NULL;
    if (!parent)
        return false;
    for (const struct jx_pack_source *s = c->source; s; s = s->parent)
        if (same_pack(s, parent)) {
            bad(c, extends, _("a pack cannot stand on itself; break the circle"),
                _("'%s' extends '%s', which is itself or extends it"), source->name,
                parent->name);
            return false;
        }
    if (depth >= ANCESTORS_MAX) {
        bad(c, extends, NULL, _("more than %d packs stand on each other"), ANCESTORS_MAX);
        return false;
    }
    source->parent = parent;
    return true;
}

static void load_chain(struct compile *c)
{
    int depth = 1;
    for (struct jx_pack_source *s = c->source; load_parent(c, s, depth); s = s->parent)
        depth++;
}

static void digest_chain(struct jx_pack_source *source)
{
    if (source->parent)
        digest_chain(source->parent); /* at most ANCESTORS_MAX deep */
    jx_pack_digest(source);
}

/* The pack's file of a kind over those of its ancestors; NULL where nobody has one. */
static struct jx_json *merged(struct compile *c, struct jx_pack_source *source,
                              enum jx_pack_part part)
{
    struct jx_json *root = source->parent ? merged(c, source->parent, part) : NULL;
    if (source->json[part]) {
        root = jx_json_merge(&c->pack->arena, root, source->json[part]);
        c->failed |= !root;
    }
    source->effective[part] = root;
    return root;
}

/* What the outside wants to know of ancestors: who they are. */
static const struct jx_pack *ancestor(struct compile *c,
                                      const struct jx_pack_source *source)
{
    struct jx_pack *pack = source ? take(c, 1, sizeof *pack) : NULL;
    if (!pack)
        return NULL;
    struct jx_str version = member_text(source, "version");
    struct jx_str title = member_text(source, "title");
    pack->name = source->name;
    pack->version = version.p ? version.p : "";
    pack->title = title.p ? title.p : source->name;
    pack->region = pack->lang = "";
    pack->folder = source->folder;
    pack->source = source;
    memcpy(pack->digest, source->digest, sizeof pack->digest);
    pack->parent = ancestor(c, source->parent);
    return pack;
}

/* ---- the whole ---- */

/* By file and line, as an editor shows them; an insertion sort, for they mostly are. */
static void sort_faults(struct jx_faults *faults, size_t from)
{
    for (size_t i = from + 1; i < faults->count; i++) {
        struct jx_fault fault = faults->list[i];
        size_t j = i;
        for (; j > from; j--) {
            const struct jx_fault *before = &faults->list[j - 1];
            int order = strcmp(before->path, fault.path);
            if (order < 0 || (order == 0 && before->line <= fault.line))
                break;
            faults->list[j] = *before;
        }
        faults->list[j] = fault;
    }
}

static void compile(struct compile *c)
{
    struct jx_json *roots[JX_PART_COUNT];
    for (int part = 0; part < JX_PART_COUNT; part++)
        roots[part] = merged(c, c->source, (enum jx_pack_part)part);
    if (c->failed)
        return;
    c->root = roots[JX_PART_PACK];
    compile_pack(c);
    c->root = roots[JX_PART_INDICATORS];
    compile_selectors(c, roots[JX_PART_PACK]);
    jx_forms_compile(roots[JX_PART_FORMS], c->pack, c->faults);
    c->root = roots[JX_PART_FORMS];
    compile_faces(c);
    c->root = roots[JX_PART_PACK];
    check_forms(c);
    check_allowed(c);
    if (!c->env->ignore_lock)
        check_locks(c);
    if (c->env->advise && !c->faults->errors && !c->failed) {
        warn_gaps(c);
        warn_loose_facts(c);
        warn_sourceless(c);
    }
}

static void load(struct compile *c, const char *reference)
{
    bool whole = c->env->in_memory;
    const char *folder =
        whole ? jx_arena_copy(&c->pack->arena, reference, strlen(reference))
              : resolve(c, reference);
    c->failed |= whole && !folder;
    if (folder)
        c->source = jx_pack_source_read(folder, c->env->overlays, whole, &c->pack->arena,
                                        c->faults);
    if (!c->source)
        return;
    c->pack->folder = folder;
    c->pack->source = c->source;
    load_chain(c);
    digest_chain(c->source);
    memcpy(c->pack->digest, c->source->digest, sizeof c->pack->digest);
    c->pack->parent = ancestor(c, c->source->parent);
    compile(c);
}

struct jx_pack *jx_pack_load(const char *reference, const struct jx_pack_env *env,
                             struct jx_faults *faults)
{
    size_t before = faults->errors, first = faults->count;
    struct jx_pack *pack = calloc(1, sizeof *pack);
    struct compile c = {.pack = pack, .env = env, .faults = faults};
    if (pack) {
        pack->arena = jx_arena_new(ARENA_MAX);
        load(&c, reference);
    }
    if (!pack || c.failed)
        jx_fault_add(faults, false, reference, 0, "", NULL, "%s", _("out of memory"));
    jx_pack_shelves_free(&c.shelves);
    sort_faults(faults, first);
    if (faults->errors == before && c.source)
        return pack;
    jx_pack_free(pack);
    return NULL;
}

void jx_pack_free(struct jx_pack *pack)
{
    if (!pack)
        return;
    jx_arena_free(&pack->arena);
    free(pack);
}
