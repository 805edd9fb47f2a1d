/* walk.c: folders and archives in the order of their names, depth first. Files are opened
 * and understood by feed.c. */
#include "walk.h"

#include "lang.h"
#include "os_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct jx_level {
    struct jx_arena arena; /* names, and paths made of them */
    const char *path;      /* as messages name it */
    const char **names;    /* of a folder */
    size_t count, next;
    bool is_archive;
    struct jx_archive archive;
};

bool jx_walk_open(struct jx_walk *walk, const struct jx_options *options,
                  struct jx_error *err)
{
    *walk = (struct jx_walk){.options = options};
    walk->levels = calloc(JX_WALK_DEPTH, sizeof *walk->levels);
    return walk->levels || jx_fail_memory(err, NULL);
}

void jx_walk_leave(struct jx_walk *walk)
{
    struct jx_level *level = &walk->levels[--walk->depth];
    if (level->is_archive)
        jx_archive_close(&level->archive);
    jx_arena_free(&level->arena);
}

void jx_walk_close(struct jx_walk *walk)
{
    while (walk->depth)
        jx_walk_leave(walk);
    free(walk->levels);
    walk->levels = NULL;
}

void jx_walk_leave_archives(struct jx_walk *walk)
{
    while (walk->depth && walk->levels[walk->depth - 1].is_archive)
        jx_walk_leave(walk);
}

const struct jx_archive *jx_walk_archive(const struct jx_walk *walk)
{
    const struct jx_level *level = walk->depth ? &walk->levels[walk->depth - 1] : NULL;
    return level && level->is_archive ? &level->archive : NULL;
}

/* Room for one more level, named `path`; NULL: too deep. */
static struct jx_level *push(struct jx_walk *walk, const char *path, struct jx_error *err)
{
    if (walk->depth == JX_WALK_DEPTH) {
        jx_fail(err, path, 0, _("folders nested deeper than %d"), JX_WALK_DEPTH);
        return NULL;
    }
    struct jx_level *level = &walk->levels[walk->depth];
    *level = (struct jx_level){.arena = jx_arena_new(0)};
    level->path = jx_arena_copy(&level->arena, path, strlen(path));
    if (level->path)
        return level;
    jx_fail_memory(err, path);
    return NULL;
}

static bool enter_folder(struct jx_walk *walk, const char *path, struct jx_error *err)
{
    struct jx_level *level = push(walk, path, err);
    if (!level || !jx_os_list(path, &level->arena, &level->names, &level->count, err)) {
        if (level)
            jx_arena_free(&level->arena);
        return false;
    }
    walk->depth++;
    return true;
}

bool jx_walk_enter(struct jx_walk *walk, const struct jx_place *place, char *bytes,
                   size_t len, struct jx_error *err)
{
    int around = 0;
    for (int i = 0; i < walk->depth; i++)
        around += walk->levels[i].is_archive;
    if (around == JX_WALK_ARCHIVES) {
        free(bytes);
        return jx_fail(err, place->name, 0,
                       _("archives within archives deeper than %d: unpack them"),
                       JX_WALK_ARCHIVES);
    }
    struct jx_level *level = push(walk, place->name, err);
    if (!level) {
        free(bytes);
        return false;
    }
    level->is_archive = true;
    bool ok = bytes ? jx_archive_take(&level->archive, level->path, bytes, len,
                                      &walk->unfolded, err)
                    : jx_archive_open(&level->archive, place->path, &walk->unfolded, err);
    level->count = level->archive.count;
    walk->depth++;
    ok = ok &&
         (level->count || jx_fail(err, level->path, 0, _("the archive holds no files")));
    if (!ok)
        jx_walk_leave(walk);
    return ok;
}

/* A path that lives until the next file is asked for, or the level is left. */
static const char *join(struct jx_level *level, const char *name, struct jx_error *err)
{
    size_t len = strlen(level->path);
    const char *slash = len && level->path[len - 1] == '/' ? "" : "/";
    const char *path = jx_arena_format(&level->arena, "%s%s%s", level->path, slash, name);
    if (!path)
        jx_fail_memory(err, level->path);
    return path;
}

/* Is it what this run writes, or what an interrupted one left of it? No input, though its
 * folder is one. */
static bool is_output(const struct jx_walk *walk, const char *name, const char *path)
{
    const char *output = walk->options->output;
    const char *slash = output ? strrchr(output, '/') : NULL;
    const char *last = slash ? slash + 1 : output;
    if (!output || strncmp(name, last, strlen(last)) != 0)
        return false;
    const char *rest = name + strlen(last);
    if (strcmp(rest, ".partial") != 0 && strcmp(rest, ".resume") != 0)
        return !*rest && jx_os_same_file(path, output);
    char *left = NULL;
    bool same = asprintf(&left, "%s%s", output, rest) >= 0 && jx_os_same_file(path, left);
    free(left);
    return same;
}

/* The next entry of the innermost level: false when it was a folder, is skipped, or there
 * is none left. */
static bool next_entry(struct jx_walk *walk, struct jx_place *place, struct jx_error *err)
{
    struct jx_level *level = &walk->levels[walk->depth - 1];
    if (level->next == level->count) {
        if (walk->depth == 1 && !walk->found && !level->is_archive)
            jx_fail(err, level->path, 0, _("the folder holds no files"));
        jx_walk_leave(walk);
        return false;
    }
    size_t i = level->next++;
    if (level->is_archive) {
        const struct jx_entry *entry = &level->archive.entries[i];
        *place = (struct jx_place){.archive = &level->archive, .entry = entry};
        place->name = join(level, entry->name, err);
    } else {
        if (jx_is_left_over(level->names[i]))
            return false;
        const char *path = join(level, level->names[i], err);
        if (path && jx_os_is_folder(path))
            return enter_folder(walk, path, err) && false;
        if (path && is_output(walk, level->names[i], path))
            return false;
        *place = (struct jx_place){.name = path, .path = path};
    }
    walk->found += place->name != NULL;
    return place->name != NULL;
}

/* The next input, if it is a file; a folder is entered. */
static bool next_input(struct jx_walk *walk, struct jx_place *place, struct jx_error *err)
{
    const char *path = walk->options->inputs[walk->next_input++];
    bool standard = strcmp(path, "-") == 0;
    walk->found = 0;
    walk->unfolded = 0;
    if (!standard && jx_os_is_folder(path))
        return enter_folder(walk, path, err) && false;
    *place =
        (struct jx_place){.name = standard ? _("standard input") : path, .path = path};
    return true;
}

bool jx_walk_next(struct jx_walk *walk, struct jx_place *place, struct jx_error *err)
{
    while (!err->text[0]) {
        if (walk->depth) {
            if (next_entry(walk, place, err))
                return true;
        } else if (walk->next_input == walk->options->input_count) {
            return false;
        } else if (next_input(walk, place, err)) {
            return true;
        }
    }
    return false;
}
