/* read_form.h: one form of a document to one record. */
#pragma once

#include "segments.h"

struct jx_reading_form {
    const struct jx_form_items *items;
    const struct jx_form_spec *spec;
    struct jx_record *record;
    enum jx_part { JX_PART_NONE, JX_PART_FUNDS, JX_PART_ACROSS, JX_PART_INDICATORS } part;
    struct jx_columns columns;         /* of the part */
    const struct jx_block_row *before; /* the row above, for headings in two rows */
    size_t source_capacity, indicator_capacity;
    struct jx_cell level1, level2; /* carried down */
    size_t prose_run;              /* paragraphs since the last row */
    bool in_table;                 /* something was read from a row */
    bool headings, closed, ended;  /* indicators' headings, closing row, end label seen */
    bool loose_closing;            /* the closing row had no label */
    bool failed;                   /* out of memory */
};

/* Reads a stretch into a zeroed record. What was found is in the fields above. */
void jx_form_read(struct jx_reading_form *form, const struct jx_segment *segment);

/* The parts, each in a file of its own; true: the row was of that kind. */
bool jx_read_fields(struct jx_reading_form *form, const struct jx_form_item *item,
                    bool first_only);
bool jx_read_fund_headings(struct jx_reading_form *form, const struct jx_block_row *row);
bool jx_read_fund_row(struct jx_reading_form *form, const struct jx_block_row *row);
bool jx_read_headings(struct jx_reading_form *form, const struct jx_block_row *row);
bool jx_read_closing(struct jx_reading_form *form, const struct jx_block_row *row);
bool jx_read_indicator(struct jx_reading_form *form, const struct jx_block_row *row);
void jx_read_year(struct jx_reading_form *form, const struct jx_form_item *item);

/* A record's cell of a table cell: cleaned, number kinds kept; blank without one. `row`
 * says where a cell would be that is not there. */
struct jx_cell jx_form_cell(struct jx_reading_form *form,
                            const struct jx_table_cell *cell,
                            const struct jx_block_row *row);
