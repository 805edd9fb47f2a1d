/* os_folder.c: folders of outputs, over os_file.c's files and os_tree.c's folders. */
#include "os_folder.h"

#include "lang.h"
#include "os_tree.h"
#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Names stay within the 255 bytes of file systems, with an extension, a number and the
 * mark of a file written aside. */
enum { NAME_BYTES = 180 };

/* Is the place free: nothing there, or a folder with nothing in it? */
static bool vacant(const char *path, struct jx_error *err)
{
    if (!jx_os_exists(path))
        return true;
    if (!jx_os_is_folder(path))
        return jx_fail_kind(err, JX_ERR_USAGE, path, 0,
                            _("is a file: name a folder for the outputs"));
    struct jx_arena arena = jx_arena_new(0);
    const char **names;
    size_t count = 0;
    bool ok = jx_os_list(path, &arena, &names, &count, err);
    jx_arena_free(&arena);
    return ok && (!count ||
                  jx_fail_kind(err, JX_ERR_USAGE, path, 0,
                               _("is a folder with files in it: name a new one, so that "
                                 "nothing of yours is replaced")));
}

static void forget(struct jx_os_folder *folder)
{
    free(folder->path);
    free(folder->aside);
    *folder = (struct jx_os_folder){.file = {.fd = -1}};
}

bool jx_os_folder_open(struct jx_os_folder *folder, const char *path,
                       struct jx_error *err)
{
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/')
        len--;
    *folder = (struct jx_os_folder){.path = strndup(path, len), .file = {.fd = -1}};
    folder->aside = folder->path ? jx_os_aside(folder->path) : NULL;
    bool ok = folder->aside != NULL;
    if (!ok)
        jx_fail_memory(err, path);
    else
        ok = vacant(folder->path, err) && jx_os_scratch_folder(folder->aside, err);
    if (!ok)
        forget(folder);
    return ok;
}

/* ---- files ---- */

/* A text as a file's name on any system: no separators, no signs that Windows forbids, no
 * controls, no leading dot, no outer blanks. */
static void safe_name(char out[NAME_BYTES + 8], const char *name, size_t len)
{
    size_t n = 0;
    len = jx_utf8_cut(name, len < NAME_BYTES ? len : NAME_BYTES);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)name[i];
        bool bad = c < ' ' || c == 0x7f || strchr("/\\:*?\"<>|", c) != NULL;
        bad |= c == '.' && !n;
        out[n++] = bad ? '_' : name[i];
    }
    while (n && (out[n - 1] == ' ' || out[n - 1] == '.'))
        n--;
    size_t blanks = 0;
    while (blanks < n && out[blanks] == ' ')
        blanks++;
    memmove(out, out + blanks, n - blanks);
    out[n - blanks] = '\0';
    if (!*out)
        snprintf(out, NAME_BYTES + 8, "%s", "form");
}

/* The first path of this name that is not taken. NULL and err on failure. */
static char *free_path(const struct jx_os_folder *folder, const char *name,
                       const char *extension, struct jx_error *err)
{
    for (unsigned i = 1; i < 1000000; i++) {
        char number[16] = "", *path;
        if (i > 1)
            snprintf(number, sizeof number, " (%u)", i);
        if (asprintf(&path, "%s/%s%s.%s", folder->aside, name, number, extension) < 0)
            break;
        if (!jx_os_exists(path))
            return path;
        free(path);
    }
    jx_fail_memory(err, folder->path);
    return NULL;
}

bool jx_os_folder_next(struct jx_os_folder *folder, const char *name, size_t len,
                       const char *extension, struct jx_error *err)
{
    char safe[NAME_BYTES + 8];
    if (folder->file.fd >= 0 && !jx_os_output_close(&folder->file, true, err))
        return false;
    safe_name(safe, name, len);
    char *path = free_path(folder, safe, extension, err);
    bool ok = path && jx_os_output_open(&folder->file, path, err);
    folder->file.many = true;
    free(path);
    return ok;
}

bool jx_os_folder_write(struct jx_os_folder *folder, const char *bytes, size_t len,
                        struct jx_error *err)
{
    if (folder->file.fd < 0)
        return jx_fail_kind(err, JX_ERR_SYSTEM, folder->path, 0,
                            _("bytes for no file: a fault of the writer plugin"));
    return jx_os_output_write(&folder->file, bytes, len, err);
}

/* ---- the end ---- */

bool jx_os_folder_close(struct jx_os_folder *folder, bool keep, struct jx_error *err)
{
    struct jx_error ignored = {0}; /* what failed before is what the user must know */
    if (!folder->aside)
        return true;
    bool ok = (folder->file.fd < 0 || jx_os_output_close(&folder->file, keep, err)) &&
              (!keep || jx_os_sync_folder(folder->aside, err));
    if (ok && keep && jx_os_kind(folder->path) == JX_OS_FOLDER)
        remove(folder->path); /* only where it is empty, by its nature */
    bool kept = ok && keep && jx_os_publish_folder(folder->aside, folder->path, err);
    if (!kept)
        jx_os_remove_tree(folder->aside, &ignored);
    forget(folder);
    return ok && (kept || !keep);
}
