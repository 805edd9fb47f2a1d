/* values.h: what a cell of a sheet holds, and what it shows. */
#pragma once

#include "book.h"
#include "merges.h"

/* A cell as stored; the buffers are used again for every cell. */
struct xlsx_stored {
    char type; /* 'n' number, 's' shared, 'b' flag, 'e' error, 't' text */
    long style;
    bool valued; /* it has a value, or needs none */
    struct ooxml_buffer value, formula;
};

/* At the opening of a `c`: reads it to its end. false: host->fail was called. */
bool xlsx_stored_read(struct ooxml_xml *xml, struct xlsx_stored *stored);
void xlsx_stored_free(struct xlsx_stored *stored);

/* Appends what the cell shows. *uncomputed: a formula without its value. false:
 * host->fail was called. */
bool xlsx_show(const struct xlsx_book *book, const struct xlsx_stored *stored,
               struct ooxml_buffer *out, bool *uncomputed);
