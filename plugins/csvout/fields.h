/* fields.h: fields of a CSV line: quoted where needed, never a formula. */
#pragma once

#include "paper.h"

struct csv_line {
    const struct jx_host *host;
    const struct jx_output *output;
    struct paper_text text, part; /* the line; a field being put together */
    size_t fields;                /* of the line so far */
    bool started;                 /* the mark at the beginning is written */
    const struct jx_table *table; /* that rows belong to; NULL: none yet */
};

void csv_text(struct csv_line *line, struct jx_str text);
void csv_word(struct csv_line *line, const char *message); /* translated */
void csv_cell(struct csv_line *line, const struct jx_cell *cell);
void csv_number(struct csv_line *line, bool known, struct jx_dec number);
void csv_count(struct csv_line *line, uint64_t count);
/* What was put together in `part`. */
void csv_part(struct csv_line *line);
/* Hands the line over; false when it cannot be written. */
bool csv_end(struct csv_line *line);
void csv_free(struct csv_line *line);
