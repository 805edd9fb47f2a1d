/* tables.h: reports of commands that are no list of forms: tables and plots, handed to the
 * writer that --to names. */
#pragma once

#include "cmd.h"
#include "jixiao/plugin.h"

struct jx_tables;

/* The output of --to (text where it is not given) and --output. NULL and err where it cannot
 * be opened or the format has no tables. */
struct jx_tables *jx_tables_open(struct jx_app *app, const struct jx_options *options,
                                 struct jx_error *err);

/* What every table says of itself: its key, its title, and an array of its columns. A plot may
 * follow. */
#define JX_TABLE(name, heading, array)                                                   \
    .size = sizeof(struct jx_table), .key = name, .title = heading, .columns = array,    \
    .column_count = sizeof(array) / sizeof *(array)

/* A table begins; it and what it points to must live until jx_tables_close. */
bool jx_tables_begin(struct jx_tables *tables, const struct jx_table *table,
                     struct jx_error *err);
/* Its next row: as many cells as the table has columns. */
bool jx_tables_row(struct jx_tables *tables, const struct jx_value *cells,
                   struct jx_error *err);

/* Ends the output, which appears only when `whole`. NULL is fine. */
bool jx_tables_close(struct jx_tables *tables, bool whole, struct jx_error *err);

/* Is a command that has lines of its own for people to show tables instead? */
bool jx_tables_asked(const struct jx_options *options);

/* ---- what is kept until the tables are written ---- */

/* Zero and an arena is empty. */
struct jx_kept {
    struct jx_arena arena;
    bool lost; /* memory ran out */
};
/* A copy of a text; NULL: memory. */
const char *jx_kept_text(struct jx_kept *kept, const char *text);
/* One more element of a list, zeroed; NULL: memory. */
#define JX_KEPT_ADD(kept, list, count, room)                                             \
    jx_kept_add(kept, (void **)&(list), &(count), &(room), sizeof *(list))
void *jx_kept_add(struct jx_kept *kept, void **list, size_t *count, size_t *room,
                  size_t size);

/* ---- cells ---- */

struct jx_value jx_cell_words(const char *text); /* NULL: blank */
struct jx_value jx_cell_str(struct jx_str text);
/* The program's own words, with what programs read instead (NULL: nothing else). */
struct jx_value jx_cell_keyed(const char *text, const char *key);
struct jx_value jx_cell_severity(uint8_t severity);               /* enum jx_severity */
struct jx_value jx_cell_number(bool known, struct jx_dec number); /* unknown: blank */
struct jx_value jx_cell_count(uint64_t count);
/* An estimate, read at six significant digits. */
struct jx_value jx_cell_estimate(double figure);
