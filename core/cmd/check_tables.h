/* check_tables.h: what 'jixiao check' found, kept and shown as tables. */
#pragma once

#include "cmd.h"
#include "fail.h"
#include "pack.h"
#include "tables.h"

struct jx_checked_pack {
    const char *called;                  /* on the command line */
    const char *name, *version, *digest; /* NULL: the pack cannot be used */
    size_t rules, selectors;
    size_t open, assumed; /* figures whose sources nobody has confirmed */
    size_t errors, warnings;
};

struct jx_checked_fault {
    const char *called; /* the pack */
    struct jx_fault fault;
};

/* Zero and an arena is empty. */
struct jx_checked {
    struct jx_kept kept;
    struct jx_checked_pack *packs;
    size_t pack_count, pack_room;
    struct jx_checked_fault *faults;
    size_t fault_count, fault_room;
};

/* Adds a pack; its faults follow. NULL: memory. Valid until the next is added. */
struct jx_checked_pack *jx_checked_add(struct jx_checked *checked, const char *called);
/* Keeps a copy of a fault of the pack added last; counts it there. As jx_pack_wish.fault. */
void jx_checked_fault(void *checked, const struct jx_fault *fault);
/* The pack added last can be used; so many of its figures rest on sources that are open or
 * assumed. */
void jx_checked_good(struct jx_checked *checked, const struct jx_pack *pack, size_t open,
                     size_t assumed);

/* Writes the tables "packs" and "faults" to --to and --output. */
bool jx_checked_write(const struct jx_checked *checked, struct jx_app *app,
                      const struct jx_options *options, struct jx_error *err);
