/* pack_file.h: what the commands around pack files (.jxp) share. */
#pragma once

#include "pack.h"
#include "pack_tools.h"
#include "trust.h"

/* The key of --key, which must have its secret half; jx_key_wipe it. false: err. */
bool jx_secret_read(const char *path, struct jx_arena *arena, struct jx_key *key,
                    struct jx_error *err);

/* One line: who signed it, or what is wrong. */
void jx_pack_say_trust(const struct jx_packfile *file, const struct jx_verdict *verdict,
                       struct jx_strbuf *out);

/* The folder to install in; NULL, the complaint printed, when there is none. */
const char *jx_pack_store(struct jx_app *app, const struct jx_options *options);
/* The same for trusted keys. */
const char *jx_trust_store(struct jx_app *app, const struct jx_options *options);

/* An installed pack of the store: "NAME" or "NAME@RANGE", the newest that fits. NULL, the
 * complaint printed, when there is none. `list`: all of the store, newest first. */
struct jx_pack_entry;
const struct jx_pack_entry *jx_pack_in_store(const char *store, const char *reference,
                                             struct jx_arena *arena,
                                             struct jx_pack_entry **list, size_t *count);
