/* pack_find.c: which packs there are, and where. Reads no more than the pack.json of each;
 * loading is pack_load.c. */
#include "pack_find.h"

#include "json.h"
#include "lang.h"
#include "os_file.h"
#include "provenance.h"
#include "strbuf.h"

#include <stdlib.h>
#include <string.h>

enum { PACK_JSON_MAX = 8 * 1024 * 1024 };

/* A folder with a pack.json, as it was read. */
struct head {
    const char *folder, *path;
    struct jx_str bytes;
    struct jx_json *root; /* NULL: nobody had to parse it, or it cannot be */
};

/* A folder that holds packs. Nobody lists it, or reads what is in it, twice. */
struct jx_pack_shelf {
    const char *holder;
    struct head *heads;
    size_t count;
    struct jx_pack_shelf *next;
};

struct entries {
    struct jx_pack_shelves *shelves;
    struct jx_pack_entry *list;
    size_t count, capacity;
    const char *only; /* name of the packs that are looked for; NULL: all */
};

/* ---- shelves ---- */

/* The first failure is told when no pack is found. */
static struct jx_error *room_for_error(struct jx_pack_shelves *shelves,
                                       struct jx_error *later)
{
    return shelves->unread.text[0] ? later : &shelves->unread;
}

/* Reads the pack.json in `folder`. What cannot be read is no pack here; loading it by its
 * folder tells why. false: memory. */
static bool read_head(struct jx_pack_shelves *shelves, struct head *head,
                      const char *folder)
{
    struct jx_arena *arena = &shelves->arena;
    struct jx_bytes bytes;
    struct jx_error ignored;
    *head = (struct head){.folder = folder,
                          .path = jx_arena_format(arena, "%s/pack.json", folder)};
    if (!head->path)
        return false;
    if (!jx_os_exists(head->path) ||
        !jx_os_read(head->path, PACK_JSON_MAX, &bytes, room_for_error(shelves, &ignored)))
        return true;
    head->bytes = (struct jx_str){jx_arena_copy(arena, bytes.p, bytes.n), bytes.n};
    jx_os_release(&bytes);
    return head->bytes.p;
}

static bool read_shelf(struct jx_pack_shelves *shelves, struct jx_pack_shelf *shelf,
                       struct jx_error *err)
{
    struct jx_arena *arena = &shelves->arena;
    const char **names;
    size_t count;
    if (!jx_os_list(shelf->holder, arena, &names, &count, err))
        return false;
    shelf->heads = jx_arena_array(arena, count, sizeof *shelf->heads);
    bool ok = shelf->heads;
    for (size_t i = 0; ok && i < count; i++) {
        if (names[i][0] == '.') /* being installed, or set aside */
            continue;
        const char *folder = jx_arena_format(arena, "%s/%s", shelf->holder, names[i]);
        ok = folder && read_head(shelves, &shelf->heads[shelf->count], folder);
        shelf->count += ok && shelf->heads[shelf->count].bytes.p;
    }
    return ok || jx_fail_memory(err, shelf->holder);
}

/* One that is not there holds none. NULL: memory, or it cannot be listed. */
static const struct jx_pack_shelf *shelf_of(struct jx_pack_shelves *shelves,
                                            const char *holder, struct jx_error *err)
{
    struct jx_pack_shelf *shelf = shelves->first;
    while (shelf && strcmp(shelf->holder, holder) != 0)
        shelf = shelf->next;
    if (shelf)
        return shelf;
    shelf = jx_arena_alloc(&shelves->arena, sizeof *shelf);
    const char *own = jx_arena_copy(&shelves->arena, holder, strlen(holder));
    if (!shelf || !own) {
        jx_fail_memory(err, holder);
        return NULL;
    }
    shelf->holder = own;
    if (jx_os_is_folder(holder) && !read_shelf(shelves, shelf, err))
        return NULL;
    shelf->next = shelves->first;
    return shelves->first = shelf;
}

struct jx_pack_overlay jx_pack_head(const struct jx_pack_shelves *shelves,
                                    const char *folder)
{
    for (const struct jx_pack_shelf *shelf = shelves->first; shelf; shelf = shelf->next)
        for (size_t i = 0; i < shelf->count; i++)
            if (strcmp(shelf->heads[i].folder, folder) == 0)
                return (struct jx_pack_overlay){jx_pack_part_names[JX_PART_PACK],
                                                shelf->heads[i].bytes,
                                                shelf->heads[i].root};
    return (struct jx_pack_overlay){0};
}

void jx_pack_shelves_free(struct jx_pack_shelves *shelves)
{
    jx_arena_free(&shelves->arena);
    shelves->first = NULL;
}

/* ---- entries ---- */

/* Can the pack of this name be in these bytes? Whoever looks for one pack need not read the
 * others. A name holds nothing that JSON escapes, but may be escaped all the same. */
static bool may_be(struct jx_str bytes, const char *name, struct jx_arena *arena)
{
    const char *quoted = jx_arena_format(arena, "\"%s\"", name);
    const char *escape = memchr(bytes.p, '\\', bytes.n);
    return !quoted || memmem(bytes.p, bytes.n, quoted, strlen(quoted)) ||
           (escape && memmem(escape, bytes.n - (size_t)(escape - bytes.p), "\\u", 2));
}

static const char *text_or(const struct jx_json *root, const char *key,
                           const char *fallback)
{
    const struct jx_json *node = jx_json_get(root, key);
    return node && node->type == JX_JSON_STRING ? node->text.p : fallback;
}

static int year_at(const struct jx_json *root, size_t index)
{
    const struct jx_json *node = jx_json_get(root, "years");
    node = node && node->type == JX_JSON_ARRAY ? node->child : NULL;
    while (node && index--)
        node = node->next;
    return node && node->type == JX_JSON_NUMBER ? atoi(node->text.p) : 0;
}

/* What is no pack here is told by loading its folder. false: memory. */
static bool add_head(struct entries *entries, struct head *head, struct jx_arena *arena)
{
    struct jx_error ignored;
    if (!head->root &&
        (!entries->only || may_be(head->bytes, entries->only, &entries->shelves->arena)))
        head->root = jx_json_parse(arena, head->bytes, head->path, 1,
                                   room_for_error(entries->shelves, &ignored));
    const struct jx_json *root = head->root;
    struct jx_version version;
    const char *name = text_or(root, "name", NULL);
    const char *number = text_or(root, "version", "");
    if (!name || !jx_version_parse(number, &version))
        return true;
    for (size_t i = 0; i < entries->count; i++)
        if (strcmp(entries->list[i].name, name) == 0 &&
            strcmp(entries->list[i].version, number) == 0)
            return true; /* the folder searched first wins */
    struct jx_pack_entry *list = jx_arena_grow(arena, entries->list, entries->count,
                                               &entries->capacity, sizeof *list);
    if (!list)
        return false;
    const char *folder = jx_arena_copy(arena, head->folder, strlen(head->folder));
    entries->list = list;
    list[entries->count++] = (struct jx_pack_entry){
        .name = name,
        .version = number,
        .folder = folder,
        .title = text_or(root, "title", name),
        .region = text_or(root, "region", ""),
        .year_from = year_at(root, 0),
        .year_to = year_at(root, 1),
    };
    return folder;
}

/* Adds every pack that is a folder of `holder`. */
static bool add_holder(struct entries *entries, const char *holder,
                       struct jx_arena *arena, struct jx_error *err)
{
    const struct jx_pack_shelf *shelf = shelf_of(entries->shelves, holder, err);
    for (size_t i = 0; shelf && i < shelf->count; i++)
        if (!add_head(entries, &shelf->heads[i], arena))
            return jx_fail_memory(err, holder);
    return shelf;
}

static int by_name_and_version(const void *a, const void *b)
{
    const struct jx_pack_entry *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    struct jx_version v, w;
    if (order || !jx_version_parse(x->version, &v) || !jx_version_parse(y->version, &w))
        return order;
    return jx_version_cmp(w, v);
}

bool jx_pack_list(const char *const *search, struct jx_arena *arena,
                  struct jx_pack_entry **list, size_t *count, struct jx_error *err)
{
    struct jx_pack_shelves shelves = {0};
    struct entries entries = {.shelves = &shelves};
    bool ok = true;
    for (; ok && search && *search; search++)
        ok = add_holder(&entries, *search, arena, err);
    if (ok && entries.count)
        qsort(entries.list, entries.count, sizeof *entries.list, by_name_and_version);
    jx_pack_shelves_free(&shelves);
    *list = entries.list;
    *count = entries.count;
    return ok;
}

/* ---- one pack ---- */

static const struct jx_pack_entry *newest(const struct entries *entries, const char *name,
                                          const char *range)
{
    const struct jx_pack_entry *best = NULL;
    struct jx_version best_version, version;
    for (size_t i = 0; i < entries->count; i++) {
        const struct jx_pack_entry *e = &entries->list[i];
        if (strcmp(e->name, name) != 0 || !jx_version_parse(e->version, &version) ||
            !jx_range_match(range, version))
            continue;
        if (!best || jx_version_cmp(version, best_version) > 0) {
            best = e;
            best_version = version;
        }
    }
    return best;
}

/* Where a pack of this name lies whose pack.json could not be listed: loading it tells
 * what is wrong with it. */
static const char *unlisted(const char *name, const char *beside,
                            const char *const *search, struct jx_arena *arena)
{
    const char *const one[] = {beside, NULL};
    const char *const *lists[] = {beside ? one : NULL, search};
    for (size_t i = 0; i < 2; i++)
        for (const char *const *holder = lists[i]; holder && *holder; holder++) {
            const char *folder = jx_arena_format(arena, "%s/%s", *holder, name);
            const char *path = jx_arena_format(arena, "%s/%s/pack.json", *holder, name);
            if (folder && path && jx_os_exists(path))
                return folder;
        }
    return NULL;
}

static void not_found(const struct entries *entries, const char *name, const char *range,
                      struct jx_arena *arena, struct jx_faults *faults, const char *path,
                      int line, const char *at)
{
    const char **names = jx_arena_array(arena, entries->count + 1, sizeof *names);
    struct jx_strbuf versions = {0};
    for (size_t i = 0; names && i < entries->count; i++) {
        names[i] = entries->list[i].name;
        if (strcmp(names[i], name) == 0)
            jx_strbuf_format(&versions, "%s%s", versions.len ? ", " : "",
                             entries->list[i].version);
    }
    if (versions.len) {
        jx_fault_add(faults, false, path, line, at, _("install a version that fits"),
                     _("no version of pack '%s' fits '%s'; there is %s"), name, range,
                     versions.text);
    } else {
        const char *near = names ? jx_nearest(name, names) : NULL;
        const char *hint = near ? jx_arena_format(arena, _("did you mean '%s'?"), near)
                                : _("install it, or give its folder");
        jx_fault_add(faults, false, path, line, at, hint, _("there is no pack '%s'"),
                     name);
    }
    jx_strbuf_free(&versions);
}

/* Adds the packs of `beside`, if any, and of the search path. */
static bool add_all(struct entries *entries, const char *beside,
                    const char *const *search, struct jx_arena *arena,
                    struct jx_error *err)
{
    bool ok = !beside || add_holder(entries, beside, arena, err);
    for (const char *const *holder = search; ok && holder && *holder; holder++)
        ok = add_holder(entries, *holder, arena, err);
    return ok;
}

const char *jx_pack_find(struct jx_pack_shelves *shelves, const char *reference,
                         const char *beside, const char *const *search,
                         struct jx_arena *arena, struct jx_faults *faults,
                         const char *path, int line, const char *at)
{
    size_t len = strcspn(reference, "@");
    const char *name = jx_arena_copy(arena, reference, len);
    const char *range = reference[len] ? reference + len + 1 : "*";
    if (!jx_range_valid(range)) {
        jx_fault_add(faults, false, path, line, at,
                     _("write NAME, NAME@2023, NAME@^2023 or NAME@\">=2020 <2024\""),
                     _("'%s' is no range of versions"), range);
        return NULL;
    }
    struct entries entries = {.shelves = shelves, .only = name};
    struct entries known = {.shelves = shelves};
    struct jx_error err = {0};
    bool ok = name && (!beside || add_holder(&entries, beside, arena, &err));
    const struct jx_pack_entry *found = ok ? newest(&entries, name, range) : NULL;
    if (found)
        return found->folder;
    ok = ok && add_all(&entries, NULL, search, arena, &err);
    if (!ok) {
        jx_fault_add(faults, false, err.path, 0, "", NULL, "%s",
                     err.text[0] ? err.text : _("out of memory"));
        return NULL;
    }
    found = newest(&entries, name, range);
    const char *folder = found ? found->folder
                         : newest(&entries, name, "*")
                             ? NULL
                             : unlisted(name, beside, search, arena);
    if (!folder) {
        const struct jx_error *unread = &shelves->unread;
        if (unread->text[0])
            jx_fault_add(faults, false, unread->path, unread->line, "", NULL, "%s",
                         unread->text);
        add_all(&known, beside, search, arena, &err); /* for the nearest name */
        not_found(&known, name, range, arena, faults, path, line, at);
    }
    return folder;
}
