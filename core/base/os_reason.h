/* os_reason.h: why a call of the operating system failed, in words. */
#pragma once

#include "fail.h"

/* Why, for a value of errno, in the language of the run; what has no words here is as the
 * system says it. Any thread. */
const char *jx_os_reason(int number);

/* Fills `err` with "what: why", by errno, and returns false. path may be NULL. */
bool jx_os_fail(struct jx_error *err, const char *path, const char *what);
