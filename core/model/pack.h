/* pack.h: a rule pack as the engine uses it: immutable once loaded, shared by threads.
 *
 * core/load builds it from pack.json, indicators.json, forms.json and *.lua; everything
 * lives in the pack's own arena. */
#pragma once

#include "arena.h"
#include "decimal.h"
#include "jixiao/plugin.h"
#include "pairs.h"

enum jx_rule_kind { JX_RULE_LUA = 0, JX_RULE_METHOD };

/* A rule, Lua or native, with what it declares. */
struct jx_rule {
    const char *name; /* "lua:budget", "method:proportional" */
    enum jx_rule_kind kind;
    const struct jx_method *method; /* JX_RULE_METHOD */
    const char *plugin;             /* JX_RULE_METHOD: name of the one that offers it */
    const char *file;               /* JX_RULE_LUA: "north/budget.lua" */
    struct jx_str source;           /* JX_RULE_LUA: its text */
    size_t slot;                    /* index in pack->rules */
    bool start_full, has_score, has_total;
    const struct jx_need *needs;
    size_t need_count;
    const struct jx_param *params;
    size_t param_count;
};

/* Where a need's value comes from, resolved when the pack loads. */
enum jx_scope {
    JX_SCOPE_ROW,    /* key: enum jx_ind_key, or enum jx_fund_key for the budget block */
    JX_SCOPE_BUDGET, /* "budget.KEY": key is enum jx_fund_key */
    JX_SCOPE_RECORD, /* "record.KEY": key is enum jx_record_key */
    JX_SCOPE_FACT,   /* "fact.ID[.field]": id, field */
    JX_SCOPE_PEER    /* "peer.ID[.field]" */
};
struct jx_bound_need {
    enum jx_scope scope;
    int key;
    struct jx_str id, field; /* no id: of the framework's item itself */
};

/* Does a rule ask for sign, target and actual of a row and no more, as most do? Where among
 * its needs each stands then. */
struct jx_pair_needs {
    bool all;
    uint8_t nature, target, actual;
};

enum jx_missing {
    JX_MISSING_UNSCORED = 0,
    JX_MISSING_ZERO,
    JX_MISSING_REDISTRIBUTE,
    JX_MISSING_REFUSE
};

/* A condition: any of `patterns` (globs, compared without blanks); empty: always true. */
struct jx_patterns {
    const struct jx_str *list;
    size_t count;
};

/* Says which rule scores which row. The matching selector of the highest priority wins;
 * equal priorities that both match are a fault of the pack (rule-error at run time). */
struct jx_selector {
    const char *key;
    bool for_budget; /* "when": {"part": "budget"} */
    bool for_total;  /* "when": {"part": "total"}: the rule's total function */
    bool for_facts;  /* of an item of a framework (framework.h) */
    struct jx_patterns form, level1, level2, nature, name;
    struct jx_patterns target; /* "figure", "words", "date", "blank", "unreadable" */
    int priority;
    const struct jx_rule *rule;
    const struct jx_bound_need *needs; /* one a need of the rule */
    struct jx_pair_needs pair_needs;
    const struct jx_value *params; /* one a param of the rule */
    const char *clause;
    enum jx_missing missing;
    int line; /* in indicators.json */
    const char *file;
};

/* A word of the scale for qualitative indicators. A word with a range (from < to) is for
 * a person to judge: it reads as no share. Where the pack has judged_levels, points that
 * the form claims within the range are that judgement. */
struct jx_level {
    struct jx_str word;
    struct jx_dec from, to; /* shares of the weight; equal: certain */
};

struct jx_grade {
    const char *name;
    struct jx_dec from;
};

struct jx_rounding {
    int digits;
    enum jx_round_mode mode;
};

/* Usual weights of the groups of one form: what printed weights are compared with, and
 * what is handed out where the form prints none. Names are globs. */
struct jx_weight_part {
    struct jx_str name;
    struct jx_dec weight;
};
struct jx_weight_group {
    struct jx_str level1;
    struct jx_dec weight;
    const struct jx_weight_part *level2; /* adding up to weight; none: evenly by rows */
    size_t level2_count;
};
/* Rows that count to another group: "产出指标/成本指标" to "成本指标". */
struct jx_weight_alias {
    struct jx_str level1, level2; /* level2 empty: any */
    struct jx_str group;
};
/* What becomes of the weight of a group that a form does not have. */
enum jx_absent_group {
    JX_GROUP_REDISTRIBUTE = 0, /* goes to the others in proportion */
    JX_GROUP_REFUSE,           /* no weights are handed out */
    JX_GROUP_LOSE
};
enum { JX_NOT_NAMED = 1 << 20 };
struct jx_weights {
    const char *name;
    struct jx_patterns form, has; /* has: groups a form must have for this template */
    int rank; /* place in "weighting" of pack.json, or JX_NOT_NAMED: less goes first */
    struct jx_dec total;  /* what the weights of the form add up to */
    bool weights_percent; /* weights are printed as "3%": read as 3 points */
    enum jx_absent_group absent;
    const char *source, *status; /* title and status of the source; "" and "assumed" */
    const struct jx_weight_group *groups;
    size_t group_count;
    const struct jx_weight_alias *aliases;
    size_t alias_count;
};

/* Severity of a finding as the pack sets it. */
enum { JX_SEVERITY_OFF = 255 };
struct jx_finding_policy {
    const char *code;
    const char *title; /* "" default title */
    uint8_t severity;  /* enum jx_severity, or JX_SEVERITY_OFF */
};

/* Conditions on a row's target; all that are given must hold. */
struct jx_target_when {
    struct jx_patterns form, level1, level2, name, nature;
    struct jx_patterns unit;   /* as printed; "" is no unit */
    struct jx_patterns target; /* as of a selector */
    struct jx_patterns words;  /* of the target, as printed */
    bool asks_rate, rate;      /* whether it must be, or not be, printed in per cent */
    /* Bounds of the figure: a rate as a share, 万 counted out. */
    bool has_from, has_to, has_below;
    struct jx_dec from, to, below;
};

/* What a target is held against. */
enum jx_target_against {
    JX_AGAINST_NOTHING = 0, /* the conditions alone tell */
    JX_AGAINST_FORM,        /* rows of the same name in the form */
    JX_AGAINST_PEERS,       /* the same indicator in the other forms */
    JX_AGAINST_LAST_YEAR    /* what was achieved a year before */
};

/* Codes of which an audit asks too: what contradicts the contract's meaning of a row, year's
 * end or not. */
enum jx_audited_check { JX_AUDITED_NOT = 0, JX_AUDITED_DIRECTION, JX_AUDITED_SLOT };

/* A fault of targets, to be found before the year ends: in rows for which `when` holds and
 * none of `unless` does. */
struct jx_target_check {
    const char *key, *code;    /* code: of the finding */
    const char *text, *advice; /* what is wrong; what to do */
    const char *clause;
    struct jx_target_when when;
    const struct jx_target_when *unless;
    size_t unless_count;
    int cell;            /* enum jx_ind_key of the cell it is about */
    uint8_t against;     /* enum jx_target_against */
    uint8_t audited;     /* enum jx_audited_check */
    struct jx_dec share; /* PEERS, LAST_YEAR: of the median or actual, below which it is
                            too low; a greatest value: the other way round */
    bool together;       /* PEERS: all rows it applies to are one indicator */
    int least;           /* PEERS: how many there must be */
};

struct jx_limits {
    struct jx_dec overshoot; /* actual / target above which target-overshot is raised */
    struct jx_dec magnitude; /* ratio of actual and target that suggests another unit */
    struct jx_dec reason_below; /* execution rate below which a reason is due */
    bool has_overshoot, has_magnitude, has_reason_below;
};

/* Words before a figure in prose ("得分为96分", "执行率为100%"); as printed, no globs. */
struct jx_prose {
    struct jx_patterns score, rate, grade;
};

struct jx_source {
    const char *key, *title;
    const char *status;        /* "confirmed", "to-be-confirmed", "assumed" */
    struct jx_patterns covers; /* paths of values that it is behind: "grades" */
    const char *file;          /* that says so: "north/pack.json" */
};

struct jx_pack {
    struct jx_arena arena;
    const char *name, *title, *version, *region, *lang;
    const struct jx_required *required; /* plugins, with the versions that are here */
    size_t required_count;
    const char *folder;                  /* where it was loaded from */
    const struct jx_pack_source *source; /* its files (core/load/pack_source.h) */
    int year_from, year_to;              /* 0: open */
    char digest[65];                     /* SHA-256, hex */
    bool is_unsigned; /* it, or one it stands on, came without a trusted signature */
    const struct jx_pack *parent; /* the pack it extends, or NULL; owned by this pack */

    const struct jx_rule *rules;
    size_t rule_count;
    const struct jx_selector *selectors;
    size_t selector_count;
    struct jx_rounding round_item, round_group, round_total;
    struct jx_dec tolerance, ceiling;
    const struct jx_grade *grades; /* highest first */
    size_t grade_count;
    const struct jx_weights *weights;
    size_t weight_count;
    enum jx_missing missing;
    const struct jx_finding_policy *policies;
    size_t policy_count;
    const struct jx_level *levels;
    size_t level_count;
    bool judged_levels;
    const struct jx_target_check *target_checks;
    size_t target_check_count;
    struct jx_pairs check_pairs; /* of the names that audited checks ask for */
    struct jx_limits limits;
    struct jx_prose prose;
    const struct jx_source *sources;
    size_t source_count;
    struct jx_patterns region_names, code_prefixes;
    const struct jx_form_spec *forms; /* formspec.h */
    size_t form_count;
    const struct jx_framework *frameworks; /* framework.h */
    size_t framework_count;
};
