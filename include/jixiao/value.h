/* value.h: the data that crosses the plugin ABI: cells, records, scored results.
 *
 * C11 and C++17. Plain data only. Unless a field says otherwise, text is UTF-8, slices are
 * not NUL-terminated, and everything pointed to is owned by the host and lives as long
 * as the record or result it belongs to. A zeroed struct is a valid "nothing".
 *
 * Structs with a `size` grow at their end within one JX_ABI; the others do not change. Who
 * reads a field that came later than the first version asks JX_HAS before. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Has the table that somebody else made this field? */
#define JX_HAS(table, field)                                                             \
    ((size_t)((const char *)(&(table)->field + 1) - (const char *)(table)) <=            \
     (table)->size)

/* A slice of text. p may be NULL when n is 0. */
struct jx_str {
    const char *p;
    size_t n;
};

/* A decimal number, digits × 10^exponent, |digits| < 10^18. Scores, weights and money
 * are always this, never a float. Many pairs mean the same number; compare with the
 * host's cmp. */
struct jx_dec {
    int64_t digits;
    int32_t exponent;
};

/* Where a cell stood: line and column count from 1, 0 is unknown. In a text file `line`
 * is the line; in a spreadsheet `sheet` is the sheet's number and line and column are
 * the row and the column (1 = A); in JSON `line` is the line of the value. */
struct jx_at {
    uint32_t line;
    uint16_t column;
    uint16_t sheet;
};

/* What a cell holds. JX_ABSENT: the form has no such column; without text. A blank cell is
 * JX_TEXT of length 0. JX_NUMBER: the source stored a number; `text` is its lexeme. */
enum jx_cell_kind { JX_ABSENT = 0, JX_TEXT, JX_NUMBER };

struct jx_cell {
    struct jx_str text;
    struct jx_at at;
    uint8_t kind; /* enum jx_cell_kind */
};

/* Keys of a record, in the order they are written. The names are in the comment. */
enum jx_record_key {
    JX_REC_FORM,            /* form */
    JX_REC_REGION,          /* region */
    JX_REC_YEAR,            /* year */
    JX_REC_CODE,            /* code */
    JX_REC_NAME,            /* name */
    JX_REC_DEPARTMENT,      /* department 主管部门 */
    JX_REC_UNIT,            /* unit 实施单位 */
    JX_REC_REPORTED_WEIGHT, /* reported_weight 合计 */
    JX_REC_REPORTED_TOTAL,  /* reported_total 合计得分 */
    JX_REC_CONCLUSION,      /* conclusion 评价结论 */
    JX_REC_PROBLEMS,        /* problems 存在问题 */
    JX_REC_MEASURES,        /* measures 改进措施 */
    JX_REC_COUNT
};

/* Keys of a row of funds: the budget block itself and each of its sources. */
enum jx_fund_key {
    JX_FUND_NAME,           /* name (sources only) */
    JX_FUND_INITIAL,        /* initial 年初预算 */
    JX_FUND_ADJUSTED,       /* adjusted 调整后预算数 */
    JX_FUND_EXECUTED,       /* executed 预算执行数 */
    JX_FUND_RATE,           /* rate 执行率 */
    JX_FUND_WEIGHT,         /* weight (block only) */
    JX_FUND_REPORTED_SCORE, /* reported_score (block only) */
    JX_FUND_REASON,         /* reason (block only) */
    JX_FUND_COUNT
};

/* Keys of an indicator row. */
enum jx_ind_key {
    JX_IND_LEVEL1,
    JX_IND_LEVEL2,
    JX_IND_NAME,
    JX_IND_NATURE, /* nature 指标性质 */
    JX_IND_TARGET, /* target 指标值 */
    JX_IND_UNIT,   /* unit 度量单位 */
    JX_IND_ACTUAL, /* actual 完成值 */
    JX_IND_WEIGHT,
    JX_IND_REPORTED_SCORE,
    JX_IND_REASON,
    JX_IND_COUNT
};

struct jx_funds {
    struct jx_cell cell[JX_FUND_COUNT];
};

struct jx_budget {
    struct jx_funds total;
    struct jx_funds *sources;
    size_t source_count;
    bool present; /* the form has a budget block */
};

struct jx_indicator {
    struct jx_cell cell[JX_IND_COUNT];
};

/* A fact of a framework form: facts{ID: value | {field: value}}; field is empty for a
 * bare value. Also used for peers' figures. */
struct jx_fact {
    struct jx_str id, field;
    struct jx_cell value;
};

/* One form. `has_indicators`: the key is there, even if the list is empty. */
struct jx_record {
    struct jx_cell cell[JX_REC_COUNT];
    struct jx_budget budget;
    struct jx_indicator *indicators;
    size_t indicator_count;
    bool has_indicators;
    struct jx_fact *facts;
    size_t fact_count;
    struct jx_fact *peers;
    size_t peer_count;
    const char *file;          /* NUL-terminated name of the document; may be NULL */
    const char *const *sheets; /* names of its sheets, [jx_at.sheet - 1]; may be NULL */
    size_t sheet_count;
};

/* A value handed to a scoring method or rule, and of a parameter. */
enum jx_type {
    JX_T_NONE = 0, /* absent */
    JX_T_NUMBER,   /* number */
    JX_T_TEXT,     /* text */
    JX_T_LEVEL,    /* number: share 0..1 on the pack's scale */
    JX_T_DATE,     /* number: days since 1970-01-01 */
    JX_T_FLAG,     /* flag */
    JX_T_LIST,     /* items[0..count) */
    JX_T_MAP       /* items[0..count), each with its key */
};

struct jx_value {
    uint8_t type; /* enum jx_type */
    bool flag;
    struct jx_dec number;
    struct jx_str text;
    struct jx_str key;
    const struct jx_value *items;
    size_t count;
};

/* A reason or message: a format of %d %s %.Nf %g %% and its arguments, rendered only
 * when somebody reads it (host->render). The format is a constant of a plugin or of the
 * core (then it is translated) or a rule's own text. */
enum jx_arg_kind { JX_ARG_DEC = 0, JX_ARG_TEXT, JX_ARG_DOUBLE };
struct jx_arg {
    uint8_t kind; /* enum jx_arg_kind */
    struct jx_dec dec;
    double number;
    struct jx_str text;
};
struct jx_why {
    struct jx_str format;
    const struct jx_arg *args;
    uint8_t arg_count;
    bool translate; /* the format is a message of the program, not of a rule */
};

/* One step of a score. award adds, deduct takes off; reject makes it zero; unscored
 * makes it null; clamp and round are appended by the core (points: the signed change);
 * cap and veto are adjustments of the total. */
enum jx_verb {
    JX_AWARD = 0,
    JX_DEDUCT,
    JX_REJECT,
    JX_UNSCORED,
    JX_FIND,
    JX_CLAMP,
    JX_ROUND,
    JX_CAP,
    JX_VETO,
    JX_VERB_COUNT
};
struct jx_line {
    uint8_t verb; /* enum jx_verb */
    struct jx_dec points;
    struct jx_why why;
    const char *file; /* "north/budget.lua" or "method:proportional" */
    int line;         /* 0: none */
};

/* item.index of the budget block, and of what is no row of the form. */
enum { JX_INDEX_BUDGET = -1, JX_INDEX_NONE = -2 };

struct jx_item {
    int32_t index; /* into indicators; JX_INDEX_BUDGET; JX_INDEX_NONE with `id` */
    const char *id;
    struct jx_str name, level1, level2;
    struct jx_dec weight, start, score;
    bool has_weight, scored; /* scored false: the score is null */
    bool judged;             /* the score is the evaluator's own: no rule could tell */
    struct jx_cell reported;
    const char *rule, *clause; /* never NULL; "" where no rule was found. Of the pack: the
                                  same pointer is the same text as long as an output */
    const struct jx_line *lines;
    size_t line_count;
    bool has_claimed; /* `reported` reads as points: `claimed` */
    struct jx_dec claimed;
};

struct jx_group {
    struct jx_str level1;
    struct jx_dec weight, score;
    bool scored;
};

enum jx_severity { JX_INFO = 0, JX_WARNING, JX_ERROR };

struct jx_finding {
    const char *code;       /* "score-mismatch"; of the contract or of a rule */
    uint8_t severity;       /* enum jx_severity */
    int32_t item;           /* as jx_item.index; JX_INDEX_NONE: the whole form */
    const char *id;         /* of a framework item, or NULL */
    struct jx_str name;     /* of the indicator, or empty */
    struct jx_cell claimed; /* as printed; JX_ABSENT: none */
    struct jx_dec computed, points;
    bool has_computed, has_points; /* points = claimed - computed */
    struct jx_why message;
    struct jx_at at;       /* of the cell; file and sheets are the record's */
    struct jx_str where;   /* rule "north/cost.lua:12" behind the finding, or empty */
    struct jx_why because; /* the rule's own reason for its figure; format.n 0: none */
};

/* In a cell of a form, a line that begins with one of these is the program's own note below
 * what the office wrote: points taken off, or what a person decided. The same in every
 * language. Readers leave such notes out: a form that was written reads back as it was. */
#define JX_NOTE_SYSTEM "【系统】"
#define JX_NOTE_REVIEW "【复核】"

/* How a form is printed: headings and labels in the words of its pack, for writers that
 * draw it, and the pack's grades and scale. NULL: the form has no such column or row.
 * Texts are NUL-terminated. */
struct jx_grade_line {
    const char *name;
    struct jx_dec from;
};
/* A fact that a sheet of facts asks for: its name, what of it, a hint ("≥ 100%"); texts
 * are never NULL. */
struct jx_face_fact {
    const char *group, *name, *what, *hint;
    uint8_t type;               /* enum jx_type of the value */
    const char *const *choices; /* NULL: free */
    size_t choice_count;
};
struct jx_face {
    uint32_t size;
    const char *title;
    const char *record[JX_REC_COUNT], *fund[JX_FUND_COUNT], *ind[JX_IND_COUNT];
    const char *amounts;           /* above the names of funds */
    const char *fund_total;        /* label of the total of funds; NULL: no such block */
    const char *closing;           /* label of the closing row */
    const char *const *sections;   /* labels beside the blocks: of funds, of indicators */
    size_t section_count;          /* 2, or 0: none */
    const char *const *signatures; /* labels at the foot */
    size_t signature_count;
    const char *const *notes; /* how to fill it in */
    size_t note_count;
    const struct jx_grade_line *grades; /* highest first */
    size_t grade_count;
    const char *const *levels; /* words with a certain share of the weight */
    size_t level_count;
    const char *const *natures; /* signs and words of the column of natures */
    size_t nature_count;
    int across;   /* fund key whose amounts lie in one row under the names; -1: none */
    bool adds_up; /* no row of funds is part of another */
    bool code_in_name;                /* the name's cell holds "CODE-NAME" */
    const struct jx_face_fact *facts; /* of a blank form without a table of indicators */
    size_t fact_count;
};

/* What a person decided on an item of a form, or on the form (item empty), as written. */
struct jx_decision {
    struct jx_str code, name; /* of the form; name counts where there is no code */
    struct jx_str item;       /* name or id */
    struct jx_str score;      /* points, or a level of the scale; empty: none */
    struct jx_str waived;     /* codes of findings that are settled; empty: none */
    struct jx_str reason, who, date;
    struct jx_str digest; /* of the input it was made on; empty: not noted */
    const char *source;   /* "file:line" of the decision */
};
/* An item whose score a person has set. */
struct jx_reviewed {
    const struct jx_item *item; /* the system's */
    struct jx_dec score;
    const struct jx_decision *decision;
};
struct jx_waived {
    struct jx_finding finding;
    const struct jx_decision *decision;
};
/* The review of a form: what was decided, and the total that follows. `findings` of the
 * result no longer holds what is waived. */
struct jx_review {
    uint32_t size;
    bool has_total;
    struct jx_dec total;
    const char *grade; /* "" when there is no total */
    const struct jx_reviewed *items;
    size_t item_count;
    const struct jx_waived *waived;
    size_t waived_count;
};

/* A plugin that the pack requires, and its version at the time. */
struct jx_required {
    const char *plugin, *version;
};

/* What the rule of a framework's item was told, in the words of the form. */
struct jx_given {
    size_t item;      /* index into items */
    const char *name; /* "budget", "peers' average" */
    struct jx_str value;
};

/* A figure that a rule was given and the cell prints otherwise: "1.2亿" read as 12000. */
struct jx_read {
    size_t item;      /* index into items */
    const char *key;  /* the input, as the rule calls it: "actual" */
    const char *name; /* in words: "actual value" */
    struct jx_str printed;
    struct jx_dec number;
};

/* What it would take: the nearest actual of one item, the rest of the form unchanged, that
 * brings its full points or a better grade; each was found by scoring the form so. Where no
 * single item brings a better grade, TOGETHER are the fewest items that do: all reaches of
 * that kind at once. */
enum { JX_REACH_FULL = 0, JX_REACH_NONE, JX_REACH_GRADE, JX_REACH_TOGETHER };
struct jx_reach {
    size_t item;          /* index into items */
    uint8_t kind;         /* NONE: no actual that was tried brings its full points */
    struct jx_str actual; /* as the cell would read: of the budget block, the executed */
    struct jx_dec score, total; /* of the item and the form then */
    bool has_total;
    const char *grade; /* then; "" none */
};

/* What came of a form. */
struct jx_result {
    uint32_t size;
    const char *pack_name, *pack_version, *pack_digest, *engine; /* as jx_item.rule */
    struct jx_dec total;
    bool has_total;
    const char *grade; /* "" when there is no total */
    const struct jx_group *groups;
    size_t group_count;
    const struct jx_item *items;
    size_t item_count;
    const struct jx_line *adjustments;
    size_t adjustment_count;
    const struct jx_finding *findings;
    size_t finding_count;
    /* The template that handed out the weights, with its source and how sure that is
     * ("confirmed", "to-be-confirmed", "assumed"); NULL where the form prints them. */
    const char *weights, *weights_source, *weights_status;
    bool fallback; /* by general rules: the region has no pack for this form */
    bool has_claimed_total, claims_parts; /* parts: the form has scores of rows at all */
    struct jx_dec claimed_total;
    const struct jx_face *face; /* NULL: the pack knows no such form */
    bool has_budget;
    struct jx_dec budget; /* the adjusted budget, in the form's unit of money */
    bool pack_unsigned;   /* it, or a pack it stands on, has no trusted signature */
    const struct jx_review *review;     /* NULL: nothing was decided on this form */
    const struct jx_required *required; /* plugins that the pack asks for */
    size_t required_count;
    const char *pack_title; /* in the words of its authors; NULL: none */
    const struct jx_given
        *given; /* in the order of items; rows of forms show their cells */
    size_t given_count;
    const struct jx_reach *reaches; /* by item, TOGETHER last; for explain, as reads */
    size_t reach_count;
    const struct jx_read *reads; /* in the order of items */
    size_t read_count;
    const char *const *titles; /* of the findings, in their order; NULL: not asked for */
};

#ifdef __cplusplus
}
#endif
