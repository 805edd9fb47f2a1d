/* buffer.c: growing memory, apart from the document's own, so that what is only needed for
 * a while can be given back. Nothing of the file formats is known here. */
#include "buffer.h"

#include <stdlib.h>
#include <string.h>

void *ooxml_grow(void *array, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return array;
    size_t more = *capacity ? *capacity * 2 : 16;
    if (more < *capacity || more > SIZE_MAX / size)
        return NULL;
    void *grown = realloc(array, more * size);
    if (grown)
        *capacity = more;
    return grown;
}

void ooxml_buffer_add(struct ooxml_buffer *buffer, const char *text, size_t len)
{
    if (buffer->failed || len == 0)
        return;
    if (len > buffer->capacity - buffer->n) {
        size_t more = buffer->capacity ? buffer->capacity : 64;
        while (more - buffer->n < len && more <= SIZE_MAX / 2)
            more *= 2;
        char *p = more - buffer->n < len ? NULL : realloc(buffer->p, more);
        if (!p) {
            buffer->failed = true;
            return;
        }
        buffer->p = p;
        buffer->capacity = more;
    }
    memcpy(buffer->p + buffer->n, text, len);
    buffer->n += len;
}

void ooxml_buffer_put(struct ooxml_buffer *buffer, uint32_t c)
{
    char out[4];
    size_t n = 0;
    if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        c = 0xfffd;
    if (c < 0x80) {
        out[n++] = (char)c;
    } else if (c < 0x800) {
        out[n++] = (char)(0xc0 | c >> 6);
    } else {
        if (c < 0x10000) {
            out[n++] = (char)(0xe0 | c >> 12);
        } else {
            out[n++] = (char)(0xf0 | c >> 18);
            out[n++] = (char)(0x80 | (c >> 12 & 0x3f));
        }
        out[n++] = (char)(0x80 | (c >> 6 & 0x3f));
    }
    if (c >= 0x80)
        out[n++] = (char)(0x80 | (c & 0x3f));
    ooxml_buffer_add(buffer, out, n);
}

void ooxml_buffer_free(struct ooxml_buffer *buffer)
{
    free(buffer->p);
    *buffer = (struct ooxml_buffer){0};
}
