/* guard.h: what a reader from outside hands over, checked before the core believes it. */
#pragma once

#include "fail.h"
#include "registry.h"

/* Most that one document may give. */
enum {
    JX_GUARD_CELLS = 16384,             /* of a row; columns too */
    JX_GUARD_TEXT = 16 * 1024 * 1024,   /* bytes of a text */
    JX_GUARD_EVENTS = 20 * 1000 * 1000, /* rows, paragraphs, troubles, sheets */
    JX_GUARD_ROWS = 100 * 1000          /* indicators, sources, facts of a record */
};
/* Bytes of rows and paragraphs, which are kept until the document ends. */
#define JX_GUARD_BYTES ((uint64_t)256 << 20)

/* Stands before a sink while one document is read; must not move meanwhile. */
struct jx_guard {
    const struct jx_sink *sink;
    const char *reader, *plugin; /* names */
    uint64_t events, bytes;
    bool refused; /* err says what was wrong; nothing more is taken */
    struct jx_error err;
};

/* The sink to give to the reader: the guard's, or `sink` itself for a reader that is
 * built in. */
struct jx_sink jx_guard_sink(struct jx_guard *guard, const struct jx_registry *registry,
                             const struct jx_reader *reader, const struct jx_sink *sink);

/* After the reader has returned: was everything sound? If not, err says what was not. */
bool jx_guard_passed(const struct jx_guard *guard, struct jx_error *err);

/* What a reader gives to the one behind it: a part of the document that it has, and a sink
 * that can be called. *document becomes that part. false: err says which reader and what. */
bool jx_guard_part(const struct jx_reader *reader, struct jx_document *document,
                   const struct jx_document *part, const struct jx_sink *sink,
                   struct jx_error *err);

/* Are there bytes where a writer says so? */
bool jx_guard_bytes(const struct jx_writer *writer, const char *bytes, size_t len,
                    struct jx_error *err);
