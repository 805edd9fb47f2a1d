/* packname.c: which names the entries of a pack file may have: a short list of what a pack
 * consists of, so that nothing else can be carried by one. Pure. */
#include "packfile.h"

#include "lang.h"
#include "strbuf.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Nothing that looks like something else: blanks, controls, marks that turn the direction
 * of writing, and signs that other systems read as parts of a path. */
static bool is_plain(const char *name, size_t len)
{
    for (size_t i = 0, step; i < len; i += step) {
        uint32_t c = jx_utf8_next(name + i, len - i, &step);
        if (c < 0x21 || c == 0x7f || (c >= 0x80 && c < 0xa0) || jx_utf8_blank(c) ||
            (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
            (c >= 0x2060 && c <= 0x206f) || (c < 0x80 && strchr("\\:*?\"<>|", (int)c)))
            return false;
    }
    return true;
}

/* Names of devices in some systems, whatever follows the first dot. */
static bool is_device(const char *name, size_t len)
{
    static const char *const words[] = {"con", "prn", "aux", "nul", NULL};
    const char *dot = memchr(name, '.', len);
    size_t n = dot ? (size_t)(dot - name) : len;
    for (size_t i = 0; words[i]; i++)
        if (n == 3 && strncasecmp(name, words[i], 3) == 0)
            return true;
    return n == 4 && name[3] >= '0' && name[3] <= '9' &&
           (strncasecmp(name, "com", 3) == 0 || strncasecmp(name, "lpt", 3) == 0);
}

static bool ends(const char *name, size_t len, const char *end)
{
    size_t n = strlen(end);
    return len > n && memcmp(name + len - n, end, n) == 0;
}

static bool belongs(const char *name, size_t len)
{
    static const char *const files[] = {"pack.json",
                                        "indicators.json",
                                        "forms.json",
                                        "lock.json",
                                        "changes.json",
                                        "README.md",
                                        "LICENSE",
                                        "NEWS.md",
                                        "NOTICE",
                                        JX_PACKFILE_MANIFEST,
                                        JX_PACKFILE_SIGNATURE,
                                        NULL};
    const struct jx_str text = {name, len};
    for (size_t i = 0; files[i]; i++)
        if (jx_str_is(text, files[i]))
            return true;
    const char *slash = memchr(name, '/', len);
    if (!slash)
        return name[0] != '.' && ends(name, len, ".lua");
    return len > 6 && memcmp(name, "cases/", 6) == 0 && name[6] != '.' &&
           !memchr(name + 6, '/', len - 6) && ends(name + 6, len - 6, ".json");
}

/* A path out of the folder into which the pack would be put. */
static bool leaves(const char *name, size_t len)
{
    if (!len || name[0] == '/' || memchr(name, '\\', len) || (len > 1 && name[1] == ':'))
        return true;
    for (size_t i = 0; i <= len;) {
        const char *slash = i < len ? memchr(name + i, '/', len - i) : NULL;
        size_t n = slash ? (size_t)(slash - name) - i : len - i;
        if ((n == 1 && name[i] == '.') || (n == 2 && memcmp(name + i, "..", 2) == 0))
            return true;
        i += n + 1;
    }
    return false;
}

bool jx_packfile_name_good(const char *name, size_t len, const char **why)
{
    const char *slash = memrchr(name, '/', len);
    const char *last = slash ? slash + 1 : name;
    *why = NULL;
    if (leaves(name, len))
        *why = N_("its name leads out of the folder of the pack");
    else if (len > JX_PACKFILE_NAME)
        *why = N_("its name is longer than 200 bytes");
    else if (jx_utf8_valid(name, len) != len || !is_plain(name, len))
        *why = N_("there are blanks or signs in its name that no file of a pack has");
    else if (is_device(last, len - (size_t)(last - name)))
        *why = N_("some systems take its name for a device");
    else if (!belongs(name, len))
        *why = N_("it does not belong in a pack: expected pack.json, indicators.json, "
                  "forms.json, *.lua, cases/*.json, lock.json, changes.json, README.md, "
                  "NEWS.md or LICENSE");
    return !*why;
}
