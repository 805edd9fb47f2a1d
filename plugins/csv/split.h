/* split.h: records and fields of CSV text. */
#pragma once

#include "jixiao/value.h"

enum { CSV_FIELDS = 16384 };

/* How a text looks when it is cut at a separator. */
struct csv_shape {
    size_t records; /* with anything in them, up to a few hundred */
    size_t common;  /* most frequent number of fields among those with two or more */
    size_t agree;   /* records that have it */
    size_t split;   /* records with two fields or more */
    size_t leading; /* records that start with the separator */
    bool quoted;    /* a field starts with a quotation mark */
};
/* `whole`: the text does not stop in the middle of a record. */
struct csv_shape csv_shape_of(struct jx_str text, char separator, bool whole);
/* The separator that fits best: ',', '\t' or ';'. */
char csv_separator(struct jx_str text, bool whole);

struct csv_split {
    char *next, *end;
    uint32_t line; /* of the record to come, from 1 */
    char separator;
};
enum csv_result { CSV_END = 0, CSV_RECORD, CSV_UNCLOSED, CSV_TOO_MANY };
/* The next record's fields, unquoted in place: the text is written to. At CSV_UNCLOSED,
 * `line` is that of the quotation mark. */
enum csv_result csv_next(struct csv_split *split, struct jx_str fields[CSV_FIELDS],
                         size_t *count);
