/* buffer.h: a growing text for the readers of office files. */
#pragma once

#include "jixiao/value.h"

/* `failed` is set once when memory runs out and stays set; look at it at the end. */
struct ooxml_buffer {
    char *p;
    size_t n, capacity;
    bool failed;
};

void ooxml_buffer_add(struct ooxml_buffer *buffer, const char *text, size_t len);
/* A character as UTF-8; what is no character becomes U+FFFD. */
void ooxml_buffer_put(struct ooxml_buffer *buffer, uint32_t character);
void ooxml_buffer_free(struct ooxml_buffer *buffer);

/* An array with room for one more element of `size` bytes behind `count`; NULL on memory,
 * with the old array untouched. The caller frees it with free(). */
void *ooxml_grow(void *array, size_t count, size_t *capacity, size_t size);
