/* version.c: versions of packs and ranges of them. No files here. */
#include "pack_find.h"

#include <string.h>

enum { PART_MAX = 1000000 };

/* Reads one to three numbers with dots between; returns how many, 0: no version. */
static int read_parts(const char *text, size_t len, struct jx_version *out)
{
    *out = (struct jx_version){{0}};
    size_t i = 0;
    for (int part = 0; part < 3; part++) {
        size_t start = i;
        for (; i < len && text[i] >= '0' && text[i] <= '9'; i++) {
            out->part[part] = out->part[part] * 10 + (unsigned)(text[i] - '0');
            if (out->part[part] > PART_MAX)
                return 0;
        }
        if (i == start || (text[start] == '0' && i - start > 1))
            return 0;
        if (i == len)
            return part + 1;
        if (text[i++] != '.')
            return 0;
    }
    return 0;
}

bool jx_version_parse(const char *text, struct jx_version *out)
{
    return read_parts(text, strlen(text), out) == 3;
}

bool jx_version_parse_short(const char *text, struct jx_version *out)
{
    return read_parts(text, strlen(text), out) > 0;
}

int jx_version_cmp(struct jx_version a, struct jx_version b)
{
    for (int i = 0; i < 3; i++)
        if (a.part[i] != b.part[i])
            return a.part[i] < b.part[i] ? -1 : 1;
    return 0;
}

/* Every term is an interval: low <= version < high. */
struct interval {
    struct jx_version low, high;
};

/* The first version behind all that begin with v's parts up to `part`. */
static struct jx_version bump(struct jx_version v, int part)
{
    v.part[part]++;
    for (int i = part + 1; i < 3; i++)
        v.part[i] = 0;
    return v;
}

static int caret_part(struct jx_version v, int given)
{
    for (int i = 0; i < given; i++)
        if (v.part[i])
            return i;
    return given - 1;
}

static bool read_term(const char *text, size_t len, struct interval *out)
{
    static const char *const operators[] = {">=", "<=", ">", "<", "=", "^", "~"};
    *out = (struct interval){{{0}}, {{PART_MAX + 1, 0, 0}}};
    if (len == 1 && text[0] == '*')
        return true;
    const char *sign = "=";
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        size_t n = strlen(operators[i]);
        if (len > n && strncmp(text, operators[i], n) == 0) {
            sign = operators[i];
            text += n;
            len -= n;
            break;
        }
    }
    struct jx_version v;
    int given = read_parts(text, len, &v);
    if (!given)
        return false;
    struct jx_version behind = bump(v, given - 1);
    switch (sign[0]) {
    case '=': *out = (struct interval){v, behind}; break;
    case '^': *out = (struct interval){v, bump(v, caret_part(v, given))}; break;
    case '~': *out = (struct interval){v, bump(v, given > 1 ? 1 : 0)}; break;
    case '>': out->low = sign[1] ? v : behind; break;
    default: out->high = sign[1] ? behind : v;
    }
    return true;
}

/* Walks the terms. version NULL: only whether the range can be read. */
static bool walk(const char *range, const struct jx_version *version)
{
    size_t terms = 0;
    bool fits = true;
    for (const char *p = range; *p;) {
        size_t len = strcspn(p, " ");
        struct interval term;
        if (len) {
            if (!read_term(p, len, &term))
                return false;
            terms++;
            if (version && (jx_version_cmp(*version, term.low) < 0 ||
                            jx_version_cmp(*version, term.high) >= 0))
                fits = false;
        }
        p += len;
        p += strspn(p, " ");
    }
    return terms > 0 && fits;
}

bool jx_range_valid(const char *range)
{
    return walk(range, NULL);
}

bool jx_range_match(const char *range, struct jx_version version)
{
    return walk(range, &version);
}
