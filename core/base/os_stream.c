/* os_stream.c: streams, scratch files, clock and interrupts for POSIX systems. Nothing
 * outside os_*.c calls the operating system. */
#include "os_stream.h"

#include "lang.h"
#include "os_reason.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* ---- interrupts ---- */

static volatile sig_atomic_t interrupted;
static int wake[2] = {-1, -1}; /* a byte in it wakes a read that waits for a pipe */

static void on_signal(int number)
{
    (void)number;
    int kept = errno;
    interrupted = 1;
    ssize_t ignored = wake[1] >= 0 ? write(wake[1], "", 1) : 0;
    (void)ignored;
    errno = kept;
}

void jx_os_interrupt_watch(void)
{
    if (wake[0] < 0 && pipe2(wake, O_CLOEXEC | O_NONBLOCK) != 0)
        wake[0] = wake[1] = -1;
    struct sigaction action = {.sa_handler = on_signal,
                               .sa_flags = (int)SA_RESETHAND | SA_RESTART};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

bool jx_os_interrupted(void)
{
    return interrupted;
}

/* ---- inputs ---- */

static bool examine(struct jx_os_input *input, const char *name, struct jx_error *err)
{
    struct stat info;
    if (fstat(input->fd, &info) != 0)
        return jx_os_fail(err, name, _("cannot be examined"));
    if (S_ISDIR(info.st_mode))
        return jx_fail(err, name, 0, _("is a folder, a file was expected"));
    input->regular = S_ISREG(info.st_mode);
    input->size = input->regular ? (uint64_t)info.st_size : 0;
    input->time = input->regular ? (int64_t)info.st_mtime : 0;
    bool own = input->fd == STDIN_FILENO; /* a terminal may be typed into */
    if (!input->regular && !S_ISFIFO(info.st_mode) && !own)
        return jx_fail(err, name, 0, _("is no ordinary file"));
    if (!own) /* opened without waiting, so that a device cannot hang the run */
        fcntl(input->fd, F_SETFL, fcntl(input->fd, F_GETFL) & ~O_NONBLOCK);
    return true;
}

uint64_t jx_os_input_size(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode) ? (uint64_t)info.st_size : 0;
}

bool jx_os_input_open(struct jx_os_input *input, const char *path, struct jx_error *err)
{
    bool standard = strcmp(path, "-") == 0;
    *input = (struct jx_os_input){.path = path, .fd = STDIN_FILENO};
    if (!standard)
        input->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (input->fd < 0)
        return jx_os_fail(err, path, _("cannot be opened"));
    if (examine(input, path, err))
        return true;
    jx_os_input_close(input);
    return false;
}

/* Waits until a pipe has something, or the user has had enough. */
static bool wait_for(const struct jx_os_input *input)
{
    struct pollfd fds[2] = {{.fd = input->fd, .events = POLLIN},
                            {.fd = wake[0], .events = POLLIN}};
    while (!interrupted && poll(fds, 2, -1) < 0 && errno == EINTR)
        ;
    return !interrupted;
}

bool jx_os_input_read(struct jx_os_input *input, char *bytes, size_t room, size_t *got,
                      struct jx_error *err)
{
    *got = 0;
    for (;;) {
        if (!input->regular && !wait_for(input))
            return true;
        ssize_t n = read(input->fd, bytes, room);
        if (n < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (n < 0)
            return jx_os_fail(err, input->path, _("cannot be read"));
        *got = (size_t)n;
        return true;
    }
}

bool jx_os_input_skip(struct jx_os_input *input, uint64_t offset, struct jx_error *err)
{
    char buffer[16 * 1024];
    if (input->regular && offset <= input->size &&
        lseek(input->fd, (off_t)offset, SEEK_SET) >= 0)
        return true;
    while (offset && !input->regular) {
        size_t want = offset < sizeof buffer ? (size_t)offset : sizeof buffer, got;
        if (!jx_os_input_read(input, buffer, want, &got, err))
            return false;
        if (!got)
            break;
        offset -= got;
    }
    return !offset || jx_fail(err, input->path, 0,
                              _("is shorter than where the interrupted run stopped"));
}

void jx_os_input_close(struct jx_os_input *input)
{
    if (input->fd > STDIN_FILENO)
        close(input->fd);
    input->fd = -1;
}

/* ---- scratch ---- */

int jx_os_scratch_open(struct jx_error *err)
{
    const char *folder = getenv("TMPDIR");
    char path[4096];
    snprintf(path, sizeof path, "%s/jixiao-XXXXXX", folder && *folder ? folder : "/tmp");
    int fd = mkostemp(path, O_CLOEXEC);
    if (fd < 0)
        jx_os_fail(err, path, _("no temporary file; set TMPDIR to a folder with room"));
    else
        unlink(path);
    return fd;
}

bool jx_os_scratch_write(int fd, const void *bytes, size_t len, struct jx_error *err)
{
    const char *at = bytes;
    while (len) {
        ssize_t n = write(fd, at, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return jx_os_fail(err, NULL, _("the temporary file cannot be written"));
        at += n;
        len -= (size_t)n;
    }
    return true;
}

bool jx_os_scratch_read(int fd, uint64_t offset, void *bytes, size_t len,
                        struct jx_error *err)
{
    char *at = bytes;
    while (len) {
        ssize_t n = pread(fd, at, len, (off_t)offset);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return jx_os_fail(err, NULL, _("the temporary file cannot be read"));
        at += n;
        offset += (uint64_t)n;
        len -= (size_t)n;
    }
    return true;
}

void jx_os_scratch_close(int fd)
{
    if (fd >= 0)
        close(fd);
}

/* ---- clock and machine ---- */

double jx_os_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

bool jx_os_print_end(struct jx_error *err)
{
    bool failed = ferror(stdout);
    if (fflush(stdout) == 0 && !failed)
        return true;
    return jx_os_fail(err, _("standard output"), _("cannot be written"));
}

bool jx_os_error_terminal(void)
{
    return isatty(STDERR_FILENO);
}

bool jx_os_output_unread(void)
{
    struct pollfd output = {.fd = STDOUT_FILENO};
    return poll(&output, 1, 0) == 1 && output.revents & POLLERR;
}

bool jx_os_output_terminal(void)
{
    return isatty(STDOUT_FILENO);
}

long jx_os_processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n;
}
