/* harness.h: a pack made of rule texts, and calls of its rules, for the tests here. */
#pragma once

#include "check.h"
#include "rule.h"
#include "strbuf.h"

enum { RULES_MOST = 4 };

struct bench {
    struct jx_arena arena; /* what rules declare */
    struct jx_arena call;  /* ledger of the last call */
    struct jx_rule rules[RULES_MOST];
    struct jx_pack pack;
    struct jx_lua *lua;
    struct jx_ledger ledger;
    struct jx_error err;
};

/* Adds a rule; what it declares is read by jx_lua_inspect, whose faults are ignored. */
void bench_add(struct bench *bench, const char *file, const char *source, size_t len);
bool bench_open(struct bench *bench, const struct jx_lua_limits *limits);
void bench_close(struct bench *bench);

/* Calls the score function of rule `slot` with weight 10. */
enum jx_lua_status bench_score(struct bench *bench, size_t slot,
                               const struct jx_value *inputs,
                               const struct jx_value *params);

/* The ledger as text: "award 5.1 (file:line reason); …; find code (…)". */
const char *bench_lines(struct bench *bench);

/* "file:line: text" of the last error. */
const char *bench_error(struct bench *bench);

struct jx_value number_value(const char *digits);
struct jx_value text_value(const char *text);

extern const char budget_rule[];
/* Scores budget_rule in slot `slot`: true when it gives what it must. */
bool budget_is_right(struct bench *bench, size_t slot);
