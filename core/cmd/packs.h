/* packs.h: the packs of a run: found once, loaded when first needed, shared by all
 * threads; and the engines of one thread, which score by them. */
#pragma once

#include "cmd.h"
#include "engine.h"
#include "recognise.h"

struct jx_packs;

/* `given` is --pack, or NULL. NULL and err (exit kind set) when it cannot be loaded; its
 * faults have then been printed. */
struct jx_packs *jx_packs_open(struct jx_app *app, const char *given,
                               struct jx_error *err);
void jx_packs_close(struct jx_packs *packs);

/* The pack by whose form specs a document is read: the given one; else that of the region
 * for which the document speaks or which is asked for (NULL: none is); else a general
 * one; else any that knows one of its forms. NULL: none. */
const struct jx_pack *jx_packs_recognise(struct jx_packs *packs,
                                         const struct jx_pages *pages,
                                         const char *region);

/* The region whose packs know a project's code as theirs, for a record that does not say
 * its region. Empty: none does, or several; or a pack was given. */
struct jx_str jx_packs_region(struct jx_packs *packs, struct jx_str code);

/* The pack that scores a record by its region and year, as packs write them or as offices
 * do (a name that packs recognise; a year with 年); where the region has none, a
 * general one that knows the form (*fallback). NULL: none, *why says so (message id). */
const struct jx_pack *jx_packs_choose(struct jx_packs *packs,
                                      const struct jx_record *record, const char **why,
                                      bool *fallback);

/* Could a pack that was looked at not be loaded? Its faults have been printed. */
bool jx_packs_faulty(const struct jx_packs *packs);

/* The engines of one thread; starts zeroed. */
struct jx_engines {
    struct jx_engine **list;
    const struct jx_pack **packs; /* list[i] scores by packs[i] */
    size_t count;
};
/* The engine of a pack. NULL and err on failure. */
struct jx_engine *jx_engines_find(struct jx_engines *engines, const struct jx_pack *pack,
                                  struct jx_error *err);
void jx_engines_close(struct jx_engines *engines);

/* Loads one pack and prints every error on standard error; NULL where there was one. */
struct jx_pack *jx_pack_open(struct jx_app *app, const char *reference);

/* The same for tools around packs, and with their wishes (core/api/app.h). */
struct jx_pack *jx_pack_open_as(struct jx_app *app, const char *reference,
                                const struct jx_pack_wish *wish);
/* The only pack that was used, or NULL when it was none or several. */
const struct jx_pack *jx_packs_only(const struct jx_packs *packs);
/* The n-th pack that was used, or NULL: there are no more. */
const struct jx_pack *jx_packs_used(const struct jx_packs *packs, size_t n);
/* What the first used pack that names this code of its own calls it; NULL: none does. */
const char *jx_packs_title(const struct jx_packs *packs, const char *code);
/* Counts the pack of this name as used; its digest, or NULL: there is none. */
const char *jx_packs_use(struct jx_packs *packs, const char *name);
