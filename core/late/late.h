/* late.h: libraries that are loaded when they are first needed.
 *
 * Most runs read and write records; the libraries for office documents and archives bring
 * others along (OpenSSL, ICU), and linking them takes longer than all else before the first
 * record. NAME.list has the functions of such a library that are called; late.py makes of
 * it late_NAME.h, which is included in place of the library's headers and turns these calls
 * to a table. Whoever calls the first of them asks jx_NAME_ready() before. In a program of
 * one piece nothing is late. This room stands on nothing, as plugins use it too. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct jx_late {
    const char *file;         /* "libzip.so.4", as the linker would have noted it */
    const char *const *names; /* of the functions */
    void *table;              /* their addresses, in the same order, once it is loaded */
    size_t count;
};

/* Loads the library unless it is there already. false: it is not installed as it was when
 * the program was built. Thread-safe. */
bool jx_late_load(const struct jx_late *library, bool *ready);
