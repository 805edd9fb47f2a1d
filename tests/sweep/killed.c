/* killed.c: runs the program and kills it (SIGKILL) before its N-th step that changes a
 * file or folder: what power loss leaves behind, but for what the disk itself loses.
 *
 * Usage: killed N ARGUMENTS… of jixiao. Linked with --wrap. */
#include "cmd.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static long left;

static void step(void)
{
    if (--left == 0)
        raise(SIGKILL);
}

#define WRAP(type, name, parameters, arguments)                                          \
    type __real_##name parameters;                                                       \
    type __wrap_##name parameters;                                                       \
    type __wrap_##name parameters                                                        \
    {                                                                                    \
        step();                                                                          \
        return __real_##name arguments;                                                  \
    }

WRAP(ssize_t, write, (int fd, const void *bytes, size_t n), (fd, bytes, n))
WRAP(int, mkdir, (const char *path, mode_t mode), (path, mode))
WRAP(char *, mkdtemp, (char *path), (path))
WRAP(int, mkostemp, (char *path, int flags), (path, flags))
WRAP(int, rename, (const char *from, const char *to), (from, to))
WRAP(int, renameat2, (int a, const char *from, int b, const char *to, unsigned flags),
     (a, from, b, to, flags))
WRAP(int, fsync, (int fd), (fd))
WRAP(int, syncfs, (int fd), (fd))
WRAP(int, fchmod, (int fd, mode_t mode), (fd, mode))
WRAP(int, ftruncate, (int fd, off_t len), (fd, len))
WRAP(int, unlink, (const char *path), (path))
WRAP(int, remove, (const char *path), (path))

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    va_end(args);
    if (flags & O_CREAT)
        step();
    return __real_open(path, flags, mode);
}

int main(int argc, char **argv)
{
    left = argc > 1 ? strtol(argv[1], NULL, 10) : 0;
    return jx_main(argc - 1, argv + 1);
}
