/* archive.c: entries of a zip and their bytes, through libzip, within limits. Names are in
 * entry_name.c; what is in a document is no business of this room. */
#include "archive.h"

#include "lang.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

static bool damaged(struct jx_error *err, const char *name, const char *why)
{
    return jx_fail(err, name, 0,
                   _("the archive is damaged or cut off (%s): get a whole copy"), why);
}

/* ---- entries ---- */

static const char *stat_fault(const zip_stat_t *stat)
{
    if (stat->valid & ZIP_STAT_ENCRYPTION_METHOD &&
        stat->encryption_method != ZIP_EM_NONE)
        return _("protected by a password: unpack the archive and give the files");
    return NULL;
}

/* Does the archive itself say that the name is UTF-8? Only then both readings agree. */
static bool told_utf8(zip_t *zip, zip_uint64_t i, const char *raw)
{
    const char *strict = zip_get_name(zip, i, ZIP_FL_ENC_STRICT);
    return strict && strcmp(strict, raw) == 0;
}

static bool add_entry(struct jx_archive *archive, zip_uint64_t i)
{
    zip_t *zip = archive->zip;
    zip_stat_t stat = {0};
    struct jx_entry *entry = &archive->entries[archive->count];
    const char *raw = zip_get_name(zip, i, ZIP_FL_ENC_RAW);
    raw = raw ? raw : "?";
    char *name = jx_entry_name(raw, told_utf8(zip, i, raw), &archive->arena);
    size_t len = name ? strlen(name) : 0;
    if (!name || !len || name[len - 1] == '/' || jx_is_left_over(name))
        return name != NULL;
    *entry = (struct jx_entry){.name = name, .index = i};
    if (zip_stat_index(zip, i, 0, &stat) != 0)
        entry->refused = _("cannot be examined: the archive is damaged");
    else
        entry->refused = stat_fault(&stat);
    if (stat.valid & ZIP_STAT_MTIME)
        entry->time = stat.mtime;
    const char *fault = jx_entry_name_fault(name);
    entry->refused = fault ? fault : entry->refused;
    archive->count++;
    return true;
}

/* As a folder is walked: what is in "a/" stands before "a.txt". */
static int by_name(const void *a, const void *b)
{
    const struct jx_entry *x = a, *y = b;
    const unsigned char *p = (const unsigned char *)x->name,
                        *q = (const unsigned char *)y->name;
    while (*p && *p == *q)
        p++, q++;
    int c = *p == '/' ? 1 : *p, d = *q == '/' ? 1 : *q;
    return c != d ? c - d : (x->index > y->index) - (x->index < y->index);
}

static bool list(struct jx_archive *archive, const char *name, struct jx_error *err)
{
    zip_int64_t n = zip_get_num_entries(archive->zip, 0);
    if (n > JX_ARCHIVE_ENTRIES)
        return jx_fail(err, name, 0, _("%lld files in it; at most %d are read"),
                       (long long)n, JX_ARCHIVE_ENTRIES);
    archive->entries = jx_arena_array(&archive->arena, (size_t)(n > 0 ? n : 0),
                                      sizeof *archive->entries);
    if (!archive->entries)
        return jx_fail_memory(err, name);
    for (zip_int64_t i = 0; i < n; i++)
        if (!add_entry(archive, (zip_uint64_t)i))
            return jx_fail_memory(err, name);
    qsort(archive->entries, archive->count, sizeof *archive->entries, by_name);
    return true;
}

static bool open_source(struct jx_archive *archive, const char *name,
                        zip_source_t *source, zip_error_t *error, struct jx_error *err)
{
    archive->zip = source ? zip_open_from_source(source, ZIP_RDONLY, error) : NULL;
    if (!archive->zip) {
        if (source)
            zip_source_free(source);
        damaged(err, name, zip_error_strerror(error));
    }
    zip_error_fini(error);
    if (archive->zip && list(archive, name, err))
        return true;
    jx_archive_close(archive);
    return false;
}

bool jx_archive_open(struct jx_archive *archive, const char *path, uint64_t *unfolded,
                     struct jx_error *err)
{
    zip_error_t error;
    *archive = (struct jx_archive){.unfolded = unfolded, .arena = jx_arena_new(0)};
    zip_error_init(&error);
    return open_source(archive, path, zip_source_file_create(path, 0, -1, &error), &error,
                       err);
}

bool jx_archive_take(struct jx_archive *archive, const char *name, char *bytes,
                     size_t len, uint64_t *unfolded, struct jx_error *err)
{
    zip_error_t error;
    *archive = (struct jx_archive){
        .bytes = bytes, .unfolded = unfolded, .arena = jx_arena_new(0)};
    zip_error_init(&error);
    return open_source(archive, name, zip_source_buffer_create(bytes, len, 0, &error),
                       &error, err);
}

void jx_archive_close(struct jx_archive *archive)
{
    if (archive->zip)
        zip_discard(archive->zip);
    free(archive->bytes);
    jx_arena_free(&archive->arena);
    *archive = (struct jx_archive){0};
}

bool jx_archive_has(const struct jx_archive *archive, const char *name)
{
    return zip_name_locate(archive->zip, name, 0) >= 0;
}

/* ---- bytes ---- */

bool jx_member_open(struct jx_member *member, struct jx_archive *archive,
                    const struct jx_entry *entry, struct jx_error *err)
{
    zip_stat_t stat = {0};
    *member = (struct jx_member){.archive = archive};
    if (entry->refused)
        return jx_fail(err, NULL, 0, "%s", entry->refused);
    if (zip_stat_index(archive->zip, entry->index, 0, &stat) == 0)
        member->packed = stat.comp_size;
    member->file = zip_fopen_index(archive->zip, entry->index, 0);
    return member->file ||
           jx_fail(err, NULL, 0,
                   _("cannot be unpacked (%s): get a whole copy, or pack it as an "
                     "ordinary zip"),
                   zip_strerror(archive->zip));
}

bool jx_member_read(struct jx_member *member, char *bytes, size_t room, size_t *got,
                    struct jx_error *err)
{
    zip_int64_t n = zip_fread(member->file, bytes, room);
    *got = 0;
    if (n < 0)
        return jx_fail(err, NULL, 0,
                       _("damaged or cut off within the archive: get a whole copy"));
    member->read += (uint64_t)n;
    *member->archive->unfolded += (uint64_t)n;
    member->exhausted = *member->archive->unfolded > JX_ARCHIVE_TOTAL;
    if (member->exhausted)
        return jx_fail(err, NULL, 0,
                       _("the archive unfolds to more than 8 GiB (a zip bomb?): the rest "
                         "of it is not read"));
    if (member->read > JX_ARCHIVE_RATIO_FROM &&
        member->read / JX_ARCHIVE_RATIO > member->packed)
        return jx_fail(
            err, NULL, 0,
            _("unfolds to more than %d times its size (a zip bomb?): not read"),
            JX_ARCHIVE_RATIO);
    *got = (size_t)n;
    return true;
}

void jx_member_close(struct jx_member *member)
{
    if (member->file)
        zip_fclose(member->file);
    member->file = NULL;
}
