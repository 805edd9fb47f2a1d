/* registry.h: which readers, writers and methods there are, and the host they are given. */
#pragma once

#include "fail.h"
#include "jixiao/plugin.h"

/* Plugins in order of precedence; a struct of constants, shared by threads. */
struct jx_registry {
    const struct jx_plugin *const *plugins; /* NULL-terminated */
    const char *const *paths; /* file of each, NULL: built in; NULL: all are built in */
};

/* The file that the index-th plugin came from, or NULL. */
const char *jx_registry_path(const struct jx_registry *registry, size_t index);
/* By name, or NULL. */
const struct jx_plugin *jx_registry_plugin(const struct jx_registry *registry,
                                           const char *name);
const struct jx_reader *jx_registry_reader(const struct jx_registry *registry,
                                           const char *name);
const struct jx_writer *jx_registry_writer(const struct jx_registry *registry,
                                           const char *name);
/* *plugin (may be NULL): which one offers it. */
const struct jx_method *jx_registry_method(const struct jx_registry *registry,
                                           const char *name,
                                           const struct jx_plugin **plugin);

/* The next reader of the same name, or NULL. */
const struct jx_reader *jx_registry_behind(const struct jx_registry *registry,
                                           const struct jx_reader *reader);

/* The reader surest of a document's first bytes, or the first of its name; NULL when none
 * knows it. */
const struct jx_reader *jx_registry_probe(const struct jx_registry *registry,
                                          const char *head, size_t len, const char *name);

/* Names for "did you mean" and listings: NULL-terminated, in `arena`; NULL on memory. */
enum jx_plugin_part { JX_READERS, JX_WRITERS, JX_METHODS, JX_PLUGINS };
const char *const *jx_registry_names(const struct jx_registry *registry,
                                     enum jx_plugin_part part, struct jx_arena *arena);

/* A host over an arena: what plugins call. fail() fills `err`. The host may be moved;
 * arena, err and file (names the document in errors; may be NULL) must outlive its use. */
struct jx_host_ctx {
    struct jx_arena *arena;
    struct jx_error *err;
    const char *file;
    /* Of readers: runs the reader behind; `owner` is for whoever made the host. */
    bool (*behind)(void *owner, const struct jx_document *part,
                   const struct jx_sink *sink);
    void *owner;
    struct jx_shown *shown; /* made when the first reason is rendered (ledger.h) */
};
struct jx_host jx_host_make(struct jx_host_ctx *ctx);
