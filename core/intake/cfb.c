/* cfb.c: walks the directory of a compound file, by [MS-CFB]. Reads what is needed to tell
 * documents apart; contents are converted by others. */
#include "cfb.h"

#include <string.h>

enum {
    HEADER = 512,
    ENTRY = 128,
    HEADER_FATS = 109,      /* sectors of the table of sectors that the header lists */
    MINI_CUTOFF = 4096,     /* smaller streams lie in pieces of another stream */
    DIRECTORY_MAX = 1 << 16 /* sectors; a circle of them ends there */
};
static const uint32_t last_sector = 0xfffffffa; /* from here on: no sector */

static uint32_t read32(const unsigned char *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static unsigned read16(const unsigned char *p)
{
    return p[0] | (unsigned)p[1] << 8;
}

/* A whole sector, or NULL. */
static const unsigned char *sector(const struct jx_cfb *cfb, uint32_t number)
{
    size_t size = (size_t)1 << cfb->shift;
    uint64_t from = ((uint64_t)number + 1) << cfb->shift;
    return number < last_sector && from + size <= cfb->len ? cfb->bytes + from : NULL;
}

/* Sector number `i` of the table of sectors: of the header's list, then of its chain. */
static const unsigned char *table_sector(const struct jx_cfb *cfb, uint32_t i)
{
    if (i < HEADER_FATS)
        return sector(cfb, read32(cfb->bytes + 76 + 4 * (size_t)i));
    uint32_t each = ((uint32_t)1 << (cfb->shift - 2)) - 1, left = i - HEADER_FATS;
    const unsigned char *part = sector(cfb, read32(cfb->bytes + 68));
    for (; part && left >= each; left -= each)
        part = sector(cfb, read32(part + 4 * (size_t)each));
    return part ? sector(cfb, read32(part + 4 * (size_t)left)) : NULL;
}

static uint32_t next_sector(const struct jx_cfb *cfb, uint32_t number)
{
    uint32_t each = (uint32_t)1 << (cfb->shift - 2);
    const unsigned char *table = table_sector(cfb, number / each);
    return table ? read32(table + 4 * (size_t)(number % each)) : last_sector;
}

bool jx_cfb_open(struct jx_cfb *cfb, const char *bytes, size_t len)
{
    static const char magic[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    *cfb = (struct jx_cfb){.bytes = (const unsigned char *)bytes, .len = len};
    if (len < HEADER || memcmp(bytes, magic, 8) != 0)
        return false;
    cfb->shift = read16(cfb->bytes + 30);
    return (cfb->shift == 9 || cfb->shift == 12) && sector(cfb, read32(cfb->bytes + 48));
}

static bool has_name(const unsigned char *entry, const char *name)
{
    size_t n = strlen(name);
    if (read16(entry + 64) != 2 * (n + 1))
        return false;
    for (size_t i = 0; i < n; i++)
        if (read16(entry + 2 * i) != (unsigned char)name[i])
            return false;
    return true;
}

bool jx_cfb_find(const struct jx_cfb *cfb, const char *name, const unsigned char **head,
                 size_t *head_len)
{
    uint32_t number = read32(cfb->bytes + 48);
    const unsigned char *part;
    for (int i = 0; i < DIRECTORY_MAX && (part = sector(cfb, number)); i++) {
        for (size_t at = 0; at < (size_t)1 << cfb->shift; at += ENTRY) {
            const unsigned char *entry = part + at;
            if (!entry[66] || !has_name(entry, name))
                continue;
            bool own = entry[66] == 2 && read32(entry + 120) >= MINI_CUTOFF;
            if (head) {
                *head = own ? sector(cfb, read32(entry + 116)) : NULL;
                *head_len = *head ? (size_t)1 << cfb->shift : 0;
            }
            return true;
        }
        number = next_sector(cfb, number);
    }
    return false;
}
