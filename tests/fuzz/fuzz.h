/* fuzz.h: what the targets share: parts of an input, a pack to read and score by, and a
 * document brought through the whole program but for its output. */
#pragma once

#include "arena.h"
#include "engine.h"
#include "jixiao/plugin.h"
#include "pack_load.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Something that must hold whatever the input is. */
#define MUST(e) ((e) ? (void)0 : fuzz_broken(#e, __FILE__, __LINE__))
_Noreturn void fuzz_broken(const char *what, const char *file, int line);

/* The next part of the input, up to a line "%%"; {NULL, 0} behind the last. */
struct jx_str fuzz_part(struct jx_str *rest);

/* Loads a pack with all that the program knows; `files` NULL: by name, from the tree. NULL
 * when it has faults. */
struct jx_pack *fuzz_pack(const char *name, const struct jx_pack_overlay *files);

/* Reads a document, recognises its forms by the general pack, scores and compares each.
 * Invariants of results are checked. */
void fuzz_document(const struct jx_plugin *plugin, struct jx_str bytes);

/* Scores a record twice by the engine of a pack, and checks what must hold of the result. */
void fuzz_score(const struct jx_pack *pack, struct jx_engine *engine,
                const struct jx_record *record);

/* A zip of parts (the last without a name), compressed; free() its p. */
struct fuzz_entry {
    const char *name;
    struct jx_str bytes;
};
struct jx_str fuzz_zip(const struct fuzz_entry *entries);
