/* nature.c: comparators: signs, their variants and the words that stand for them.
 *
 * Longer words come first. 》 and 《 are typed for want of ≥ and ≤ as well as of > and <:
 * they read as the inclusive ones, which never accuses anybody of a missed strict bound. */
#include "parse.h"

#include "strbuf.h"

struct comparator {
    const char *word;
    enum jx_nature nature;
    bool glyph;
};

static const struct comparator before[] = {
    {">=", JX_NATURE_GE, true},          {"=>", JX_NATURE_GE, true},
    {"<=", JX_NATURE_LE, true},          {"=<", JX_NATURE_LE, true},
    {"==", JX_NATURE_EQ, true},          {"》=", JX_NATURE_GE, true},
    {"《=", JX_NATURE_LE, true},         {"≥", JX_NATURE_GE, true},
    {"》", JX_NATURE_GE, true},          {"≮", JX_NATURE_GE, true},
    {"≤", JX_NATURE_LE, true},           {"《", JX_NATURE_LE, true},
    {"≯", JX_NATURE_LE, true},           {">", JX_NATURE_GT, true},
    {"<", JX_NATURE_LT, true},           {"=", JX_NATURE_EQ, true},
    {"大于或等于", JX_NATURE_GE, false}, {"小于或等于", JX_NATURE_LE, false},
    {"大于等于", JX_NATURE_GE, false},   {"小于等于", JX_NATURE_LE, false},
    {"不得少于", JX_NATURE_GE, false},   {"不得低于", JX_NATURE_GE, false},
    {"不得超过", JX_NATURE_LE, false},   {"不得高于", JX_NATURE_LE, false},
    {"不少于", JX_NATURE_GE, false},     {"不低于", JX_NATURE_GE, false},
    {"不小于", JX_NATURE_GE, false},     {"不超过", JX_NATURE_LE, false},
    {"不高于", JX_NATURE_LE, false},     {"不多于", JX_NATURE_LE, false},
    {"不大于", JX_NATURE_LE, false},     {"至少", JX_NATURE_GE, false},
    {"已达到", JX_NATURE_NONE, false},   {"达到", JX_NATURE_NONE, false},
    {"已达", JX_NATURE_NONE, false},     {"达", JX_NATURE_NONE, false},
    {"控制在", JX_NATURE_LE, false},     {"至多", JX_NATURE_LE, false},
    {"最多", JX_NATURE_LE, false},       {"等于", JX_NATURE_EQ, false},
    {"大于", JX_NATURE_GT, false},       {"超过", JX_NATURE_GT, false},
    {"高于", JX_NATURE_GT, false},       {"多于", JX_NATURE_GT, false},
    {"小于", JX_NATURE_LT, false},       {"少于", JX_NATURE_LT, false},
    {"低于", JX_NATURE_LT, false},
};

static const struct comparator behind[] = {
    {"及以上", JX_NATURE_GE, false},   {"(含)以上", JX_NATURE_GE, false},
    {"以上", JX_NATURE_GE, false},     {"及以下", JX_NATURE_LE, false},
    {"(含)以下", JX_NATURE_LE, false}, {"以下", JX_NATURE_LE, false},
    {"以内", JX_NATURE_LE, false},     {"之内", JX_NATURE_LE, false},
    {"内", JX_NATURE_LE, false},
};

bool parse_comparator(const struct scan *scan, size_t *i, enum jx_nature *out,
                      bool *glyph)
{
    for (size_t k = 0; k < sizeof before / sizeof *before; k++) {
        size_t n = scan_word(scan, *i, before[k].word);
        if (n) {
            *i += n;
            *out = before[k].nature;
            *glyph = before[k].glyph;
            return true;
        }
    }
    return false;
}

bool parse_comparator_behind(const struct scan *scan, size_t *end, enum jx_nature *out)
{
    for (size_t k = 0; k < sizeof behind / sizeof *behind; k++) {
        size_t n = scan_word_before(scan, *end, behind[k].word);
        if (n) {
            *end -= n;
            *out = behind[k].nature;
            return true;
        }
    }
    return false;
}

static int direction(enum jx_nature nature)
{
    switch (nature) {
    case JX_NATURE_GE:
    case JX_NATURE_GT: return 1;
    case JX_NATURE_LE:
    case JX_NATURE_LT: return -1;
    default: return 0;
    }
}

bool nature_agree(enum jx_nature a, enum jx_nature b)
{
    if (a == JX_NATURE_NONE || b == JX_NATURE_NONE || a == b)
        return true;
    return direction(a) != 0 && direction(a) == direction(b);
}

#define GLYPH(text)                                                                      \
    {                                                                                    \
        text, sizeof text - 1                                                            \
    }
const struct jx_str jx_nature_texts[] = {
    [JX_NATURE_NONE] = GLYPH(""),
    [JX_NATURE_GE] = GLYPH("≥"),
    [JX_NATURE_LE] = GLYPH("≤"),
    [JX_NATURE_EQ] = GLYPH("＝"),
    [JX_NATURE_GT] = GLYPH("＞"),
    [JX_NATURE_LT] = GLYPH("＜"),
    [JX_NATURE_QUALITATIVE] = GLYPH("定性"),
};

const char *jx_nature_glyph(enum jx_nature nature)
{
    return jx_nature_texts[nature].p;
}

/* As the program prints them itself. */
static bool read_glyph(struct jx_str text, enum jx_nature *out)
{
    for (int nature = JX_NATURE_NONE + 1; nature <= JX_NATURE_QUALITATIVE; nature++)
        if (jx_str_is(text, jx_nature_glyph((enum jx_nature)nature)))
            return *out = (enum jx_nature)nature, true;
    return false;
}

static bool is_word(const struct scan *scan, const char *const *words)
{
    for (; scan->n && *words; words++)
        if (scan_word(scan, 0, *words) == scan->n)
            return true;
    return false;
}

bool jx_nature_silent(struct jx_str text)
{
    static const char *const quantitative[] = {"定量指标", "定量", NULL};
    struct scan scan;
    scan_fold(&scan, text);
    return is_word(&scan, quantitative);
}

bool jx_nature_read(struct jx_str text, enum jx_nature *out)
{
    static const char *const qualitative[] = {"定性指标", "定性", NULL};
    struct scan scan;
    if (read_glyph(text, out))
        return true;
    scan_fold(&scan, text);
    *out = JX_NATURE_NONE;
    size_t i = 0;
    bool glyph;
    if (is_word(&scan, qualitative)) {
        *out = JX_NATURE_QUALITATIVE;
        return true;
    }
    if (parse_comparator(&scan, &i, out, &glyph) && i == scan.n)
        return true;
    *out = JX_NATURE_NONE;
    return false;
}
