/* archive.h: a zip as a folder of documents. Entries are read where they are; nothing is
 * ever unpacked to the disk.
 *
 * One thread at a time. Limits: see the enum; what is beyond is refused by name. */
#pragma once

#include "arena.h"
#include "fail.h"

#include <stdint.h>

enum {
    JX_ARCHIVE_ENTRIES = 100000,
    JX_ARCHIVE_RATIO = 400,          /* an entry may unfold to so many times its size, */
    JX_ARCHIVE_RATIO_FROM = 8 << 20, /* looked at beyond so many bytes */
    JX_ARCHIVE_INNER = 512 << 20     /* bytes of an archive that is read from memory */
};
/* Bytes that one input may unfold to, archives in archives included. */
#define JX_ARCHIVE_TOTAL (UINT64_C(8) << 30)

struct jx_entry {
    const char *name;    /* UTF-8, folders apart by '/' */
    uint64_t index;      /* in the zip */
    int64_t time;        /* of its last change, seconds since 1970; 0: unknown */
    const char *refused; /* why it cannot be read; NULL: it can */
};

struct zip;
struct jx_archive {
    struct zip *zip;
    char *bytes;        /* of an archive in memory, owned */
    uint64_t *unfolded; /* bytes read so far of the input that it belongs to */
    struct jx_arena arena;
    struct jx_entry *entries; /* documents, in the order of their names */
    size_t count;
};

/* Opens a file, or takes over bytes from malloc (also on failure). `name` is for messages.
 * `unfolded` must outlive the archive. */
bool jx_archive_open(struct jx_archive *archive, const char *path, uint64_t *unfolded,
                     struct jx_error *err);
bool jx_archive_take(struct jx_archive *archive, const char *name, char *bytes,
                     size_t len, uint64_t *unfolded, struct jx_error *err);
void jx_archive_close(struct jx_archive *archive); /* zeroed is fine */
/* Is there an entry of this very name, folders included? */
bool jx_archive_has(const struct jx_archive *archive, const char *name);

/* An entry being read. */
struct zip_file;
struct jx_member {
    struct jx_archive *archive;
    struct zip_file *file;
    uint64_t packed, read;
    bool exhausted; /* the input is not read any further */
};
bool jx_member_open(struct jx_member *member, struct jx_archive *archive,
                    const struct jx_entry *entry, struct jx_error *err);
/* Up to `room` bytes; *got 0 is the end. */
bool jx_member_read(struct jx_member *member, char *bytes, size_t room, size_t *got,
                    struct jx_error *err);
void jx_member_close(struct jx_member *member); /* zeroed is fine */

/* entry_name.c: the name of an entry as UTF-8, in `arena`: `utf8` is what the archive
 * itself says. What is no UTF-8 is GB18030, as Chinese systems write it. NULL: memory. */
char *jx_entry_name(const char *raw, bool utf8, struct jx_arena *arena);
/* Why an entry of this name is refused; NULL: it is not. */
const char *jx_entry_name_fault(const char *name);
/* Left-overs of offices and systems, which are no submissions: lock files, hidden files,
 * thumbnails. `name` may be a path: every part of it counts. */
bool jx_is_left_over(const char *name);
