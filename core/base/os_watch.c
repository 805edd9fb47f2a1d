/* os_watch.c: inotify on Linux; elsewhere watching is refused. */
#include "os_watch.h"

#include "lang.h"
#include "os_reason.h"
#include "os_stream.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#ifdef __linux__
#include <poll.h>
#include <sys/inotify.h>

enum { QUIET_MS = 20 };

static bool failed(const char *path, struct jx_error *err)
{
    return jx_os_fail(err, path, _("cannot be watched"));
}

bool jx_os_watch_open(struct jx_os_watch *watch, struct jx_error *err)
{
    watch->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    return watch->fd >= 0 || failed(NULL, err);
}

bool jx_os_watch_folder(struct jx_os_watch *watch, const char *path, struct jx_error *err)
{
    const uint32_t events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE;
    return inotify_add_watch(watch->fd, path, events) >= 0 || failed(path, err);
}

/* Takes what has been told; false: nothing was. */
static bool drain(const struct jx_os_watch *watch)
{
    char events[4096] __attribute__((aligned(__alignof__(struct inotify_event))));
    bool any = false;
    while (read(watch->fd, events, sizeof events) > 0)
        any = true;
    return any;
}

bool jx_os_watch_wait(struct jx_os_watch *watch, struct jx_error *err)
{
    struct pollfd poll_fd = {.fd = watch->fd, .events = POLLIN};
    bool any = false;
    for (;;) {
        int ready = poll(&poll_fd, 1, any ? QUIET_MS : -1);
        if (jx_os_interrupted())
            return false;
        if (ready < 0 && errno != EINTR)
            return failed(NULL, err);
        if (ready == 0 && any)
            return true;
        any |= ready > 0 && drain(watch);
    }
}

void jx_os_watch_close(struct jx_os_watch *watch)
{
    if (watch->fd >= 0)
        close(watch->fd);
    watch->fd = -1;
}

#else

bool jx_os_watch_open(struct jx_os_watch *watch, struct jx_error *err)
{
    watch->fd = -1;
    return jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                        _("--watch needs Linux: run the command again instead"));
}

bool jx_os_watch_folder(struct jx_os_watch *watch, const char *path, struct jx_error *err)
{
    (void)path;
    return jx_os_watch_open(watch, err);
}

bool jx_os_watch_wait(struct jx_os_watch *watch, struct jx_error *err)
{
    return jx_os_watch_open(watch, err);
}

void jx_os_watch_close(struct jx_os_watch *watch)
{
    (void)watch;
}
#endif
