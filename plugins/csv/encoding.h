/* encoding.h: the text of a CSV file as UTF-8. */
#pragma once

#include "jixiao/plugin.h"

enum csv_encoding { CSV_UTF8 = 0, CSV_GB18030, CSV_UTF16 };

/* Told from the bytes: a mark at the start, then validity. `whole`: the bytes are all
 * there are, so a character cut off by their end counts. */
enum csv_encoding csv_encoding_of(const char *bytes, size_t len, bool whole);

/* A copy in the document's memory, UTF-8 and without mark, that may be written to. false:
 * host->fail was called. */
bool csv_decode(const struct jx_host *host, const struct jx_document *document,
                char **text, size_t *len);
