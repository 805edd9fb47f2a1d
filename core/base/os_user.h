/* os_user.h: who runs the program, and when. For what people sign: scores never depend on
 * either. */
#pragma once

/* The login name of the user, into out; "?" when the system does not tell. */
void jx_os_user(char *out, int size);

enum { JX_OS_NOW_BYTES = 32 };
/* Local time with its offset: "2023-05-01T16:00:00+08:00". */
void jx_os_now(char out[JX_OS_NOW_BYTES]);
