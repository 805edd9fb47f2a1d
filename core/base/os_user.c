/* os_user.c: the user's name and the clock, as the system tells them. */
#include "os_user.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#ifndef JX_ONE_PIECE
void jx_os_user(char *out, int size)
{
    struct passwd entry, *found = NULL;
    char buffer[4096];
    if (getpwuid_r(geteuid(), &entry, buffer, sizeof buffer, &found) != 0)
        found = NULL;
    snprintf(out, (size_t)size, "%s", found && found->pw_name[0] ? found->pw_name : "?");
}
#else
/* A program in one piece cannot load what the system looks users up with. */
void jx_os_user(char *out, int size)
{
    const char *name = getenv("LOGNAME");
    name = name ? name : getenv("USER");
    snprintf(out, (size_t)size, "%s", name && name[0] ? name : "?");
}
#endif

void jx_os_now(char out[JX_OS_NOW_BYTES])
{
    time_t now = time(NULL);
    struct tm local;
    char zone[8] = "+0000";
    localtime_r(&now, &local);
    size_t n = strftime(out, JX_OS_NOW_BYTES, "%Y-%m-%dT%H:%M:%S", &local);
    strftime(zone, sizeof zone, "%z", &local);
    snprintf(out + n, JX_OS_NOW_BYTES - n, "%.3s:%.2s", zone, zone + 3);
}
