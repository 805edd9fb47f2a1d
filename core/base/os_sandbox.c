/* os_sandbox.c: Landlock for files and libseccomp for system calls, on Linux. A second
 * wall: rules cannot reach the system in the first place (core/lua), but libraries that
 * parse documents may have faults. */
#include "os_sandbox.h"

/* Sanitizers read files and trace the process at its end: such builds are for tests. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define UNCONFINED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define UNCONFINED 1
#endif
#endif

#if defined(__linux__) && !defined(UNCONFINED) && __has_include(<linux/landlock.h>)
#define HAVE_LANDLOCK 1
#include <linux/landlock.h>
#endif
#if defined(__linux__) && !defined(UNCONFINED) && defined(JX_SECCOMP)
#define HAVE_SECCOMP 1
#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/socket.h>
#endif

#if defined(HAVE_LANDLOCK) || defined(HAVE_SECCOMP)
#include <fcntl.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

/* ---- files ---- */

#ifdef HAVE_LANDLOCK

enum {
    READ = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
    CHANGE = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
             LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR |
             LANDLOCK_ACCESS_FS_MAKE_REG,
    REST = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
           LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
           LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM,
    REFER = 1 << 13,   /* version 2: renaming across folders */
    TRUNCATE = 1 << 14 /* version 3 */
};

static int landlock_version(void)
{
    long version =
        syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version > 0 ? (int)version : 0;
}

static uint64_t changes(int version)
{
    return (uint64_t)CHANGE | (version >= 2 ? REFER : 0) | (version >= 3 ? TRUNCATE : 0);
}

static void permit(int ruleset, const char *path, uint64_t access)
{
    struct stat info;
    struct landlock_path_beneath_attr rule = {.allowed_access = access};
    rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0)
        return;
    if (fstat(rule.parent_fd, &info) == 0 && !S_ISDIR(info.st_mode))
        rule.allowed_access &=
            LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | TRUNCATE;
    syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(rule.parent_fd);
}

/* Writing only; reading and running stay as they are. */
static void confine_writes(const char *const *write, size_t write_count)
{
    int version = landlock_version();
    struct landlock_ruleset_attr rules = {.handled_access_fs = changes(version)};
    int ruleset = version ? (int)syscall(SYS_landlock_create_ruleset, &rules,
                                         sizeof rules.handled_access_fs, 0)
                          : -1;
    if (ruleset < 0)
        return;
    for (size_t i = 0; i < write_count; i++)
        permit(ruleset, write[i], changes(version));
    syscall(SYS_landlock_restrict_self, ruleset, 0);
    close(ruleset);
}

static int confine_files(const char *const *read, size_t read_count,
                         const char *const *write, size_t write_count)
{
    int version = landlock_version();
    struct landlock_ruleset_attr rules = {.handled_access_fs =
                                              READ | REST | changes(version)};
    if (!version)
        return 0;
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rules,
                               sizeof rules.handled_access_fs, 0);
    if (ruleset < 0)
        return 0;
    for (size_t i = 0; i < read_count; i++)
        permit(ruleset, read[i], READ);
    for (size_t i = 0; i < write_count; i++)
        permit(ruleset, write[i], READ | changes(version));
    bool ok = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    close(ruleset);
    return ok ? version : 0;
}

#else

static int landlock_version(void)
{
    return 0;
}

static void confine_writes(const char *const *write, size_t write_count)
{
    (void)write, (void)write_count;
}

static int confine_files(const char *const *read, size_t read_count,
                         const char *const *write, size_t write_count)
{
    (void)read, (void)read_count, (void)write, (void)write_count;
    return 0;
}

#endif

/* ---- system calls ---- */

#ifdef HAVE_SECCOMP

/* Whatever starts a program, speaks to others, looks into them or changes the system. */
static const char *const refused[] = {"socket",
                                      "socketpair",
                                      "connect",
                                      "bind",
                                      "listen",
                                      "accept",
                                      "accept4",
                                      "execve",
                                      "execveat",
                                      "fork",
                                      "vfork",
                                      "ptrace",
                                      "kill",
                                      "mount",
                                      "umount2",
                                      "pivot_root",
                                      "chroot",
                                      "unshare",
                                      "setns",
                                      "bpf",
                                      "init_module",
                                      "keyctl",
                                      "perf_event_open",
                                      "process_vm_readv",
                                      "finit_module",
                                      "delete_module",
                                      "process_vm_writev",
                                      "userfaultfd",
                                      "io_uring_setup",
                                      "add_key",
                                      "request_key",
                                      "kexec_load",
                                      "setuid",
                                      "setgid",
                                      "setreuid",
                                      "setresuid",
                                      "mknod",
                                      "mknodat",
                                      "open_by_handle_at",
                                      "personality"};

static bool add_rules(scmp_filter_ctx filter)
{
    /* the C library asks by clone3, whose flags nobody can look at, then by clone */
    bool ok = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
    ok = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
                          SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0)) == 0 &&
         ok;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        int call = seccomp_syscall_resolve_name(refused[i]);
        if (call != __NR_SCMP_ERROR) /* else this machine has no such call */
            ok = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0) == 0 && ok;
    }
    return ok;
}

static bool confine_calls(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    bool ok = filter && add_rules(filter) && seccomp_load(filter) == 0;
    if (filter)
        seccomp_release(filter);
    return ok;
}

/* Sockets of this machine alone, by which parts of a program speak to each other. */
static void confine_sockets(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (filter && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socket), 1,
                                   SCMP_A0(SCMP_CMP_NE, AF_UNIX)) == 0)
        seccomp_load(filter);
    if (filter)
        seccomp_release(filter);
}

static bool seccomp_offered(void)
{
    return prctl(PR_GET_SECCOMP) >= 0;
}

#else

static bool confine_calls(void)
{
    return false;
}

static void confine_sockets(void)
{
}

static bool seccomp_offered(void)
{
    return false;
}

#endif

struct jx_sandbox jx_os_sandbox_offered(void)
{
    return (struct jx_sandbox){landlock_version(), seccomp_offered()};
}

struct jx_sandbox jx_os_sandbox_enter(const char *const *read, size_t read_count,
                                      const char *const *write, size_t write_count)
{
    struct jx_sandbox active = {0};
#if defined(HAVE_LANDLOCK) || defined(HAVE_SECCOMP)
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return active;
#endif
    active.landlock = confine_files(read, read_count, write, write_count);
    active.seccomp = confine_calls();
    return active;
}

void jx_os_sandbox_office(const char *scratch)
{
    const char *const write[] = {scratch, "/tmp", "/var/tmp", "/dev"};
#if defined(HAVE_LANDLOCK) || defined(HAVE_SECCOMP)
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return;
#endif
    confine_writes(write, sizeof write / sizeof *write);
    confine_sockets();
}
