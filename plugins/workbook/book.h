/* book.h: what the files of the writer "xlsx" share: one workbook, its sheets and styles.
 *
 * Sheets that grow with the number of projects are written row by row and never kept in
 * memory; the forms' sheets, whose cells are merged, are few. */
#pragma once

#include "jixiao/plugin.h"
#include "paper.h"
#include "table.h"

#include <xlsxwriter.h>

enum style {
    STYLE_TITLE,
    STYLE_TABLE_TITLE, /* of a table that may be narrower than its title */
    STYLE_NOTE,
    STYLE_HEAD,
    STYLE_TEXT,
    STYLE_CENTER,
    STYLE_FIGURE,
    STYLE_MONEY,
    STYLE_RATE,
    STYLE_GAP,
    STYLE_BEST, /* grades, from green to red */
    STYLE_GOOD,
    STYLE_FAIR,
    STYLE_POOR,
    STYLE_INFO, /* severities, in the order of enum jx_severity */
    STYLE_WARNING,
    STYLE_ERROR,
    STYLE_LINK,
    STYLE_POINTS,
    STYLE_CHANGE,
    STYLE_CHANGE_WHOLE,
    STYLE_SHARE,
    STYLE_INPUT, /* to be filled in */
    STYLE_INPUT_TEXT,
    STYLE_INPUT_RATE,
    STYLE_DATE,
    STYLE_FORM_TITLE,
    STYLE_FORM_YEAR,
    STYLE_FORM_LABEL,
    STYLE_FORM_BLANK, /* a plain cell without a border, for notes and signatures */
    STYLE_COUNT
};

/* A column of a sheet that is a list: heading (a message) and width in characters. */
struct column {
    const char *heading;
    double width;
};

struct sheet {
    lxw_worksheet *ws;
    lxw_row_t row;   /* the row being written */
    lxw_row_t first; /* of data */
    const struct column *columns;
    unsigned count;
    unsigned lines; /* the row needs, as far as it is written */
    bool full;      /* the format's limit of rows is reached */
};

struct unit; /* rollup.c */

/* Totals that fall between two figures, or into one grade, by whose they are. */
enum whose { CLAIMED, COMPUTED, REVIEWED, SERIES };
struct share {
    uint32_t of[SERIES];
};

/* LIST_BYTES: the format takes 255 characters of choices, their commas included. */
enum { BINS = 11, GRADES = 16, FORMS_MAX = 200, LIST_BYTES = 250 };

struct book {
    const struct jx_host *host;
    const struct jx_output *output;
    const char *path; /* of the scratch file */
    lxw_workbook *workbook;
    lxw_format *styles[STYLE_COUNT];
    struct sheet summary, units, items, findings, spread, reviews;
    uint64_t records, forms; /* forms: that have a sheet of their own */
    struct unit *unit_list;
    size_t unit_count, unit_capacity;
    uint32_t *unit_slots;
    size_t slot_count;
    struct share bins[BINS], grades[GRADES];
    const char *grade_names[GRADES]; /* copies */
    size_t grade_count;
    const char **levels; /* of the first form that has a scale: copies; NULL ends them */
    size_t level_count;
    /* Of a report of tables: the one being written, its sheet and columns. */
    struct paper_table table;
    struct sheet table_sheet;
    unsigned tables;
    bool failed; /* out of memory, or the workbook refused a cell */
};

/* ---- book.c ---- */

const char *word(const struct book *book, const char *message);
/* A copy, NUL-terminated, of at most `max` characters of a text ("…" then ends it). Of the
 * host's memory: for what lives as long as the workbook. NULL: failed is set. */
const char *keep_text(struct book *book, struct jx_str text);
double value_of(struct jx_dec number);
/* Green to red: place of a grade of `count`. */
enum style grade_style(size_t place, size_t count);
/* The index of a grade in the workbook's list, added when new; GRADES: no room. */
size_t grade_index(struct book *book, const char *name);

/* ---- cells.c: the cell of a sheet's current row ---- */

void put(struct book *book, struct sheet *sheet, unsigned column, struct jx_str text,
         enum style style);
void put_word(struct book *book, struct sheet *sheet, unsigned column,
              const char *message, enum style style);
void put_number(struct book *book, struct sheet *sheet, unsigned column, bool known,
                struct jx_dec number, enum style style);
void put_count(struct book *book, struct sheet *sheet, unsigned column, uint64_t count);
/* As a figure where it was read as one, else as printed. */
void put_claimed(struct book *book, struct sheet *sheet, unsigned column,
                 const struct jx_cell *cell, bool known, struct jx_dec number);
void put_cell(struct book *book, struct sheet *sheet, unsigned column,
              const struct jx_cell *cell, enum style style);
/* Moves to the next row; false at the limit of the format. */
bool next_row(struct book *book, struct sheet *sheet);
/* A text at any place, for sheets that are no lists. */
void put_at(struct book *book, lxw_worksheet *ws, lxw_row_t row, unsigned column,
            struct jx_str text, enum style style);
/* Merges and writes; a single cell is only written. */
void put_merged(struct book *book, lxw_worksheet *ws, const lxw_row_t rows[2],
                const unsigned columns[2], struct jx_str text, enum style style);

/* A new sheet that is a list: title over all columns, headings, frozen, A4 landscape. */
void list_sheet(struct book *book, struct sheet *sheet, const char *name,
                const char *title, const struct column *columns, unsigned count);
void page_setup(lxw_worksheet *ws, bool landscape);
/* The last row's height, and filter arrows over the rows of a list. */
void list_end(struct sheet *sheet);
void row_height(lxw_worksheet *ws, lxw_row_t row, unsigned lines);
/* Lines a text takes in a cell so many characters wide. */
unsigned lines_in(const struct book *book, struct jx_str text, double width);

/* ---- the sheets, a file each ---- */

void summary_start(struct book *book);
void summary_record(struct book *book, const struct jx_record *record,
                    const struct jx_result *result, const char *form_sheet);
void summary_end(struct book *book);

void units_record(struct book *book, const struct jx_record *record,
                  const struct jx_result *result);
void units_end(struct book *book);
void units_free(struct book *book);

void items_start(struct book *book);
void items_record(struct book *book, const struct jx_record *record,
                  const struct jx_result *result);

void findings_start(struct book *book);
void findings_record(struct book *book, const struct jx_record *record,
                     const struct jx_result *result);
void findings_list(struct book *book, const struct jx_summary *summary,
                   const struct jx_listed *list, size_t count);

void spread_record(struct book *book, const struct jx_result *result);
void spread_end(struct book *book);

void reviews_start(struct book *book);
void reviews_record(struct book *book, const struct jx_record *record,
                    const struct jx_result *result);
void reviews_end(struct book *book);

/* Draws the form on a sheet of its own; NULL: no sheet (the limit, or nothing to draw by),
 * else the sheet's name. */
const char *form_record(struct book *book, const struct jx_record *record,
                        const struct jx_result *result);
void form_blank(struct book *book, const struct jx_face *face,
                const struct jx_record *record);

/* tables.c: reports of tables, a sheet each. */
bool book_table(void *self, const struct jx_table *table);
bool book_row(void *self, const struct jx_value *cells);
void tables_end(struct book *book);
