/* os_reason.h: why a call of the operating system failed, in words. */
#pragma once

#include "fail.h"

/* Fills `err` with "what: why", by errno, and returns false. path may be NULL. */
bool jx_os_fail(struct jx_error *err, const char *path, const char *what);
