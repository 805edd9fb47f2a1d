/* json_edit.h: changes one value in the text of a JSON document; every other byte stays.
 *
 * The document must be JSON that jx_json_parse takes. Results live in `arena`. */
#pragma once

#include "arena.h"
#include "fail.h"
#include "jixiao/value.h"

/* Sets the value at `steps` (keys from the root object down, depth > 0) to `value`, a JSON
 * text that is put in as it is. Members that are missing are added behind the last member
 * of the innermost object that is there, in the style of that object. false and err: the
 * document cannot be parsed, a step leads through something that is no object, memory. */
bool jx_json_set(struct jx_arena *arena, const char *file, struct jx_str text,
                 const char *const *steps, size_t depth, struct jx_str value,
                 struct jx_str *out, struct jx_error *err);

/* Adds `value` behind the last element of the array that the document is. */
bool jx_json_append(struct jx_arena *arena, const char *file, struct jx_str text,
                    struct jx_str value, struct jx_str *out, struct jx_error *err);
