/* os_sandbox.h: gives up what a run never needs: other files, the network, other programs.
 *
 * What the kernel does not offer stays open; a run is never refused for want of it. Call
 * it before threads start: only threads started later are confined too. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct jx_sandbox {
    int landlock; /* version of the kernel's Landlock; 0: none */
    bool seccomp; /* system calls are filtered */
};

/* What would be active here, without doing it. */
struct jx_sandbox jx_os_sandbox_offered(void);

/* From now on the process reads beneath `read` and writes beneath `write` only (paths of
 * files and folders; those that are not there are passed over), opens no socket and starts
 * no program. Cannot be undone. Returns what is active. */
struct jx_sandbox jx_os_sandbox_enter(const char *const *read, size_t read_count,
                                      const char *const *write, size_t write_count);

/* For a process that is about to become an office program: writes beneath `scratch`, the
 * places of temporary files and devices only, and reaches no network. */
void jx_os_sandbox_office(const char *scratch);
