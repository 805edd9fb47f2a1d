/* os_signal.c: signals that would end the program. Ctrl-C is os_stream.c's business. */
#include "os_signal.h"

#include <signal.h>

void jx_os_ignore_pipe_signal(void)
{
    signal(SIGPIPE, SIG_IGN);
}
