/* os_file.c: files, folders and the terminal, for POSIX systems. Nothing outside os_*.c
 * calls the operating system. */
#include "os_file.h"

#include "lang.h"
#include "os_reason.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER = 64 * 1024 };

static bool grow(struct jx_bytes *out, size_t *capacity, size_t limit,
                 struct jx_error *err, const char *path)
{
    if (out->n < *capacity)
        return true;
    if (*capacity > limit)
        return jx_fail(err, path, 0, _("larger than %zu bytes, the most that is read"),
                       limit);
    size_t more = *capacity * 2;
    char *p = realloc(out->p, more);
    if (!p)
        return jx_fail_memory(err, path);
    out->p = p;
    *capacity = more;
    return true;
}

/* A file may grow while it is read, and a pipe has no size: read to the end. */
static bool read_all(int fd, const char *path, size_t size, size_t limit,
                     struct jx_bytes *out, struct jx_error *err)
{
    size_t capacity = size ? size + 1 : BUFFER;
    out->p = malloc(capacity);
    if (!out->p)
        return jx_fail_memory(err, path);
    for (;;) {
        if (!grow(out, &capacity, limit, err, path))
            return false;
        ssize_t n = read(fd, out->p + out->n, capacity - out->n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return jx_os_fail(err, path, _("cannot be read"));
        if (n == 0)
            break;
        out->n += (size_t)n;
    }
    return out->n <= limit ||
           jx_fail(err, path, 0, _("larger than %zu bytes, the most that is read"),
                   limit);
}

static bool read_file(const char *path, size_t limit, struct jx_bytes *out,
                      struct jx_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return jx_os_fail(err, path, _("cannot be opened"));
    struct stat info;
    bool ok;
    if (fstat(fd, &info) != 0)
        ok = jx_os_fail(err, path, _("cannot be examined"));
    else if (S_ISDIR(info.st_mode))
        ok = jx_fail(err, path, 0, _("is a folder, a file was expected"));
    else if (!S_ISREG(info.st_mode) && !S_ISFIFO(info.st_mode))
        ok = jx_fail(err, path, 0, _("is no ordinary file"));
    else if (S_ISREG(info.st_mode) && (uintmax_t)info.st_size > limit)
        ok = jx_fail(err, path, 0, _("larger than %zu bytes, the most that is read"),
                     limit);
    else {
        bool regular = S_ISREG(info.st_mode);
        if (!regular)
            fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
        ok = read_all(fd, path, regular ? (size_t)info.st_size : 0, limit, out, err);
    }
    close(fd);
    return ok;
}

bool jx_os_read(const char *path, size_t limit, struct jx_bytes *out,
                struct jx_error *err)
{
    *out = (struct jx_bytes){0};
    bool ok = strcmp(path, "-") == 0 ? read_all(STDIN_FILENO, path, 0, limit, out, err)
                                     : read_file(path, limit, out, err);
    if (!ok)
        jx_os_release(out);
    return ok;
}

void jx_os_release(struct jx_bytes *bytes)
{
    free(bytes->p);
    *bytes = (struct jx_bytes){0};
}

bool jx_os_is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

bool jx_os_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

bool jx_os_same_file(const char *a, const char *b)
{
    struct stat one, other;
    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
}

bool jx_os_make_folder(const char *path, struct jx_error *err)
{
    return mkdir(path, 0777) == 0 || jx_os_fail(err, path, _("cannot be made a folder"));
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool jx_os_list(const char *folder, struct jx_arena *arena, const char ***names,
                size_t *count, struct jx_error *err)
{
    DIR *dir = opendir(folder);
    size_t capacity = 0;
    *names = NULL;
    *count = 0;
    if (!dir)
        return jx_os_fail(err, folder, _("cannot be listed"));
    bool ok = true;
    for (struct dirent *entry; ok && (errno = 0, entry = readdir(dir));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        const char **grown =
            jx_arena_grow(arena, *names, *count, &capacity, sizeof *grown);
        const char *name = jx_arena_copy(arena, entry->d_name, strlen(entry->d_name));
        ok = grown && name;
        if (ok) {
            *names = grown;
            grown[(*count)++] = name;
        }
    }
    if (!ok)
        jx_fail_memory(err, folder);
    else if (errno)
        ok = jx_os_fail(err, folder, _("cannot be listed"));
    closedir(dir);
    if (ok && *count)
        qsort(*names, *count, sizeof **names, by_name);
    return ok;
}

/* ---- output ---- */

static void forget(struct jx_os_output *output)
{
    free(output->aside);
    free(output->path);
    free(output->buffer);
    *output = (struct jx_os_output){.fd = -1};
}

const char *jx_os_output_name(struct jx_arena *arena, const char *path)
{
    struct stat link, file, out;
    char real[PATH_MAX];
    if (lstat(path, &link) != 0 || !S_ISLNK(link.st_mode) || stat(path, &file) != 0)
        return path;
    if (fstat(STDOUT_FILENO, &out) == 0 && out.st_dev == file.st_dev &&
        out.st_ino == file.st_ino)
        return "-";
    const char *copy =
        realpath(path, real) ? jx_arena_copy(arena, real, strlen(real)) : NULL;
    return copy ? copy : path;
}

/* A pipe or a device: to put a file in its place would destroy it. */
static bool is_no_file(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

char *jx_os_aside(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    char *aside;
    int len = asprintf(&aside, "%.*s.%s.XXXXXX", (int)(name - path), path, name);
    return len < 0 ? NULL : aside;
}

bool jx_os_output_open(struct jx_os_output *output, const char *path,
                       struct jx_error *err)
{
    *output = (struct jx_os_output){.fd = STDOUT_FILENO, .buffer = malloc(BUFFER)};
    if (!output->buffer)
        return jx_fail_memory(err, path);
    if (!path || strcmp(path, "-") == 0)
        return true;
    bool ok = true;
    output->aside = jx_os_aside(path);
    output->path = strdup(path);
    if (!output->aside || !output->path) {
        ok = jx_fail_memory(err, path);
    } else if (jx_os_is_folder(path)) {
        ok = jx_fail_kind(err, JX_ERR_USAGE, path, 0,
                          _("is a folder: name a file for the output"));
    } else {
        bool direct = is_no_file(path);
        output->fd = direct ? open(path, O_WRONLY | O_CLOEXEC)
                            : mkostemp(output->aside, O_CLOEXEC);
        if (direct) {
            free(output->aside);
            output->aside = NULL;
        }
        if (output->fd < 0 && errno == ENOENT)
            ok = jx_fail_kind(err, JX_ERR_SYSTEM, path, 0,
                              _("cannot be written: its folder is not there; make it "
                                "first"));
        else
            ok = output->fd >= 0 || jx_os_fail(err, path, _("cannot be written"));
    }
    if (!ok)
        forget(output);
    return ok;
}

bool jx_os_output_resume(struct jx_os_output *output, const char *path, uint64_t written,
                         struct jx_error *err)
{
    *output = (struct jx_os_output){
        .fd = -1, .buffer = malloc(BUFFER), .written = written, .resumed = true};
    struct stat info;
    bool ok = asprintf(&output->aside, "%s.partial", path) >= 0;
    output->path = ok ? strdup(path) : NULL;
    if (!output->buffer || !output->path)
        ok = jx_fail_memory(err, path);
    else if ((output->fd = open(output->aside, O_WRONLY | O_CLOEXEC)) < 0)
        ok = jx_os_fail(err, output->aside, _("cannot be opened"));
    else if (fstat(output->fd, &info) != 0 || (uint64_t)info.st_size < written)
        ok = jx_fail_kind(err, JX_ERR_SYSTEM, output->aside, 0,
                          _("is shorter than the interrupted run left it: start afresh "
                            "without --resume"));
    else if (ftruncate(output->fd, (off_t)written) != 0 ||
             lseek(output->fd, 0, SEEK_END) < 0)
        ok = jx_os_fail(err, output->aside, _("cannot be written"));
    if (!ok) {
        if (output->fd >= 0)
            close(output->fd);
        forget(output);
    }
    return ok;
}

static bool write_all(struct jx_os_output *output, const char *bytes, size_t len,
                      struct jx_error *err)
{
    while (len && !output->failed) {
        ssize_t n = write(output->fd, bytes, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            output->failed = true;
            jx_os_fail(err, output->path ? output->path : _("standard output"),
                       _("cannot be written"));
        } else {
            bytes += n;
            len -= (size_t)n;
        }
    }
    return !output->failed;
}

static bool flush(struct jx_os_output *output, struct jx_error *err)
{
    size_t n = output->used;
    output->used = 0;
    return write_all(output, output->buffer, n, err);
}

bool jx_os_output_write(struct jx_os_output *output, const char *bytes, size_t len,
                        struct jx_error *err)
{
    output->written += len;
    if (len > BUFFER - output->used && !flush(output, err))
        return false;
    if (len >= BUFFER) /* what a thread has made of a chunk: not copied again */
        return write_all(output, bytes, len, err);
    if (len)
        memcpy(output->buffer + output->used, bytes, len);
    output->used += len;
    return !output->failed;
}

/* The name appears only after the bytes are on the disk, and the folder's entry too. */
static bool publish(struct jx_os_output *output, struct jx_error *err)
{
    mode_t mask = umask(0);
    umask(mask);
    if (fchmod(output->fd, 0666 & ~mask) != 0 ||
        (!output->many && fsync(output->fd) != 0) ||
        rename(output->aside, output->path) != 0)
        return jx_os_fail(err, output->path, _("cannot be written"));
    if (output->many)
        return true;
    char *slash = strrchr(output->path, '/');
    if (slash)
        slash[slash == output->path] = '\0';
    int folder = open(slash ? output->path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        fsync(folder);
        close(folder);
    }
    return true;
}

bool jx_os_output_close(struct jx_os_output *output, bool keep, struct jx_error *err)
{
    bool ok = output->fd < 0 || !keep || flush(output, err);
    if (output->aside) {
        bool kept = ok && keep && publish(output, err);
        ok = ok && (kept || !keep);
        if (!kept && !output->resumed)
            unlink(output->aside);
    }
    if (output->path)
        close(output->fd);
    forget(output);
    return ok;
}

bool jx_os_output_suspend(struct jx_os_output *output, struct jx_error *err)
{
    char *partial = NULL;
    bool ok = flush(output, err);
    if (ok && asprintf(&partial, "%s.partial", output->path) < 0)
        ok = jx_fail_memory(err, output->path);
    if (ok && (fsync(output->fd) != 0 || rename(output->aside, partial) != 0))
        ok = jx_os_fail(err, output->path, _("cannot be written"));
    if (!ok && !output->resumed)
        unlink(output->aside);
    free(partial);
    close(output->fd);
    forget(output);
    return ok;
}

void jx_os_remove(const char *path)
{
    unlink(path);
}

/* ---- the process ---- */

const char *jx_os_program_folder(struct jx_arena *arena)
{
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    if (n > 0)
        path[n] = '\0';
    else if (!realpath((const char *)(uintptr_t)getauxval(AT_EXECFN), path))
        return NULL; /* no /proc, as in a bare root, and started by a name that is gone */
    char *slash = strrchr(path, '/');
    return slash ? jx_arena_copy(arena, path, (size_t)(slash - path)) : NULL;
}

bool jx_os_terminal_color(void)
{
    const char *none = getenv("NO_COLOR"), *kind = getenv("TERM");
    return isatty(STDOUT_FILENO) && !(none && *none) && !(kind && !strcmp(kind, "dumb"));
}

int jx_os_terminal_width(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}
