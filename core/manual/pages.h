/* pages.h: the manual pages of the program and its commands, from their own tables. */
#pragma once

#include "cmd.h"
#include "strbuf.h"

/* The page of a command (NULL: of the program) in the language of the run. `date`: of the
 * version, as the page prints it. */
void jx_manual_page(struct jx_strbuf *out, const struct jx_command *command,
                    const char *date);

/* The first lines of any page; `name`: "jixiao-pack". */
void jx_manual_head(struct jx_strbuf *out, const char *name, char section,
                    const char *date);

/* What the page of a command ("": of the program) says beyond its options: paragraphs, a
 * message id; NULL: nothing. */
const char *jx_manual_prose(const char *command);
