/* pack_tools.h: what the files of 'jixiao pack' share. */
#pragma once

#include "packs.h"
#include "strbuf.h"

/* Writes the text to a file, or to standard output for NULL, and frees it. Returns the
 * exit code. */
int jx_text_out(struct jx_strbuf *text, const char *path);

/* The only input of the command; NULL, with the complaint printed, when there are more. */
const char *jx_only_input(const struct jx_options *options);

/* "confirmed" and its like, in the language of the run. */
const char *jx_status_title(const char *status);

/* The header that show and params begin with: who the pack is and what it stands on. */
void jx_pack_headline(const struct jx_pack *pack, struct jx_strbuf *out);

/* pack_new.c: a folder that becomes a pack, from the templates in the data folder's
 * scaffold/: @KEY@ in them is filled in. */
struct jx_filling {
    const char *key, *text;
};
struct jx_scaffold {
    struct jx_app *app;
    struct jx_arena *arena;
    const char *folder, *name; /* of the pack */
    const char *region, *year; /* NULL: the pack's name, that of the base */
    const struct jx_pack *base;
    const struct jx_filling *more; /* other keys; the last without one. NULL: none */
};
bool jx_scaffold_write(const struct jx_scaffold *scaffold, const char *template,
                       const char *target, struct jx_error *err);
/* The folder of a path and the pack's name that it ends in. false: usage. */
bool jx_scaffold_name(const char *path, struct jx_arena *arena, const char **folder,
                      const char **name, struct jx_error *err);
/* A priority above those of all selectors of the pack. */
int jx_priority_above(const struct jx_pack *pack);

/* pack_diff.c: what differs from `base` and why, and what was changed in changes.json. */
int jx_pack_show_against(struct jx_app *app, const struct jx_pack *pack, const char *base,
                         struct jx_strbuf *out);
bool jx_pack_show_history(const struct jx_pack *pack, struct jx_strbuf *out,
                          struct jx_error *err);
