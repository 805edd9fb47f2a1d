/* entry_name.c: names of entries in archives: their encoding, and which are no documents or
 * no names at all. */
#include "archive.h"

#include "charset.h"
#include "lang.h"
#include "utf8.h"

#include <stdio.h>
#include <string.h>

/* Valid UTF-8 that is Chinese: two-byte characters alone (accents, Cyrillic) are rather
 * two bytes of GB18030, which look the same. */
static bool is_utf8(const char *raw, bool told)
{
    size_t len = strlen(raw), step;
    bool wide = false, other = false;
    if (jx_utf8_valid(raw, len) < len)
        return false;
    for (size_t i = 0; i < len; i += step) {
        jx_utf8_next(raw + i, len - i, &step);
        wide |= step > 2;
        other |= step == 2;
    }
    return told || wide || !other;
}

static char *from_gb18030(const char *raw, struct jx_arena *arena)
{
    size_t len = strlen(raw), n;
    char *text = jx_arena_alloc(arena, len + len / 2 + 2);
    if (!text || !jx_from_gb18030(raw, len, text, &n))
        return NULL;
    text[n] = '\0';
    return text;
}

/* What is neither, so that it can at least be told apart: bytes as %XX. */
static char *escaped(const char *raw, struct jx_arena *arena)
{
    char *text = jx_arena_alloc(arena, 3 * strlen(raw) + 1), *out = text;
    for (const unsigned char *p = (const unsigned char *)raw; text && *p; p++)
        out += *p < 0x80 ? (*out = (char)*p, 1) : sprintf(out, "%%%02X", *p);
    return text;
}

char *jx_entry_name(const char *raw, bool utf8, struct jx_arena *arena)
{
    char *name = is_utf8(raw, utf8) ? jx_arena_copy(arena, raw, strlen(raw))
                                    : from_gb18030(raw, arena);
    if (!name)
        name = escaped(raw, arena);
    for (char *p = name; p && *p; p++) {
        if (*p == '\\') /* some systems write folders so, against the rules */
            *p = '/';
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            *p = '?';
    }
    return name;
}

const char *jx_entry_name_fault(const char *name)
{
    bool drive = name[0] && name[1] == ':';
    for (const char *p = name; p; p = strchr(p, '/')) {
        p += *p == '/';
        if (strncmp(p, "../", 3) == 0 || strcmp(p, "..") == 0 || *name == '/' || drive)
            return _(
                "its name leads out of the archive: not read; pack the folder again");
    }
    return NULL;
}

static bool is_left_over(const char *name, size_t len)
{
    static const char *const names[] = {"Thumbs.db", "desktop.ini", "__MACOSX"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == len && strncmp(name, names[i], len) == 0)
            return true;
    return len && (name[0] == '.' || strncmp(name, "~$", 2) == 0);
}

bool jx_is_left_over(const char *name)
{
    while (*name) {
        size_t len = strcspn(name, "/");
        bool up = len == 2 && name[0] == '.' && name[1] == '.';
        if (!up && is_left_over(name, len))
            return true;
        name += len + (name[len] == '/');
    }
    return false;
}
