/* packfile.h: a pack as one file (.jxp): a zip whose entries are stored as they are, in
 * the order of their names, dated 1980-01-01, so that a pack always gives the same bytes.
 *
 * META/manifest.json names every other entry with its length and SHA-256;
 * META/signature.json signs the manifest. A file that holds anything else, anything
 * twice, or a byte that the manifest does not cover is refused with the entry's name. */
#pragma once

#include "arena.h"
#include "fail.h"
#include "jixiao/value.h"
#include "key.h"

struct jx_pack_source;

#define JX_PACKFILE_MANIFEST  "META/manifest.json"
#define JX_PACKFILE_SIGNATURE "META/signature.json"

enum {
    JX_PACKFILE_ENTRIES = 2000,
    JX_PACKFILE_ENTRY = 8 * 1024 * 1024,  /* bytes of one */
    JX_PACKFILE_TOTAL = 64 * 1024 * 1024, /* bytes of all, and of the file */
    JX_PACKFILE_NAME = 200                /* bytes of a name */
};

struct jx_packfile_entry {
    const char *name; /* "cases/project.json" */
    struct jx_str bytes;
};

struct jx_packfile {
    const struct jx_packfile_entry *entries; /* sorted bytewise, without META */
    size_t count;
    const char *name, *version; /* as pack.json says */
    struct jx_str manifest;     /* what a signature covers */
    bool is_signed;
    struct jx_signature signature; /* not verified */
};

/* Is it the name of an entry that a pack file may hold? *why is the reason (a message id)
 * when not. */
bool jx_packfile_name_good(const char *name, size_t len, const char **why);

/* The pack in a folder, unsigned. `left_out`: what is in the folder and does not belong in
 * a pack, NULL-terminated. Everything lives in `arena`. */
bool jx_packfile_gather(const char *folder, struct jx_arena *arena,
                        struct jx_packfile *file, const char *const **left_out,
                        struct jx_error *err);

/* Reads a file of the disk, or its bytes (`path` is for messages). Everything lives in
 * `arena`. The signature is read, not judged (trust.h). */
bool jx_packfile_read(const char *path, struct jx_arena *arena, struct jx_packfile *file,
                      struct jx_error *err);
bool jx_packfile_parse(const char *path, struct jx_str bytes, struct jx_arena *arena,
                       struct jx_packfile *file, struct jx_error *err);

/* Is the path that of a pack file, by its ending? Never the bare name of a pack. */
bool jx_packfile_is(const char *path);

/* The bytes of the file, in `arena`. */
bool jx_packfile_print(const struct jx_packfile *file, struct jx_arena *arena,
                       struct jx_str *bytes, struct jx_error *err);

/* What was found of an installed pack's own manifest in its folder. */
struct jx_seal {
    bool sealed;             /* there is a manifest */
    struct jx_packfile file; /* manifest and signature; no entries */
};
/* Compares what was read of an installed pack with the manifest it was installed with.
 * false: the pack has changed since, or its seal is damaged. */
bool jx_packfile_seal(const struct jx_pack_source *source, struct jx_arena *arena,
                      struct jx_seal *seal, struct jx_error *err);

/* packzip.c: the zip side. Names are checked; contents are not compared with a manifest. */
bool jx_packzip_read(const char *path, struct jx_str bytes, struct jx_arena *arena,
                     struct jx_packfile_entry **entries, size_t *count,
                     struct jx_error *err);
/* Is the file, whose entries were read from it, byte for byte what is printed of them? In the
 * headers of a zip much may be changed that says nothing. */
bool jx_packzip_is_printed(const char *bytes, const struct jx_packfile_entry *entries,
                           size_t count);
bool jx_packzip_print(const struct jx_packfile_entry *entries, size_t count,
                      struct jx_arena *arena, struct jx_str *bytes, struct jx_error *err);
