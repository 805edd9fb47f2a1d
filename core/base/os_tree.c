/* os_tree.c: making, publishing and removing folders, for POSIX systems. Reading files
 * and listing folders is in os_file.c. */
#include "os_tree.h"

#include "lang.h"
#include "os_file.h"
#include "os_reason.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 4096 };

enum jx_os_kind jx_os_kind(const char *path)
{
    struct stat info;
    if (lstat(path, &info) != 0)
        return JX_OS_NOTHING;
    return S_ISREG(info.st_mode)   ? JX_OS_FILE
           : S_ISDIR(info.st_mode) ? JX_OS_FOLDER
           : S_ISLNK(info.st_mode) ? JX_OS_LINK
                                   : JX_OS_OTHER;
}

bool jx_os_make_folders(const char *path, struct jx_error *err)
{
    char part[PATH_BYTES];
    size_t n = strlen(path);
    if (n >= sizeof part) {
        errno = ENAMETOOLONG;
        return jx_os_fail(err, path, _("cannot be made a folder"));
    }
    memcpy(part, path, n + 1);
    for (size_t i = 1; i <= n; i++) {
        if (part[i] && part[i] != '/')
            continue;
        char kept = part[i];
        part[i] = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST)
            return jx_os_fail(err, path, _("cannot be made a folder"));
        part[i] = kept;
    }
    errno = ENOTDIR;
    return jx_os_is_folder(path) || jx_os_fail(err, path, _("cannot be made a folder"));
}

bool jx_os_scratch_folder(char *path, struct jx_error *err)
{
    return mkdtemp(path) || jx_os_fail(err, path, _("cannot be made a folder"));
}

bool jx_os_sync_folder(const char *path, struct jx_error *err)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && syncfs(fd) == 0;
    if (!ok)
        jx_os_fail(err, path, _("cannot be written"));
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool write_all(int fd, const char *bytes, size_t len)
{
    while (len) {
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        bytes += n;
        len -= (size_t)n;
    }
    return true;
}

bool jx_os_write_new(const char *path, const char *bytes, size_t len, bool secret,
                     struct jx_error *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, secret ? 0600 : 0666);
    if (fd < 0)
        return jx_os_fail(err, path, _("cannot be written"));
    bool ok = write_all(fd, bytes, len) && fsync(fd) == 0;
    if (!ok) {
        jx_os_fail(err, path, _("cannot be written"));
        unlink(path);
    }
    close(fd);
    return ok;
}

/* A name is on the disk once the folder that holds it is. */
static void sync_holder(const char *path)
{
    char holder[PATH_BYTES];
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) + (slash == path) : 1;
    if (n >= sizeof holder)
        return;
    memcpy(holder, slash ? path : ".", n);
    holder[n] = '\0';
    int fd = open(holder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

static bool rename_new(const char *from, const char *to, struct jx_error *err)
{
    /* some file systems (of USB sticks, of old kernels) know no such flag */
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return true;
    if (errno == EINVAL || errno == ENOSYS) {
        if (jx_os_kind(to) != JX_OS_NOTHING)
            errno = EEXIST;
        else if (rename(from, to) == 0)
            return true;
    }
    return jx_os_fail(err, to, _("cannot be given this name"));
}

bool jx_os_rename(const char *from, const char *to, struct jx_error *err)
{
    if (!rename_new(from, to, err))
        return false;
    sync_holder(from);
    sync_holder(to);
    return true;
}

/* nftw takes no context: the umask is the process's, so it may be asked for here. */
static int publish_folder(const char *path, const struct stat *info, int type,
                          struct FTW *place)
{
    (void)info;
    (void)place;
    if (type != FTW_DP)
        return 0;
    mode_t mask = umask(0);
    umask(mask);
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    int failed = fchmod(fd, 0777 & ~mask) != 0 || fsync(fd) != 0;
    close(fd);
    return failed ? -1 : 0;
}

bool jx_os_publish_folder(const char *scratch, const char *path, struct jx_error *err)
{
    if (nftw(scratch, publish_folder, 16, FTW_DEPTH | FTW_PHYS) != 0)
        return jx_os_fail(err, path, _("cannot be written"));
    return jx_os_rename(scratch, path, err);
}

static int remove_one(const char *path, const struct stat *info, int type,
                      struct FTW *place)
{
    (void)info;
    (void)type;
    (void)place;
    return remove(path);
}

bool jx_os_remove_tree(const char *path, struct jx_error *err)
{
    if (nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
        return jx_os_fail(err, path, _("cannot be removed"));
    sync_holder(path);
    return true;
}

bool jx_os_hold_folder(const char *path, int *hold, struct jx_error *err)
{
    *hold = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*hold < 0)
        return jx_os_fail(err, path, _("cannot be opened"));
    while (flock(*hold, LOCK_EX) != 0) {
        if (errno == EINTR)
            continue;
        if (errno == ENOLCK || errno == EOPNOTSUPP)
            break; /* some network file systems lock nothing: go on without */
        jx_os_fail(err, path, _("cannot be held for this change"));
        jx_os_release_folder(*hold);
        *hold = -1;
        return false;
    }
    return true;
}

void jx_os_release_folder(int hold)
{
    if (hold >= 0)
        close(hold);
}
