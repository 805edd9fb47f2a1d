/* compile.h: what the files share that turn a pack's JSON into struct jx_pack. Not for
 * other rooms. Nothing here stops at the first fault. */
#pragma once

#include "json.h"
#include "pack_find.h"
#include "pack_load.h"
#include "pack_source.h"

struct compile {
    struct jx_pack *pack; /* being filled; its arena holds everything */
    const struct jx_pack_env *env;
    struct jx_faults *faults;
    struct jx_pack_source *source; /* of the pack itself; parents behind it */
    const struct jx_json *root;    /* of the merged file at hand, for JSON paths */
    struct rule_entry *entries;    /* every rule file that counts */
    size_t entry_count;
    struct jx_pack_shelves shelves; /* where ancestors are looked for */
    struct jx_rule *rules;          /* pack->rules while it grows; room for all */
    bool failed;                    /* memory ran out */
    bool plugin_lacking; /* a required plugin is not here, and so its methods are not */
};

/* A rule file, inspected. */
struct rule_entry {
    const struct jx_pack_file *file;
    struct jx_rule rule;
    const struct jx_rule *used; /* in pack->rules, or NULL */
    bool own, faulty;           /* own: of the pack itself, not of an ancestor */
};

/* compile.c: faults at a node of the file at hand. hint may be NULL. */
void bad(struct compile *c, const struct jx_json *node, const char *hint,
         const char *format, ...) __attribute__((format(printf, 4, 5)));
void warn(struct compile *c, const struct jx_json *node, const char *hint,
          const char *format, ...) __attribute__((format(printf, 4, 5)));
/* "did you mean 'x'?" for the nearest of `words` (NULL-terminated), or NULL. */
const char *did_you_mean(struct compile *c, const char *word, const char *const *words);
/* `size` zeroed bytes × count; on failure sets c->failed and gives NULL. */
void *take(struct compile *c, size_t count, size_t size);

/* Reading members. A member that is there with another type than wanted is a fault and
 * counts as absent. */
void only_keys(struct compile *c, const struct jx_json *object, const char *const *keys);
const struct jx_json *get(struct compile *c, const struct jx_json *object,
                          const char *key, enum jx_json_type type);
const char *get_text(struct compile *c, const struct jx_json *object, const char *key,
                     const char *fallback);
/* Between low and high, both allowed. */
bool get_number(struct compile *c, const struct jx_json *object, const char *key,
                const char *low, const char *high, struct jx_dec *out);
bool node_number(struct compile *c, const struct jx_json *node, const char *low,
                 const char *high, struct jx_dec *out);
bool node_int(struct compile *c, const struct jx_json *node, int low, int high, int *out);
bool is_type(struct compile *c, const struct jx_json *node, enum jx_json_type type);
/* One of `words` (NULL-terminated): its index; -1 and a fault. */
int node_word(struct compile *c, const struct jx_json *node, const char *const *words);
/* A text or a list of texts, blanks taken out; nothing empty. Absent: no patterns. */
struct jx_patterns get_patterns(struct compile *c, const struct jx_json *object,
                                const char *key);
/* The same for natures, in their canonical glyphs ≥ ≤ ＝ ＞ ＜ 定性; "*" is any. */
struct jx_patterns get_natures(struct compile *c, const struct jx_json *object,
                               const char *key);
/* The same for kinds of targets: figure, words, date, blank, unreadable. */
struct jx_patterns get_kinds(struct compile *c, const struct jx_json *object,
                             const char *key);
struct jx_str squeezed(struct compile *c, struct jx_str text);

/* compile_pack.c: pack.json as a whole; compile_tables.c: its tables. */
void compile_pack(struct compile *c);
void check_forms(struct compile *c); /* once pack->forms is there */
/* Starts the table `key`: *array has room of `size` for each of its members, which begin at
 * the node returned. NULL: no such table. */
const struct jx_json *table(struct compile *c, const char *key, size_t size,
                            void **array);
bool is_note(const struct jx_json *member);
void compile_grades(struct compile *c);
void compile_levels(struct compile *c);
void compile_findings(struct compile *c);
void compile_sources(struct compile *c);

/* compile_targets.c: the checks of targets; behind compile_sources. */
void compile_targets(struct compile *c);

/* compile_weights.c: templates of weights; behind compile_sources. */
void compile_weights(struct compile *c);

extern const char *const missing_words[]; /* in the order of enum jx_missing */

/* compile_selectors.c: indicators.json; `pack_root` is the merged pack.json. */
void compile_selectors(struct compile *c, const struct jx_json *pack_root);
/* What selectors and items of frameworks share; for_budget, for_total and for_facts are
 * set before. The rule's name, the clause and the policy for missing inputs may stand in
 * other nodes than the rest: NULL where nobody says them. */
void compile_rule(struct compile *c, const struct jx_json *node,
                  const struct jx_json *rule_name, struct jx_selector *selector);
const char *compile_clause(struct compile *c, const struct jx_json *clause);
enum jx_missing compile_missing_of(struct compile *c, const struct jx_json *node,
                                   const struct jx_json *own,
                                   const struct jx_json *pack_root);

/* compile_frameworks.c. How many rules the frameworks may name, for making room. */
size_t count_framework_rules(const struct jx_json *frameworks);
void compile_frameworks(struct compile *c, const struct jx_json *frameworks,
                        const struct jx_json *pack_root);

/* compile_rules.c. Inspects every rule file of the pack and its ancestors, a child's file
 * hiding an ancestor's of the same name; room for `methods` native ones. */
void inspect_rules(struct compile *c, size_t methods);
/* The rule that a node names, entered in pack->rules; NULL with a fault, or when the rule
 * itself is faulty. */
const struct jx_rule *use_rule(struct compile *c, const struct jx_json *node);
void warn_unused_rules(struct compile *c);

/* compile_inputs.c: where a rule's needs come from (node: for faults), and its parameters
 * as the selector sets them (node: the selector). */
void bind_needs(struct compile *c, const struct jx_json *node,
                struct jx_selector *selector);
void set_params(struct compile *c, const struct jx_json *node,
                struct jx_selector *selector);

/* faces.c: how forms are printed: their headings, and "blank" in forms.json (c->root). */
void compile_faces(struct compile *c);

/* overlap.c: could any text match both? */
bool patterns_overlap(const struct jx_patterns *a, const struct jx_patterns *b);

/* lock.c: what the locks on the way from `first` to `source` say of the parent of `source`,
 * or NULL; the exact reference to it (NULL and a fault when it is another pack); and
 * whether the ancestors are those that were locked. */
const struct jx_json *locked_parent(const struct jx_pack_source *first,
                                    const struct jx_pack_source *source);
const char *locked_reference(struct compile *c, const struct jx_json *entry,
                             const struct jx_json *extends);
void check_locks(struct compile *c);

/* gaps.c, loose_facts.c, sourceless.c: warnings for authors of a pack that has no errors:
 * what it leaves open, facts that nothing asks for, and figures of its own behind which no
 * source stands. */
void warn_gaps(struct compile *c);
void warn_loose_facts(struct compile *c);
void warn_sourceless(struct compile *c);

/* allow.c: does the pack change what an ancestor does not let it change? */
void check_allowed(struct compile *c);
