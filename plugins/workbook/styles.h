/* styles.h: the looks of cells, made once for a workbook. */
#pragma once

#include "book.h"

/* false: out of memory. */
bool styles_make(struct book *book);
