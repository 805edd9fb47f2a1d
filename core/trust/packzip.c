/* packzip.c: the zip of a pack file, through libzip. Entries are stored, so nothing can
 * unfold; every byte of the file belongs to a header or to an entry. */
#include "packfile.h"

#include "lang.h"
#include "strbuf.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zip.h>

enum {
    LOCAL = 30,            /* bytes of a local header without its name */
    CENTRAL = 46,          /* of its entry in the directory */
    END = 22,              /* of the end of the directory */
    DOS_DATE = 1 << 5 | 1, /* 1980-01-01 */
    UTF8_NAME = 1 << 11,   /* a name that is not ASCII */
    UNIX_FILE = 0100644,
    UNIX_KIND = 0170000,
    UNIX_PLAIN = 0100000
};

static void discard(zip_t **zip)
{
    if (*zip)
        zip_discard(*zip);
}

static bool refuse(struct jx_error *err, const char *path, const char *name,
                   const char *why)
{
    return jx_fail_kind(err, JX_ERR_PACK, path, 0, _("the entry '%s' is refused: %s"),
                        name, why);
}

static bool damaged(struct jx_error *err, const char *path, const char *why)
{
    return jx_fail_kind(err, JX_ERR_PACK, path, 0,
                        _("no pack file, or a damaged one (%s): get it again"), why);
}

static zip_t *open_zip(const char *path, struct jx_str bytes, struct jx_error *err)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
    zip_t *zip =
        source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) : NULL;
    /* a name that is there twice: only without this check does it come to be told */
    if (source && !zip && zip_error_code_zip(&error) == ZIP_ER_EXISTS)
        zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (!zip) {
        damaged(err, path, zip_error_strerror(&error));
        if (source)
            zip_source_free(source);
    }
    zip_error_fini(&error);
    return zip;
}

/* ---- what an entry may be ---- */

/* A name that can be printed, whatever is in it. */
static void shown_name(const char *name, char out[JX_PACKFILE_NAME + 1])
{
    size_t n = 0;
    for (; name[n] && n < JX_PACKFILE_NAME; n++)
        out[n] = (unsigned char)name[n] < 0x20 || name[n] == 0x7f ? '?' : name[n];
    out[n] = '\0';
}

/* Systems note in the upper half what an entry was: a file, a link, a device. */
static const char *kind_fault(zip_t *zip, zip_uint64_t i)
{
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_file_get_external_attributes(zip, i, 0, &system, &attributes) != 0)
        return _("it cannot be examined");
    unsigned kind = attributes >> 16 & UNIX_KIND;
    if (system != ZIP_OPSYS_UNIX || kind == UNIX_PLAIN || !kind)
        return NULL;
    return kind == 0120000   ? _("it is a link; a pack holds ordinary files")
           : kind == 0040000 ? _("it is a folder; a pack holds ordinary files")
                             : _("it is a device; a pack holds ordinary files");
}

static const char *stat_fault(const zip_stat_t *stat)
{
    if (stat->encryption_method != ZIP_EM_NONE)
        return _("it is protected by a password");
    if (stat->comp_method != ZIP_CM_STORE || stat->comp_size != stat->size)
        return _("it is compressed; entries are stored as they are: build the file by "
                 "'jixiao pack build'");
    if (stat->size > JX_PACKFILE_ENTRY)
        return _("it is larger than 8 MiB");
    return NULL;
}

static bool has_extras(zip_t *zip, zip_uint64_t i)
{
    zip_uint32_t comment = 0;
    zip_file_get_comment(zip, i, &comment, ZIP_FL_ENC_RAW);
    return comment || zip_file_extra_fields_count(zip, i, ZIP_FL_LOCAL) != 0 ||
           zip_file_extra_fields_count(zip, i, ZIP_FL_CENTRAL) != 0;
}

static const char *entry_fault(zip_t *zip, zip_uint64_t i, const char *name,
                               zip_stat_t *stat)
{
    const char *why;
    const zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE |
                                ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    if (!jx_packfile_name_good(name, strlen(name), &why))
        return _(why);
    why = kind_fault(zip, i);
    if (why)
        return why;
    if (zip_stat_index(zip, i, 0, stat) != 0 || (stat->valid & needed) != needed)
        return _("it cannot be examined");
    why = stat_fault(stat);
    return why || !has_extras(zip, i) ? why
                                      : _("there are notes beside it that no manifest "
                                          "covers");
}

static bool read_entry(zip_t *zip, zip_uint64_t i, const char *path,
                       struct jx_arena *arena, struct jx_packfile_entry *entry,
                       struct jx_error *err)
{
    char shown[JX_PACKFILE_NAME + 1];
    zip_stat_t stat;
    const char *name = zip_get_name(zip, i, ZIP_FL_ENC_RAW);
    if (!name)
        return damaged(err, path, zip_strerror(zip));
    shown_name(name, shown);
    const char *why = entry_fault(zip, i, name, &stat);
    if (why)
        return refuse(err, path, shown, why);
    char *bytes = jx_arena_alloc(arena, stat.size + 1);
    entry->name = jx_arena_copy(arena, name, strlen(name));
    if (!bytes || !entry->name)
        return jx_fail_memory(err, path);
    zip_file_t *file = zip_fopen_index(zip, i, 0);
    /* one byte more than there should be, so that the end and the checksum are seen */
    zip_int64_t n = file ? zip_fread(file, bytes, stat.size + 1) : -1;
    if (file && n == (zip_int64_t)stat.size && stat.size)
        n += zip_fread(file, bytes + stat.size, 1) != 0;
    if (file)
        zip_fclose(file);
    entry->bytes = (struct jx_str){bytes, stat.size};
    return n == (zip_int64_t)stat.size ||
           refuse(err, path, shown, _("it is damaged: get the file again"));
}

/* ---- the whole ---- */

static int by_name(const void *a, const void *b)
{
    const struct jx_packfile_entry *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static int by_folded_name(const void *a, const void *b)
{
    const struct jx_packfile_entry *x = a, *y = b;
    return strcasecmp(x->name, y->name);
}

/* Some systems tell no difference between a.lua and A.lua: one would hide the other. */
static bool check_twins(const char *path, struct jx_packfile_entry *entries, size_t count,
                        struct jx_error *err)
{
    qsort(entries, count, sizeof *entries, by_folded_name);
    for (size_t i = 1; i < count; i++)
        if (strcasecmp(entries[i - 1].name, entries[i].name) == 0)
            return refuse(err, path, entries[i].name,
                          _("it is there twice, or once more in other letters"));
    qsort(entries, count, sizeof *entries, by_name);
    return true;
}

/* Headers and entries are all there is: nothing hides between them or behind the end. */
static bool check_sum(const char *path, const struct jx_packfile_entry *entries,
                      size_t count, size_t whole, struct jx_error *err)
{
    size_t sum = END;
    for (size_t i = 0; i < count; i++)
        sum += LOCAL + CENTRAL + 2 * strlen(entries[i].name) + entries[i].bytes.n;
    return sum == whole || damaged(err, path, _("bytes that belong to no entry"));
}

bool jx_packzip_read(const char *path, struct jx_str bytes, struct jx_arena *arena,
                     struct jx_packfile_entry **entries, size_t *count,
                     struct jx_error *err)
{
    zip_t *zip __attribute__((cleanup(discard))) = open_zip(path, bytes, err);
    if (!zip)
        return false;
    zip_int64_t n = zip_get_num_entries(zip, 0);
    if (n <= 0 || n > JX_PACKFILE_ENTRIES)
        return jx_fail_kind(err, JX_ERR_PACK, path, 0,
                            _("%lld entries in it; expected a pack of 1 to %d files"),
                            (long long)n, JX_PACKFILE_ENTRIES);
    *entries = jx_arena_array(arena, (size_t)n, sizeof **entries);
    if (!*entries)
        return jx_fail_memory(err, path);
    size_t left = bytes.n; /* stored entries cannot be more than the file */
    for (zip_int64_t i = 0; i < n; i++) {
        struct jx_packfile_entry *entry = *entries + i;
        if (!read_entry(zip, (zip_uint64_t)i, path, arena, entry, err))
            return false;
        if (entry->bytes.n > left)
            return refuse(err, path, entry->name,
                          _("it shares its bytes with another entry (a zip bomb?)"));
        left -= entry->bytes.n;
    }
    *count = (size_t)n;
    return check_twins(path, *entries, *count, err) &&
           check_sum(path, *entries, *count, bytes.n, err);
}

/* ---- every byte ---- */

static char *put(char *p, uint64_t value, int bytes)
{
    for (; bytes > 0; bytes--, value >>= 8)
        *p++ = (char)value;
    return p;
}

/* What the header of an entry and its entry in the directory have in common: made by version
 * 1.0, stored, of 1980-01-01. `at`: where the checksum is, which has been looked at. */
static char *put_common(char *p, const struct jx_packfile_entry *entry, const char *at)
{
    size_t n = strlen(entry->name);
    bool ascii = true;
    for (size_t i = 0; i < n; i++)
        ascii = ascii && (unsigned char)entry->name[i] < 0x80;
    p = put(p, 10, 2);
    p = put(p, ascii ? 0 : UTF8_NAME, 2);
    p = put(p, (uint64_t)DOS_DATE << 32, 6);
    memcpy(p, at, 4);
    p = put(p + 4, entry->bytes.n, 4);
    p = put(p, entry->bytes.n, 4);
    return put(p, n, 4);
}

static bool next_is(const char **at, const char *want, size_t len)
{
    bool same = memcmp(*at, want, len) == 0;
    *at += len;
    return same;
}

bool jx_packzip_is_printed(const char *at, const struct jx_packfile_entry *entries,
                           size_t count)
{
    const char *start = at;
    char head[CENTRAL];
    bool same = true;
    for (size_t i = 0; same && i < count; i++) {
        put_common(put(head, 0x04034b50, 4), &entries[i], at + 14);
        same = next_is(&at, head, LOCAL) &&
               next_is(&at, entries[i].name, strlen(entries[i].name)) &&
               next_is(&at, entries[i].bytes.p, entries[i].bytes.n);
    }
    size_t directory = (size_t)(at - start), offset = 0;
    for (size_t i = 0; same && i < count; i++) {
        char *p = put(put(head, 0x02014b50, 4), ZIP_OPSYS_UNIX << 8 | 63, 2);
        p = put(put_common(p, &entries[i], at + 16), 0, 6);
        put(put(p, (uint64_t)UNIX_FILE << 16, 4), offset, 4);
        same = next_is(&at, head, CENTRAL) &&
               next_is(&at, entries[i].name, strlen(entries[i].name));
        offset += LOCAL + strlen(entries[i].name) + entries[i].bytes.n;
    }
    put(put(put(put(head, 0x06054b50, 8), count, 2), count, 2),
        (size_t)(at - start) - directory, 4);
    put(put(head + 16, directory, 4), 0, 2);
    return same && memcmp(at, head, END) == 0;
}

/* ---- writing ---- */

static bool add_entry(zip_t *zip, const struct jx_packfile_entry *entry)
{
    zip_source_t *source = zip_source_buffer(zip, entry->bytes.p, entry->bytes.n, 0);
    zip_int64_t i =
        source ? zip_file_add(zip, entry->name, source, ZIP_FL_ENC_UTF_8) : -1;
    if (source && i < 0)
        zip_source_free(source);
    return i >= 0 &&
           zip_set_file_compression(zip, (zip_uint64_t)i, ZIP_CM_STORE, 0) == 0 &&
           zip_file_set_dostime(zip, (zip_uint64_t)i, 0, DOS_DATE, 0) == 0 &&
           zip_file_set_external_attributes(zip, (zip_uint64_t)i, 0, ZIP_OPSYS_UNIX,
                                            (zip_uint32_t)UNIX_FILE << 16) == 0;
}

static bool take_bytes(zip_source_t *source, struct jx_arena *arena, struct jx_str *out)
{
    zip_stat_t stat;
    if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0)
        return false;
    char *bytes = jx_arena_alloc(arena, stat.size);
    bool ok =
        bytes && zip_source_read(source, bytes, stat.size) == (zip_int64_t)stat.size;
    zip_source_close(source);
    *out = (struct jx_str){bytes, stat.size};
    return ok;
}

bool jx_packzip_print(const struct jx_packfile_entry *entries, size_t count,
                      struct jx_arena *arena, struct jx_str *bytes, struct jx_error *err)
{
    zip_source_t *target = zip_source_buffer_create(NULL, 0, 1, NULL);
    zip_t *zip =
        target ? zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, NULL) : NULL;
    bool ok = zip != NULL;
    if (ok)
        zip_source_keep(target); /* closing the zip gives up one hold on it */
    for (size_t i = 0; ok && i < count; i++)
        ok = add_entry(zip, &entries[i]);
    if (zip && (!ok || zip_close(zip) != 0)) {
        zip_discard(zip);
        ok = false;
    }
    ok = ok && take_bytes(target, arena, bytes);
    if (target)
        zip_source_free(target);
    return ok || jx_fail_memory(err, NULL);
}
