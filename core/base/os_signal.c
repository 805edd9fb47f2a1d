/* os_signal.c: signals that would end the program. Ctrl-C is os_stream.c's business. */
#include "os_signal.h"

#include "os_plugin.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

void jx_os_ignore_pipe_signal(void)
{
    signal(SIGPIPE, SIG_IGN);
}

static void say(const char *text)
{
    ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
    (void)ignored;
}

/* Only what may be called in a signal handler. The action was reset, so that returning
 * crashes again, for good. */
static void on_crash(int number)
{
    struct jx_os_inside in = jx_os_inside_set((struct jx_os_inside){0});
    if (in.kind) {
        say("jixiao: crashed inside the ");
        say(in.kind);
        say(" '");
        say(in.name);
        say("'; 'jixiao plugins' says which plugin offers it\n");
    }
    raise(number);
}

void jx_os_name_crashes(void)
{
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    struct sigaction action = {.sa_handler = on_crash, .sa_flags = (int)SA_RESETHAND};
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
        sigaction(crashes[i], &action, NULL);
}
