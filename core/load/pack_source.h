/* pack_source.h: the files of one pack folder, read and parsed, and the digest over them. */
#pragma once

#include "json.h"
#include "jixiao/value.h"

enum jx_pack_part { JX_PART_PACK = 0, JX_PART_INDICATORS, JX_PART_FORMS, JX_PART_COUNT };

struct jx_pack_file {
    const char *name;  /* "budget.lua" */
    const char *label; /* "PACK/budget.lua", as messages name it: the pack's name */
    struct jx_str bytes;
};

struct jx_pack_source {
    const char *folder;
    const char *name; /* of the pack; of the folder where pack.json does not say it */
    struct jx_json *json[JX_PART_COUNT]; /* NULL: no such file, or it cannot be parsed */
    struct jx_json *effective[JX_PART_COUNT]; /* over those of its ancestors, once merged;
                                                 NULL where none has the file */
    struct jx_json *lock;                     /* lock.json (lock.h); NULL: none */
    struct jx_pack_file *files; /* all that count: the JSON parts and *.lua, sorted */
    size_t file_count;
    struct jx_pack_source *parent; /* NULL until pack_load.c has found it */
    char digest[65];               /* filled by jx_pack_digest */
};

/* Bytes to be used in place of a file of the folder: what it would say once written. */
struct jx_pack_overlay {
    const char *name; /* "indicators.json" */
    struct jx_str bytes;
    struct jx_json *root; /* what they say, where they were parsed already; or NULL */
};

/* Reads a folder; everything lives in `arena`. Faults of files are added, and what can be
 * used is given all the same. `overlays` end with one without a name; NULL: none. whole:
 * they are all there is, and no folder is read. NULL only when there is no pack.json that
 * can be parsed. */
struct jx_pack_source *jx_pack_source_read(const char *folder,
                                           const struct jx_pack_overlay *overlays,
                                           bool whole, struct jx_arena *arena,
                                           struct jx_faults *faults);

/* The digest of a source whose parent (if any) has its own: SHA-256 over, for each file in
 * bytewise order of names, the name, a NUL byte, the file's length in bytes as decimal
 * digits, a NUL byte, the bytes; then the parent's digest as 64 lower-case hex digits. */
void jx_pack_digest(struct jx_pack_source *source);

bool jx_is_rule_file(const char *name); /* NAME.lua */
