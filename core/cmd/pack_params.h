/* pack_params.h: what can be tuned in a pack: parameters of its rules and the figures of
 * pack.json, each with its place in the files. */
#pragma once

#include "pack_tools.h"
#include "provenance.h"

struct jx_tunable {
    const char *name; /* "cost-equal.equal", "weights.project.groups.…" */
    enum jx_pack_part part;
    const char *const *steps; /* keys from the root down */
    size_t depth;
    const struct jx_param *declared; /* NULL: a figure of the pack, without a rule */
    const struct jx_json *node;      /* in effect; NULL: the rule's default */
    const char *value;               /* in effect, as JSON */
    const char *plain;               /* the same; texts without quotes */
    const char *origin;              /* "north/indicators.json:3", "base/step.lua" */
    const char *clause;              /* as the pack writes it; "" none */
    const struct jx_source *source;  /* behind it, or NULL */
};

struct jx_tunables {
    struct jx_arena *arena; /* owns everything; the pack must outlive it */
    struct jx_tunable *list;
    size_t count, capacity;
    bool failed;
};

/* Lists them: rules' parameters in the order of indicators.json, then figures. false:
 * memory. */
bool jx_tunables_list(const struct jx_pack *pack, struct jx_arena *arena,
                      struct jx_tunables *out);
/* By name, or NULL with err and "did you mean". */
const struct jx_tunable *jx_tunable_find(const struct jx_tunables *tunables,
                                         const char *name, struct jx_error *err);

/* Type, least and greatest value, choices and default of one, as texts in the arena; ""
 * where there is none. */
struct jx_tunable_facts {
    const char *type, *least, *greatest, *choices, *usual, *text;
};
struct jx_tunable_facts jx_tunable_facts(const struct jx_tunables *tunables,
                                         const struct jx_tunable *tunable);

/* A change that is wished for. */
struct jx_wish {
    const char *name, *value; /* as typed */
    const char *why;          /* "" not said */
    const char *file;         /* where it was read, for messages; NULL: command line */
    int line;
};

/* pack_table.c: the list as CSV, nothing around it; and the wishes of a table in any format a reader knows:
 * rows whose value differs from the one in effect. `why` stands in for empty reasons. */
void jx_tunables_csv(const struct jx_tunables *tunables, struct jx_strbuf *out);
/* The list by the writer that --to names. */
bool jx_tunables_write(struct jx_app *app, const struct jx_tunables *tunables,
                       const struct jx_options *options, struct jx_error *err);
bool jx_wishes_read(struct jx_app *app, const char *path,
                    const struct jx_tunables *tunables, const char *why,
                    struct jx_wish **wishes, size_t *count, struct jx_error *err);

/* pack_set.c: carries the wishes out, all or none: checks the pack as it would be, writes
 * its files, and adds to changes.json. Returns the exit code; faults have been printed. */
int jx_tunables_set(struct jx_app *app, const struct jx_tunables *tunables,
                    const struct jx_pack *pack, const struct jx_wish *wishes,
                    size_t count, bool quiet);

/* The pack with the wishes carried out in memory alone. NULL and err; faults have been
 * printed. */
struct jx_pack *jx_tunables_try(struct jx_app *app, const struct jx_tunables *tunables,
                                const struct jx_pack *pack, const struct jx_wish *wishes,
                                size_t count, struct jx_error *err);
