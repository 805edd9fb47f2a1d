/* os_office.c: the helper process that runs an installed LibreOffice. Which documents need
 * it is decided elsewhere; nothing here looks into one. */
#include "os_office.h"

#include "lang.h"
#include "os_sandbox.h"
#include "os_tree.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    PATH_BYTES = 4096,
    SECONDS = 120, /* for one document; a cold start takes ten on slow machines */
    DOCUMENT_MAX = 256 << 20,
    TICK = 50 /* ms */
};
#define MEMORY_MAX (UINT64_C(8) << 30) /* of addresses, most of which are never touched */

struct jx_os_office {
    pid_t helper;
    int to, from; /* pipes */
};

/* What crosses the pipes: a request, then its bytes; an answer, then its bytes. */
struct request {
    uint64_t len;
    char from[8], to[8];
};
enum verdict { CONVERTED = 1, REFUSED, TOO_SLOW, NO_ROOM };
struct answer {
    uint64_t len;
    uint32_t verdict;
};

static bool put_all(int fd, const void *bytes, size_t len)
{
    const char *at = bytes;
    while (len) {
        ssize_t n = write(fd, at, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        len -= (size_t)n;
    }
    return true;
}

static bool get_all(int fd, void *bytes, size_t len)
{
    char *at = bytes;
    while (len) {
        ssize_t n = read(fd, at, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        len -= (size_t)n;
    }
    return true;
}

/* ---- the program ---- */

static bool runnable(const char *folder, size_t len, const char *name, char *out)
{
    snprintf(out, PATH_BYTES, "%.*s/%s", (int)len, folder, name);
    return folder[0] == '/' && access(out, X_OK) == 0 && !jx_os_is_folder(out);
}

static bool find_program(char out[PATH_BYTES])
{
    static const char *const names[] = {"soffice", "libreoffice"};
    static const char usual[] = "/usr/bin:/usr/local/bin:/usr/lib/libreoffice/program:"
                                "/opt/libreoffice/program";
    const char *path = getenv("PATH");
    const char *const lists[] = {path ? path : "", usual};
    for (size_t l = 0; l < 2; l++)
        for (const char *at = lists[l]; *at; at += strspn(at, ":")) {
            size_t len = strcspn(at, ":");
            for (size_t i = 0; len < 2048 && i < 2; i++)
                if (runnable(at, len, names[i], out))
                    return true;
            at += len;
        }
    return false;
}

/* ---- in the helper ---- */

struct helper {
    int in, out;
    char program[PATH_BYTES], scratch[PATH_BYTES];
};

static _Noreturn void run_program(const struct helper *helper, const char *source,
                                  const char *to)
{
    char home[PATH_BYTES + 8], temporary[PATH_BYTES + 8], profile[PATH_BYTES + 64];
    const char *const environment[] = {home,
                                       temporary,
                                       "PATH=/usr/bin:/bin:/usr/local/bin",
                                       "LANG=C.UTF-8",
                                       "SAL_USE_VCLPLUGIN=svp",
                                       NULL};
    snprintf(home, sizeof home, "HOME=%s", helper->scratch);
    snprintf(temporary, sizeof temporary, "TMPDIR=%s", helper->scratch);
    snprintf(profile, sizeof profile, "-env:UserInstallation=file://%s/profile",
             helper->scratch);
    const char *const arguments[] = {helper->program, profile,    "--headless",
                                     "--norestore",   "--nologo", "--nodefault",
                                     "--convert-to",  to,         "--outdir",
                                     helper->scratch, source,     NULL};
    struct rlimit cpu = {SECONDS, SECONDS}, memory = {MEMORY_MAX, MEMORY_MAX};
    struct rlimit file = {DOCUMENT_MAX, DOCUMENT_MAX}, none = {0, 0};
    setsid(); /* a group of its own, to be ended as a whole */
    setrlimit(RLIMIT_CPU, &cpu);
    setrlimit(RLIMIT_AS, &memory);
    setrlimit(RLIMIT_FSIZE, &file);
    setrlimit(RLIMIT_CORE, &none);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    jx_os_sandbox_office(helper->scratch);
    execve(helper->program, (char *const *)(uintptr_t)arguments,
           (char *const *)(uintptr_t)environment);
    _exit(127);
}

/* Waits for the program, or until its time is up or the run is gone. */
static bool wait_for(const struct helper *helper, pid_t child)
{
    struct pollfd run = {.fd = helper->in};
    for (int left = SECONDS * 1000 / TICK; left > 0; left--) {
        pid_t done = waitpid(child, NULL, WNOHANG);
        if (done == child || (done < 0 && errno != EINTR)) {
            kill(-child, SIGKILL); /* whatever it left running */
            return true;
        }
        if (poll(&run, 1, TICK) > 0 && run.revents & (POLLHUP | POLLERR))
            break;
    }
    kill(-child, SIGKILL);
    waitpid(child, NULL, 0);
    return false;
}

static enum verdict convert(const struct helper *helper, const struct request *request,
                            const char *bytes, struct jx_bytes *out)
{
    struct jx_error ignored = {0};
    char source[PATH_BYTES + 24], target[PATH_BYTES + 24];
    snprintf(source, sizeof source, "%s/form.%s", helper->scratch, request->from);
    snprintf(target, sizeof target, "%s/form.%s", helper->scratch, request->to);
    enum verdict verdict = NO_ROOM;
    if (jx_os_write_new(source, bytes, request->len, true, &ignored)) {
        pid_t child = fork();
        if (child == 0)
            run_program(helper, source, request->to);
        if (child > 0)
            verdict = wait_for(helper, child) ? REFUSED : TOO_SLOW;
        if (verdict == REFUSED && jx_os_exists(target) &&
            jx_os_read(target, DOCUMENT_MAX, out, &ignored) && out->n)
            verdict = CONVERTED;
    }
    jx_os_remove(source);
    jx_os_remove(target);
    return verdict;
}

static bool is_word(const char *text, size_t size)
{
    size_t n = strnlen(text, size);
    return n && n < size && strspn(text, "abcdefghijklmnopqrstuvwxyz") == n;
}

/* One request; false: the run is gone, or says nonsense. */
static bool serve(const struct helper *helper)
{
    struct request request;
    struct jx_bytes out = {0};
    struct answer answer = {.verdict = NO_ROOM};
    if (!get_all(helper->in, &request, sizeof request) || request.len > DOCUMENT_MAX ||
        !is_word(request.from, sizeof request.from) ||
        !is_word(request.to, sizeof request.to))
        return false;
    char *bytes = malloc(request.len + 1);
    bool ok = bytes && get_all(helper->in, bytes, request.len);
    if (ok)
        answer.verdict = convert(helper, &request, bytes, &out);
    free(bytes);
    answer.len = answer.verdict == CONVERTED ? out.n : 0;
    ok = ok && put_all(helper->out, &answer, sizeof answer) &&
         put_all(helper->out, out.p, answer.len);
    jx_os_release(&out);
    return ok;
}

static _Noreturn void be_helper(struct helper *helper)
{
    struct jx_error ignored = {0};
    const char *folder = getenv("TMPDIR");
    int nothing = open("/dev/null", O_RDWR);
    for (int fd = 0; nothing >= 0 && fd < 3; fd++)
        dup2(nothing, fd);   /* what the run writes to must not stay open here */
    signal(SIGINT, SIG_IGN); /* Ctrl-C is for the run; this process ends with it */
    signal(SIGTERM, SIG_IGN);
    snprintf(helper->scratch, sizeof helper->scratch, "%s/jixiao-XXXXXX",
             folder && folder[0] == '/' ? folder : "/tmp");
    bool made = false;
    struct pollfd request = {.fd = helper->in, .events = POLLIN};
    while (poll(&request, 1, -1) >= 0 || errno == EINTR) {
        if (!(request.revents & POLLIN))
            break; /* the run is over, most often without a request */
        made = made || jx_os_scratch_folder(helper->scratch, &ignored);
        if (!made || !serve(helper))
            break;
    }
    if (made)
        jx_os_remove_tree(helper->scratch, &ignored);
    _exit(0);
}

/* ---- in the run ---- */

static bool make_pipes(int to[2], int from[2])
{
    if (pipe2(to, O_CLOEXEC) != 0)
        return false;
    if (pipe2(from, O_CLOEXEC) == 0)
        return true;
    close(to[0]);
    close(to[1]);
    return false;
}

struct jx_os_office *jx_os_office_start(void)
{
    struct helper helper;
    int to[2], from[2];
    if (!find_program(helper.program))
        return NULL;
    struct jx_os_office *office = calloc(1, sizeof *office);
    if (!office || !make_pipes(to, from)) {
        free(office);
        return NULL;
    }
    fflush(NULL); /* or the helper has what is not yet written, too */
    office->helper = fork();
    if (office->helper == 0) {
        close(to[1]);
        close(from[0]);
        helper.in = to[0];
        helper.out = from[1];
        be_helper(&helper);
    }
    close(to[0]);
    close(from[1]);
    office->to = to[1];
    office->from = from[0];
    if (office->helper > 0)
        return office;
    close(office->to);
    close(office->from);
    free(office);
    return NULL;
}

void jx_os_office_stop(struct jx_os_office *office)
{
    if (!office)
        return;
    close(office->to);
    close(office->from);
    while (waitpid(office->helper, NULL, 0) < 0 && errno == EINTR)
        ;
    free(office);
}

static bool explain(uint32_t verdict, struct jx_error *err)
{
    switch (verdict) {
    case TOO_SLOW:
        return jx_fail(err, NULL, 0, _("LibreOffice did not finish in %d seconds"),
                       SECONDS);
    case NO_ROOM:
        return jx_fail(err, NULL, 0,
                       _("there is no room for LibreOffice to work in: set TMPDIR to a "
                         "folder with room"));
    default:
        return jx_fail(err, NULL, 0,
                       _("LibreOffice cannot open it: is it damaged, or protected by a "
                         "password?"));
    }
}

bool jx_os_office_convert(struct jx_os_office *office, const char *bytes, size_t len,
                          const char *from, const char *to, struct jx_bytes *out,
                          struct jx_error *err)
{
    struct request request = {.len = len};
    struct answer answer;
    *out = (struct jx_bytes){0};
    if (len > DOCUMENT_MAX)
        return jx_fail(err, NULL, 0, _("larger than %zu bytes, the most that is read"),
                       (size_t)DOCUMENT_MAX);
    snprintf(request.from, sizeof request.from, "%s", from);
    snprintf(request.to, sizeof request.to, "%s", to);
    if (!put_all(office->to, &request, sizeof request) ||
        !put_all(office->to, bytes, len) ||
        !get_all(office->from, &answer, sizeof answer) || answer.len > DOCUMENT_MAX)
        return jx_fail(err, NULL, 0, _("the helper that runs LibreOffice has ended"));
    if (answer.verdict != CONVERTED)
        return explain(answer.verdict, err);
    out->p = malloc(answer.len + 1);
    if (!out->p)
        return jx_fail_memory(err, NULL);
    out->n = answer.len;
    return get_all(office->from, out->p, out->n) ||
           jx_fail(err, NULL, 0, _("the helper that runs LibreOffice has ended"));
}
