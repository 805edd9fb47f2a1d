/* rows.h: from lines of text to rows of cells and prose. */
#pragma once

#include "jixiao/plugin.h"

/* Limits that no form comes near; what is beyond is reported and left out. */
enum { TEXT_LINE_MAX = 1 << 20, TEXT_ROW_MAX = 16384 };

/* Takes a line end ("\n", "\r\n" or "\r") off `*rest` and returns the line before it. */
struct jx_str text_line(struct jx_str *rest);

/* Feeds the lines of `text` (valid UTF-8, no mark at its start) to the sink. */
bool text_rows(const struct jx_host *host, const struct jx_document *document,
               struct jx_str text, const struct jx_sink *sink);
