/* What is given up is gone: files beyond those named, sockets, programs, processes;
 * threads and what was named still work. Exit code 77: nothing of it is offered here. */
#include "check.h"

#include "os_sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char scratch[] = "/tmp/jixiao-sandbox-XXXXXX";
static char inside[64], outside[64], made[64];

static bool can_open(const char *path, int flags)
{
    int fd = open(path, flags, 0600);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

static void *in_thread(void *unused)
{
    (void)unused;
    CHECK(can_open(inside, O_RDONLY));
    CHECK(!can_open("/etc/passwd", O_RDONLY) || !jx_os_sandbox_offered().landlock);
    return NULL;
}

static void files(void)
{
    CHECK(can_open(inside, O_RDONLY));
    CHECK(!can_open(inside, O_WRONLY));
    CHECK(!can_open("/etc/passwd", O_RDONLY));
    CHECK(!can_open(outside, O_WRONLY | O_CREAT));
    CHECK(can_open(made, O_WRONLY | O_CREAT | O_TRUNC));
    CHECK(unlink(made) == 0);
}

static void calls(void)
{
    char *const none[] = {NULL};
    errno = 0;
    CHECK(socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM);
    CHECK(execve("/bin/true", none, none) < 0 && errno == EPERM);
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    if (child > 0)
        waitpid(child, NULL, 0);
    CHECK(child < 0);
}

int main(void)
{
    pthread_t thread;
    if (!mkdtemp(scratch))
        return 2;
    snprintf(inside, sizeof inside, "%s/read", scratch);
    snprintf(outside, sizeof outside, "%s/elsewhere", scratch);
    snprintf(made, sizeof made, "%s/write/file", scratch);
    char folder[64];
    snprintf(folder, sizeof folder, "%s/write", scratch);
    if (!can_open(inside, O_WRONLY | O_CREAT) || mkdir(folder, 0700) != 0)
        return 2;
    const char *const read[] = {inside, "/not/there"}, *const write[] = {folder};
    struct jx_sandbox offered = jx_os_sandbox_offered();
    struct jx_sandbox active = jx_os_sandbox_enter(read, 2, write, 1);
    CHECK(active.landlock == offered.landlock && active.seccomp == offered.seccomp);
    if (active.landlock)
        files();
    if (active.seccomp)
        calls();
    CHECK(pthread_create(&thread, NULL, in_thread, NULL) == 0 &&
          pthread_join(thread, NULL) == 0);
    int failed = check_end();
    return active.landlock || active.seccomp ? failed : 77;
}
