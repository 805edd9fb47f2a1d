/* scoring.h: what the files of this room share while one record is scored. Not for
 * other rooms. */
#pragma once

#include "engine.h"
#include "formspec.h"
#include "framework.h"
#include "ledger.h"
#include "reading.h"
#include "rule.h"
#include "seen.h"

/* An item being scored, with what was read of its row. */
struct scored {
    struct jx_item *item;
    const struct jx_selector *selector; /* NULL: no rule scores this row */
    struct jx_value *inputs;            /* of its rule, once read (rule_inputs) */
    const struct jx_indicator *row;     /* NULL: the budget block */
    struct place *place;                /* of a row, else NULL */
    const struct seen *cell;            /* of a row, but for its place (seen_cell) */
    struct jx_pair pair;                /* of a row */
    bool has_claimed;
    struct jx_dec claimed;
    bool two_figures; /* target and actual of a row, of one unit, and neither a bound */
    bool actual_blank;
    bool in_full;       /* the score is all of the weight */
    bool input_missing; /* a required input was blank or unreadable */
    bool redistributed; /* its weight goes to the others */
    bool detail;        /* a row beneath an indicator, without a weight of its own */
    /* Of frameworks: */
    bool not_applicable; /* a fact says so: its weight goes to the others */
    bool may_judge;      /* without facts, the evaluator's points are the score */
    bool judged;         /* and so it was: there is nothing to compare */
    /* The actual is a word with a range, of a pack with judged_levels (ranges.c): */
    const struct jx_level *range; /* NULL: it is none, or the rule gives it no points */
    bool at_end;                  /* a trial: the rule's need of a level is `end` */
    struct jx_dec end, low, high; /* a share; what the rule gives for both ends */
    struct jx_dec judged_at; /* the weight that the claim was judged at; 0: not yet */
};

/* What the items claim together; audit.c. */
struct claims {
    struct jx_sum sum;
    struct jx_sum unprinted; /* weights of items without a place for their score */
    size_t places;           /* for scores: of items that have one */
    bool unreadable;         /* one is no number */
};

struct scoring {
    struct jx_engine *engine;
    const struct jx_pack *pack;
    const struct jx_record *record;
    const struct jx_form_spec *form;      /* NULL: the pack knows no such form */
    const struct jx_weights *weights;     /* template of the form, or NULL */
    bool weights_percent;                 /* as it says */
    int budget_group;                     /* of the budget block in it, or -1 */
    const struct jx_framework *framework; /* of the form, or NULL */
    struct jx_arena *arena;
    struct seen (*funds)[JX_FUND_COUNT]; /* the budget block, then its sources */
    struct seen_row *rows;               /* of the record's indicators */
    struct seen total;                   /* the claimed one */
    const struct choice *choice;         /* of the form (select.c) */
    const struct jx_pairs *form_words; /* of the form's instructions, checks and prose */
    struct scored *items;              /* budget first, then rows in order */
    size_t item_count;
    struct jx_item *results; /* items[i].item == &results[i] */
    struct jx_finding *findings;
    size_t finding_count, finding_capacity;
    struct jx_compared compared;
    struct claims claims;
    uint8_t words_from;   /* texts with such a first byte are no figures; 0: where even
                             figures may be instructions of the blank form, all texts */
    bool has_template;    /* some cell holds instructions of the blank form */
    bool handed_out;      /* the weights are the template's: the form prints none */
    struct jx_str absent; /* a group the form lacks, for which the template refuses */
    struct jx_sum weighed, scores; /* what all weights and scores add up to; total.c */
    struct jx_sum *group_weights;  /* ... those of each group of the template */
    bool all_weighed;              /* every item has one */
    bool failed;                   /* memory ran out */
    struct jx_ledger ledger;       /* of the item that is being scored */
    struct jx_call call; /* of a native method: most of it is the same for all items */
};

struct jx_engine {
    const struct jx_pack *pack;
    struct jx_lua *lua;
    struct memo *memo;           /* what texts were found to say */
    struct jx_cost *costs;       /* by slot of the rule */
    uint64_t work;               /* of this record */
    struct jx_formats formats;   /* of native methods */
    struct selection *selection; /* which selectors rows may have */
    struct prose *prose;         /* the words that prose is searched for */
    struct jx_arena arena,
        input; /* of the result; of the record, where it is read here */
    struct jx_result result;
    const struct jx_reviews *reviews; /* NULL: none */
    bool scores_only, explains;
    bool keeps_inputs;              /* somebody goes back to what rules were given */
    struct jx_value pairs[3][3][3]; /* sign, target, actual (inputs.c); mostly zeros */
    const char *wanted; /* name of the template of weights asked for, or NULL */
    struct jx_compared compared;
    jx_engine_used *used; /* NULL: nobody looks for coverage */
    void *used_ctx;
};

/* What is seen of the points that the form claims for an item. */
static inline const struct seen *claim_seen(const struct scoring *s,
                                            const struct scored *item)
{
    return item->row ? &item->cell[JX_IND_REPORTED_SCORE]
                     : &s->funds[0][JX_FUND_REPORTED_SCORE];
}

/* asked.c: as row_cell, of an item's row. item->cell has it at once, unless it is a level, the
 * sign or the unit. */
const struct seen *seen_cell(const struct scored *item, int key);
/* ... takes what the cells of item->row say. */
void take_row(struct scored *item, const struct seen_row *row);
/* Behind take_row, of an actual that is no figure: a date of the form's own year beside a
 * figure of months. */
void take_month(const struct scoring *s, struct scored *item, const struct seen_row *row);

/* asked.c: what `find` says of a row, which must depend on nothing but its levels and the
 * template of weights: remembered. */
int seen_group(struct scoring *s, const struct scored *item,
               int (*find)(struct scoring *s, const struct scored *item));
/* ... and the audited checks that ask for no name and may be about a row of that place and
 * nature: bit i % 64 for the i-th. */
uint64_t seen_placed(struct scoring *s, const struct scored *item);

/* After a call of a rule, which took so many units of work. */
static inline void count_work(struct jx_engine *engine, const struct jx_rule *rule,
                              uint64_t units)
{
    struct jx_cost *cost = &engine->costs[rule->slot];
    cost->calls++;
    cost->work += units;
    if (units > cost->most)
        cost->most = units;
    engine->work += units;
}

/* Whose patterns a mark of s->form_words is of. */
enum { OF_FORM = 1, OF_CHECKS = 2 };

/* prose.c: which words of the pack's prose stand in a text: bit i % 64 for the i-th, those
 * of scores first, then rates, then grades. Made once an engine; NULL: memory. */
struct words {
    uint64_t there, again; /* at all, more than once */
    bool of_form;          /* there may be a pattern of the form's instructions */
    size_t at[64];         /* of each bit that is there: no such word stands before */
};
struct prose *prose_open(const struct jx_pack *pack);
void prose_close(struct prose *prose); /* NULL is fine */
/* Marks the words' beginnings, once at least before prose_words. */
void prose_mark(struct prose *prose, struct jx_pairs *pairs);
void prose_words(const struct prose *prose, const struct jx_pairs *pairs,
                 struct jx_str text, struct words *found);

/* select.c: what there is for the form, the rule for a row. A selection is made once an
 * engine; NULL: memory. */
struct selection *selection_open(const struct jx_pack *pack, struct prose *prose);
void selection_close(struct selection *selection); /* NULL is fine */
/* Sets what depends on the form alone: s->choice, s->framework and s->form_words. */
void select_form(struct scoring *s);
const struct jx_selector *select_row(struct scoring *s, const struct scored *item,
                                     bool *overlap);
/* The rule of the budget block, or of the total; NULL: none. */
const struct jx_selector *select_part(struct scoring *s, bool budget);
/* Does one of the globs fit a text without blanks? */
bool patterns_match(const struct jx_patterns *patterns, struct jx_str squeezed);
/* Likewise of a cell, which is squeezed only where somebody asks for it. */
bool seen_match(struct scoring *s, const struct jx_patterns *patterns,
                const struct seen *cell);
/* By enum jx_reading_kind: what "when": {"target": …} calls it. */
extern const char *const target_kinds[];

/* engine.c: what a form says, its items, groups and total; nothing is audited. */
bool score_record(struct scoring *s, struct jx_engine *engine,
                  const struct jx_record *record, struct jx_arena *arena,
                  struct jx_result *result);

/* inputs.c: the values a rule asked for, until they are asked for again (or, where the engine
 * keeps_inputs, as long as the result). NULL: a required one is missing; *missing is its name,
 * *blank whether it is blank rather than unreadable, *judge whether a person must judge
 * it. */
struct missing_input {
    const char *name;
    const struct jx_cell *cell; /* may be NULL */
    bool blank, judge;
    const struct jx_level
        *range;      /* to judge, where the pack has judged_levels; or NULL */
    const char *why; /* message id, may be NULL */
};
struct jx_value *rule_inputs(struct scoring *s, const struct scored *item,
                             const struct jx_selector *selector,
                             struct missing_input *missing);
/* The finding of an input that is given and cannot be read. */
void note_unreadable(struct scoring *s, struct scored *item,
                     const struct missing_input *missing);
/* The same of an item whose rule asks for sign, target and actual of a row and no more, where
 * both are figures; NULL: look at each. */
struct jx_value *pair_inputs(const struct scoring *s, const struct scored *item);
/* Is the actual of a row the yes or no that its rule asks for? */
bool answers_yes_or_no(const struct scored *item);

/* The cell behind an input, or NULL. */
const struct jx_cell *need_cell(const struct scoring *s, const struct scored *item,
                                const struct jx_bound_need *need);

/* given.c: what people call an input: the form's own word for the column or the fact. */
const char *input_name(const struct scoring *s, const char *key);
/* Fills result->given for a form with a framework. */
void list_given(struct scoring *s, struct jx_result *result);

/* reads.c: figures that rules were given where cells print them otherwise. */
void list_reads(struct scoring *s, struct jx_result *result);

/* weights.c: chooses the template a record goes by; the template's group for a row (-1:
 * none); weights for rows that print none. */
void weights_choose(struct scoring *s);
int weights_group(struct scoring *s, const struct scored *item);
/* Do the printed weights of the rows add up without the budget block? */
bool weights_without_budget(struct scoring *s);
/* Do rows name their groups? Some forms have indicators of one level only. */
bool weights_have_groups(const struct scoring *s);
void weights_hand_out(struct scoring *s);
/* Sets s->all_weighed, and finds rows beneath others. */
void weights_check(struct scoring *s);
/* Of one item, the weight that its form or the template has; the finding when it is none. */
void read_weight(struct scoring *s, struct scored *item);
void note_weight(struct scoring *s, const struct scored *item);
/* items.c: the further steps of scoring one item: its claim, its rule. */
void read_claim(struct scoring *s, struct scored *item);
void score_item(struct scoring *s, struct scored *item, bool overlap);

/* items.c: calls the rule of an item for a ledger. */
void call_rule(struct scoring *s, struct scored *item, struct jx_ledger *ledger,
               const struct jx_value *inputs);
/* ranges.c: an actual that is a range of the scale. true: the ledger says what comes of it,
 * and item->range, low and high are known. */
bool judge_range(struct scoring *s, struct scored *item, struct jx_ledger *ledger,
                 const struct missing_input *missing);
/* The finding of a claim outside the range. */
void compare_range(struct scoring *s, const struct scored *item);

/* frameworks.c: scores every leaf of the form's framework. */
bool score_framework(struct scoring *s);
/* Does the form go by a framework of its own? Then a finding says so. */
bool leaves_framework(struct scoring *s);

/* items.c: the findings that a rule raised; item NULL: of the total. */
void take_raised(struct scoring *s, const struct scored *item,
                 const struct jx_ledger *ledger);

/* items.c: scores every row; total.c: groups, adjustments, total, grade. */
bool score_items(struct scoring *s);
bool score_total(struct scoring *s, struct jx_result *result);

/* total.c: of a form without indicators, should it have some? Facts have none, nor has a
 * report in prose, unless a table of them was found empty. */
bool lacks_indicators(const struct scoring *s);
/* A project of a list: its total is told, and nothing of it is a row (an empty
 * table of indicators is one that nobody filled in). */
bool total_listed(const struct scoring *s);

/* findings.c */
__attribute__((cold)) struct jx_finding *
finding_add(struct scoring *s, const char *code, const struct jx_item *item,
            const struct jx_cell *cell, const char *message, const struct jx_arg *args,
            size_t arg_count);
void finding_points(struct jx_finding *finding, struct jx_dec claimed,
                    struct jx_dec computed);
struct jx_arg arg_dec(struct jx_dec number);
struct jx_arg arg_text(struct jx_str text);
struct jx_arg arg_words(const char *text);

/* audit.c, audit_rows.c, audit_budget.c, audit_text.c: what the form claims against what it
 * says. */
void audit_scores(struct scoring *s);
void audit_totals(struct scoring *s, struct jx_result *result);
void audit_rows(struct scoring *s);
void audit_budget(struct scoring *s);
void audit_texts(struct scoring *s);
/* targets.c: does a row have the fault that the check is for? */
bool target_fails(struct scoring *s, const struct scored *item,
                  const struct jx_target_check *check);
/* Do the weights of all items add up to something else than the form's total? *printed: its
 * cell, or NULL where the template says it. */
bool weights_differ(struct scoring *s, struct jx_dec *sum, struct jx_dec *want,
                    const struct jx_cell **printed);
/* Lists every group that differs, "产出指标 50 (40)", into the arena. NULL: none. */
char *template_differences(struct scoring *s);
/* What is wrong with a cell that has one (message id). */
const char *template_words(enum template_mark mark);

/* review.c: applies people's decisions to what was scored and found. */
void review_apply(struct scoring *s, const struct jx_reviews *reviews,
                  struct jx_result *result);
