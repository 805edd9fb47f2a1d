/* office.h: small office packages made in memory. */
#pragma once

#include "check.h"
#include "jixiao/value.h"

#include <stdlib.h>
#include <zip.h>

struct office_part {
    const char *name, *text;
    size_t len; /* 0: up to the NUL */
};

/* A zip of parts, the last one with a NULL name; free() the result's p. */
static inline struct jx_str office_zip(const struct office_part *parts)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_source_keep(source);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    for (; parts->name; parts++) {
        size_t len = parts->len ? parts->len : strlen(parts->text);
        zip_file_add(zip, parts->name, zip_source_buffer(zip, parts->text, len, 0), 0);
    }
    CHECK(zip_close(zip) == 0);
    zip_source_open(source);
    zip_source_seek(source, 0, SEEK_END);
    zip_int64_t len = zip_source_tell(source);
    char *bytes = malloc((size_t)len);
    zip_source_seek(source, 0, SEEK_SET);
    CHECK(zip_source_read(source, bytes, (zip_uint64_t)len) == len);
    zip_source_close(source);
    zip_source_free(source);
    return (struct jx_str){bytes, (size_t)len};
}

/* `count` times the same text, NUL-terminated; free() it. */
static inline char *office_repeat(const char *text, size_t count)
{
    size_t n = strlen(text);
    char *out = malloc(n * count + 1);
    for (size_t i = 0; i < count; i++)
        memcpy(out + i * n, text, n);
    out[n * count] = 0;
    return out;
}

/* The three texts one behind another; free() it. */
static inline char *office_join(const char *a, const char *b, const char *c)
{
    size_t n = strlen(a) + strlen(b) + strlen(c) + 1;
    char *out = malloc(n);
    snprintf(out, n, "%s%s%s", a, b, c);
    return out;
}
