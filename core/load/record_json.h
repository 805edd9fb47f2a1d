/* record_json.h: records from JSON: one object, an array, or one object a line.
 *
 * The shape is the one convert writes. Cells are texts or numbers (the lexeme is kept);
 * null is a blank cell, an absent key is a column the form does not have. `_at` keys
 * give back the origins that convert --origins wrote. */
#pragma once

#include "json.h"
#include "jixiao/plugin.h"

enum { JX_RECORD_FAULTS = 20 };

/* Takes what a record could not keep: a value of the wrong type, a likely misspelling of
 * a key. `text` begins with the JSON path. At most JX_RECORD_FAULTS a record, the last of
 * them counting the rest. */
struct jx_record_faults {
    void (*take)(void *ctx, int line, const char *text);
    void *ctx;
};

/* Reads the object `node` as a record. Texts are shared with the nodes, arrays live in
 * `arena`. `prefix` is the JSON path of the node ("$", "$[3]"), `file` becomes
 * out->file unless `_at` names another. What is wrong with single values goes to
 * `faults`: such a cell is blank. false: no record at all, or memory. */
bool jx_record_from_json(struct jx_arena *arena, const struct jx_json *node,
                         const char *prefix, const char *file,
                         const struct jx_record_faults *faults, struct jx_record *out,
                         struct jx_error *err);

extern const struct jx_reader jx_json_reader;   /* "json": an object or an array */
extern const struct jx_reader jx_ndjson_reader; /* "ndjson": JX_READER_LINES */
