/* recognise.h: from tables of cells and prose, as any reader gives them, to records.
 *
 * Forms are found by their headings and labels, columns by their headings, as the form
 * specs of a pack say; never by position. */
#pragma once

#include "fail.h"
#include "formspec.h"
#include "jixiao/plugin.h"

/* A document as its reader gave it. */
struct jx_block_row {
    struct jx_table_cell *cells;
    size_t count;
    uint32_t flags;
};
struct jx_block { /* a paragraph (row_count 0) or a table */
    struct jx_str prose;
    struct jx_at at;
    struct jx_block_row *rows;
    size_t row_count;
};
struct jx_pages {
    struct jx_arena *arena; /* owns everything */
    const char *file;
    const char *const *sheets;
    size_t sheet_count;
    struct jx_block *blocks;
    size_t count, capacity;
    size_t row_capacity; /* of the open table */
    bool table_open, full;
};

/* `file` is borrowed. */
void jx_pages_start(struct jx_pages *pages, struct jx_arena *arena, const char *file);
/* The table half of a sink over pages: prose, row, table_end; texts are copied. The
 * caller fills record and trouble. */
bool jx_pages_prose(struct jx_pages *pages, struct jx_str text, struct jx_at at);
bool jx_pages_row(struct jx_pages *pages, const struct jx_row *row);
bool jx_pages_table_end(struct jx_pages *pages);

/* What recognising noticed besides records: a form cut in the middle, a table with a
 * form's headings that could not be read. */
struct jx_notice {
    struct jx_at at;
    const char *text;
};
struct jx_recognised {
    struct jx_record *records; /* form, name, code, cells …; region and year as found */
    size_t count;
    struct jx_notice *notices;
    size_t notice_count;
};

/* Reads all forms of a document by the pack's specs. Region is filled only where the form
 * says so through the pack's code prefixes or region names; year from the form's heading.
 * false: memory. Records live in pages->arena. */
bool jx_recognise(const struct jx_pages *pages, const struct jx_pack *pack,
                  struct jx_recognised *out, struct jx_error *err);

/* How much a document speaks for a pack: its code prefixes (strong), its region names,
 * its forms' titles. 0: nothing; from JX_SPEAKS_FOR_FORM on, it has one of the pack's forms
 * rather than just a report of some kind; from JX_SPEAKS_FOR_REGION on, it names the region.
 * Used to choose the pack of a document. */
enum { JX_SPEAKS_FOR_FORM = 2, JX_SPEAKS_FOR_REGION = 10 };
int jx_recognise_score(const struct jx_pages *pages, const struct jx_pack *pack);

/* Where the pack's region is named in a text: how far from the text's beginning the name
 * ends, 0 when it is not; the later, the closer: of a province and its city, the city. */
size_t jx_recognise_region(const struct jx_pack *pack, struct jx_str text);
/* Is a code one of the pack's region, by its prefixes? */
bool jx_recognise_code(const struct jx_pack *pack, struct jx_str code);
/* A year in a cell of its own: 2023, "2023年度", "二〇二三年". false: it is none. */
bool jx_recognise_year(struct jx_str text, long *year);

/* Does a cell hold the blank form's instructions? *blank: nothing else. `text` as
 * printed. */
bool jx_template_match(const struct jx_form_spec *spec, struct jx_str text, bool *blank);
const struct jx_form_spec *jx_form_find(const struct jx_pack *pack, struct jx_str id);
