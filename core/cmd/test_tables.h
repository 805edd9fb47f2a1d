/* test_tables.h: what 'jixiao test' found, kept and shown as tables. */
#pragma once

#include "cmd.h"
#include "fail.h"
#include "pack.h"
#include "tables.h"

struct jx_tested_pack {
    const char *called;         /* on the command line */
    const char *name, *version; /* NULL: the pack cannot be used */
    size_t passed, failed;
};

struct jx_tested_case {
    size_t pack; /* its place among the packs */
    const char *file;
    size_t differences;
};

struct jx_tested_difference {
    size_t pack;
    const char *file, *path, *text;
    const char *because; /* how the item came to its score; NULL: nothing to be said */
    int line;            /* 0: none */
};

/* What the cases of a pack reach of it, by kind; and, in words, what they do not. */
struct jx_tested_reach {
    size_t pack;
    const char *kind, *key; /* the kind's name, and what programs read */
    size_t reached, all;
    const char *missed; /* NULL: these are counts */
};

/* Zero and an arena is empty. */
struct jx_tested {
    struct jx_kept kept;
    struct jx_tested_pack *packs;
    struct jx_tested_case *cases;
    struct jx_tested_difference *differences;
    struct jx_tested_reach *reaches;
    size_t pack_count, case_count, difference_count, reach_count;
    size_t pack_room, case_room, difference_room, reach_room;
};

/* A pack; its cases and what it reaches follow. */
void jx_tested_pack(struct jx_tested *tested, const char *called);
/* The pack added last can be used. */
void jx_tested_opened(struct jx_tested *tested, const struct jx_pack *pack);
/* A case of that pack; its differences follow. */
void jx_tested_case(struct jx_tested *tested, const char *file);
void jx_tested_difference(struct jx_tested *tested, int line, const char *path,
                          const char *text);
/* A line of how the item of the difference added last came to its score. */
void jx_tested_because(struct jx_tested *tested, const char *line);
/* Ends the case added last. */
void jx_tested_judged(struct jx_tested *tested, bool passed);
void jx_tested_reach(struct jx_tested *tested, const char *kind, const char *key,
                     size_t reached, size_t all);
void jx_tested_missed(struct jx_tested *tested, const char *text);

/* Writes the tables "packs", "cases", "differences" and, where it was asked for,
 * "coverage" and "unreached" to --to and --output. */
bool jx_tested_write(const struct jx_tested *tested, struct jx_app *app,
                     const struct jx_options *options, struct jx_error *err);
