/* json_scan.h: is this text JSON, and where does each value stand? */
#pragma once

#include "arena.h"
#include "jixiao/value.h"
#include "json_errors.h"

/* A value of the document, in document order (an object before its members). */
struct jx_json_mark {
    size_t offset; /* of its first byte */
    size_t end;    /* behind its last byte */
    size_t len;    /* of a number's lexeme; 0 for everything else */
    int line;      /* from 0: line breaks before it */
};

struct jx_json_scan {
    struct jx_arena *arena; /* owns marks */
    struct jx_str text;
    size_t at; /* where reading stands; after a failure, where it failed */
    int line, depth;
    struct jx_json_mark *marks;
    size_t count, capacity;
    size_t longest; /* number lexeme */
    enum jx_json_fault fault;
};

/* Checks a whole document against RFC 8259 with the limits of json.h (duplicate keys are
 * not looked for) and lists its values. false: scan->fault at scan->at. The caller sets
 * arena and text, zeroes the rest, and has skipped a BOM. */
bool jx_json_scan(struct jx_json_scan *scan);

/* Column (from 1, in characters) of a byte. */
int jx_json_column(struct jx_str text, size_t at);
