/* digest.h: a short digest of the cells behind a score. */
#pragma once

#include "jixiao/value.h"

/* The cells an item is scored from: its row, the budget block, or the facts of its id
 * (`item` NULL: every cell of the form). Hex digits of SHA-256, 16 of them: enough to tell
 * that an input has changed. Pure. */
void jx_input_digest(const struct jx_record *record, const struct jx_item *item,
                     char out[17]);
