/* read_form.h: one form of a document to one record. */
#pragma once

#include "framework.h"
#include "segments.h"

/* Where in a report reading stands. */
struct jx_report_place {
    const struct jx_framework *framework; /* of the form; may be NULL */
    struct jx_str level1, level2, name;   /* of the heading above */
    int section;                          /* key of the record being filled; -1 */
    struct jx_cell title;                 /* the name that the heading tells */
    struct jx_cell year;                  /* that sentences tell */
    bool years;                           /* and other sentences tell another */
    struct jx_cell total;                 /* that sentences before a conclusion tell */
    bool totals;                          /* and others tell another */
    unsigned funds; /* keys of which sentences tell several amounts */
};

enum { JX_UNREAD_MOST = 8 }; /* that are told one by one */
struct jx_unread {           /* a row that was read as nothing */
    struct jx_at at;
    const char *text;
    bool funds; /* which is told of a form without a total only: they may be tasks */
};

struct jx_reading_form {
    const struct jx_form_items *items;
    const struct jx_form_spec *spec;
    struct jx_record *record;
    enum jx_part { JX_PART_NONE, JX_PART_FUNDS, JX_PART_ACROSS, JX_PART_INDICATORS } part;
    struct jx_columns columns;         /* of the part */
    const struct jx_block_row *before; /* the row above, for headings in two rows */
    const struct jx_block_row *names;  /* of total and sources, as headings over tasks */
    size_t at, to;                     /* items: being read, and behind the last one */
    size_t source_capacity, indicator_capacity, fact_capacity, peer_capacity;
    struct jx_str fact_id; /* of the last row of facts */
    struct jx_report_place place;
    struct jx_cell level1, level2; /* carried down */
    size_t prose_run;              /* paragraphs since the last row */
    bool in_table;                 /* something was read from a row */
    bool expects_headings;         /* there are indicators' headings further down */
    bool left_out;                 /* rows of its tables leave merged cells out */
    bool headings, closed, ended;  /* indicators' headings, closing row, end label seen */
    bool loose_closing;            /* the closing row had no label */
    bool amounts;                  /* funds were read without headings of amounts */
    struct jx_unread unread[JX_UNREAD_MOST];
    size_t unread_count;
    bool failed; /* out of memory */
};

/* Reads a stretch into a zeroed record. What was found is in the fields above. */
void jx_form_read(struct jx_reading_form *form, const struct jx_segment *segment);

/* The parts, each in a file of its own; true: the row was of that kind. */
bool jx_read_fields(struct jx_reading_form *form, const struct jx_form_item *item,
                    bool first_only);
bool jx_read_fund_headings(struct jx_reading_form *form, const struct jx_block_row *row);
bool jx_read_fund_row(struct jx_reading_form *form, const struct jx_block_row *row);
/* read_amounts.c: funds in a row or a line without headings of amounts. */
bool jx_read_amounts(struct jx_reading_form *form, const struct jx_form_item *item);
/* One more source, its name without numbering. NULL: memory, form->failed tells. */
struct jx_funds *jx_fund_source(struct jx_reading_form *form,
                                const struct jx_table_cell *name);
/* Is the key of a fund that of an amount, or of their rate? */
bool jx_is_amount(int key);
bool jx_read_headings(struct jx_reading_form *form, const struct jx_block_row *row);
/* read_closing.c */
bool jx_read_closing(struct jx_reading_form *form, const struct jx_block_row *row);
/* Likewise without its label: two figures, and nothing that an indicator has. */
void jx_read_loose_closing(struct jx_reading_form *form, struct jx_aligned *aligned,
                           const struct jx_block_row *row);
/* The cell under the heading of a key; NULL: there is none. */
const struct jx_table_cell *jx_cell_under(const struct jx_reading_form *form,
                                          const struct jx_aligned *aligned, int key);
bool jx_read_indicator(struct jx_reading_form *form, const struct jx_block_row *row);
bool jx_read_facts(struct jx_reading_form *form, const struct jx_form_item *item);

/* Fills a key of the record, unless something stands there already. */
void jx_set_field(struct jx_reading_form *form, int key, struct jx_cell value);
/* Which fact a label speaks of; id empty: of the item that the rows above named. */
struct jx_target {
    struct jx_str id, field;
    bool peer;
};
bool jx_find_fact(const struct jx_plan *plan, const struct jx_form_spec *spec,
                  struct jx_str text, struct jx_target *out);
void jx_set_fact(struct jx_reading_form *form, struct jx_target target,
                 struct jx_cell value);
/* Keys with a fixed value. */
void jx_form_constants(struct jx_reading_form *form);
/* read_facts.c: the facts that the sentences of a paragraph tell. */
void jx_read_fact_sentences(struct jx_reading_form *form, struct jx_str text,
                            struct jx_at at);

/* sentence.c: a place of a sentence, and the figure that stands there, with its unit. */
struct jx_found {
    struct jx_str name, text;
};
/* What of a text stands behind a piece of it. */
static inline struct jx_str jx_behind(struct jx_str text, struct jx_str piece)
{
    const char *end = piece.p + piece.n;
    return (struct jx_str){end, text.n - (size_t)(end - text.p)};
}
/* Finds a sentence anywhere in a text, both folded; '*' stands for anything. How many
 * places were filled; 0: it is not there. */
size_t jx_sentence_match(struct jx_str pattern, struct jx_str text,
                         struct jx_found found[JX_PLACES]);
/* The figures of a sentence that tells points; empty where it has no such place. */
struct jx_points {
    struct jx_str weight, score, year;
    const char *from; /* of the sentence; NULL: its first words stand anywhere */
};
bool jx_points_find(const struct jx_patterns *sentences, struct jx_str text,
                    struct jx_points *out);

/* read_total.c: the total that a folded clause tells; at the end, the one that all of them
 * told where no conclusion did. */
void jx_read_total(struct jx_reading_form *form, struct jx_str folded, struct jx_at at);
void jx_settle_total(struct jx_reading_form *form);
void jx_report_start(struct jx_reading_form *form, const struct jx_segment *segment);
void jx_report_end(struct jx_reading_form *form);
void jx_read_report(struct jx_reading_form *form, const struct jx_form_item *item);

/* The year in the form's own heading, or in any line. */
void jx_read_year(struct jx_reading_form *form, const struct jx_form_item *item);
/* "（2023年度）" and nothing else? */
bool jx_only_year(struct jx_str line);
void jx_read_any_year(struct jx_reading_form *form, const struct jx_form_item *item);

/* A record's cell of a table cell: cleaned, number kinds kept; blank without one. `row`
 * says where a cell would be that is not there. */
struct jx_cell jx_form_cell(struct jx_reading_form *form,
                            const struct jx_table_cell *cell,
                            const struct jx_block_row *row);

/* missing.c: what to say of a form that ends too early; NULL: it does not. */
const char *jx_missing_end(const struct jx_reading_form *form);
/* Likewise of a form without the name that such forms have. */
const char *jx_missing_name(const struct jx_reading_form *form);
bool jx_has_total(const struct jx_reading_form *form);
/* Notes a row of a table that was read as nothing. */
void jx_missing_row(struct jx_reading_form *form, const struct jx_block_row *row);
/* Notes a row of which some cells contradict the headings that they were read under. */
void jx_missing_place(struct jx_reading_form *form, const struct jx_block_row *row);
/* Notes a row of funds with amounts under headings that are none of the pack's. */
void jx_missing_column(struct jx_reading_form *form, const struct jx_block_row *row);
