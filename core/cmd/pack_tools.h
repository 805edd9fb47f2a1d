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

/* pack_diff.c: what differs from `base` and why, and what was changed in changes.json. */
int jx_pack_show_against(struct jx_app *app, const struct jx_pack *pack, const char *base,
                         struct jx_strbuf *out);
bool jx_pack_show_history(const struct jx_pack *pack, struct jx_strbuf *out,
                          struct jx_error *err);
