/* pack_load.h: from a folder to a pack; where packs are found; every fault at once. */
#pragma once

#include "fail.h"
#include "pack.h"
#include "pack_source.h"

/* What loading needs from rooms beside it. inspect compiles a rule file and fills what
 * it declares (has_score, has_total, start_full, needs, params; strings in `arena`),
 * adding faults with file and line. */
struct jx_pack_env {
    void *ctx; /* of method and plugin */
    /* A native method by name, with the plugin that offers it; NULL: there is none. */
    const struct jx_method *(*method)(void *ctx, const char *name,
                                      const struct jx_plugin **plugin);
    /* A plugin by name, or NULL. NULL: what packs require is not checked. */
    const struct jx_plugin *(*plugin)(void *ctx, const char *name);
    /* For "did you mean"; NULL-terminated, or NULL. */
    const char *const *method_names, *const *plugin_names;
    bool (*inspect)(const char *file, struct jx_str source, struct jx_arena *arena,
                    struct jx_rule *rule, struct jx_faults *faults);
    const char *const *search; /* folders that hold packs, in order; NULL-terminated */
    /* The usual severity of a finding code of the contract; false: no such code. NULL:
     * codes under "findings" are not checked. */
    bool (*finding)(const char *code, uint8_t *severity);
    const char *const *finding_names; /* for "did you mean"; NULL-terminated */
    /* For tools: files of the pack itself as they would be (the last without a name; may
     * be NULL); and ancestors as they are found, whatever lock.json says. */
    const struct jx_pack_overlay *overlays;
    bool in_memory; /* the overlays are the whole pack: the reference is but its name, and
                       nothing is looked for beside it */
    bool ignore_lock;
    bool advise; /* also warn authors of what a good pack still lacks */
};

/* Loads a pack by folder (or the pack.json in it), or by NAME or NAME@RANGE through
 * env->search ("^2020", "2023", "2023.1.0", ">=2020 <2024"). Returns NULL with faults listed (at least one error).
 * The packs it extends are looked for beside its folder first. What it inherits from them
 * is everything but name, title, version, api and extends. Free with jx_pack_free. Warnings
 * do not make it fail. */
struct jx_pack *jx_pack_load(const char *reference, const struct jx_pack_env *env,
                             struct jx_faults *faults);

/* A name of a pack or region: lower-case letters, digits and '-', beginning with a letter;
 * good for a folder too. */
bool jx_pack_name_good(const char *text);

/* Names and folders of all packs found through `search`, sorted by name, newest version
 * first, each once by (name, version). Region and years are those that pack.json itself
 * says, so that a pack takes over a region only by saying so. */
struct jx_pack_entry {
    const char *name, *version, *folder, *title;
    const char *region; /* "" for a base pack */
    int year_from, year_to;
};
bool jx_pack_list(const char *const *search, struct jx_arena *arena,
                  struct jx_pack_entry **list, size_t *count, struct jx_error *err);

/* Cases of a pack: the files cases/<name>.json of its folder, each {"note", "record": {…} or
 * "records": [...], "expect": {...}}; read and run by core/cmd (test). */
