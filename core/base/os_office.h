/* os_office.h: an installed office program (LibreOffice) that turns documents of old
 * formats into new ones.
 *
 * It runs beneath a helper process that is started before the run confines itself: the
 * helper takes bytes and gives bytes, and starts nothing but the office program, in a
 * scratch folder, without network, for a limited time. */
#pragma once

#include "os_file.h"

struct jx_os_office;

/* Starts the helper; before any thread, and before jx_os_sandbox_enter. NULL: no office
 * program is installed, or no process can be started. */
struct jx_os_office *jx_os_office_start(void);
/* Ends the helper and removes what it wrote; NULL is fine. */
void jx_os_office_stop(struct jx_os_office *office);

/* Converts a document; extensions without the dot say from what and to what. Give `out`
 * back with jx_os_release. One thread at a time. */
bool jx_os_office_convert(struct jx_os_office *office, const char *bytes, size_t len,
                          const char *from, const char *to, struct jx_bytes *out,
                          struct jx_error *err);
