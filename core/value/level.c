/* level.c: words on a scale. Decided here, and nothing else:
 *   - an actual that is the expected word or state itself is a full share;
 *   - so is the first word of a scale printed as the target ("优良中差", "高中低");
 *   - any other word has the share its pack gives it, provided that the target is no
 *     scale with words foreign to the pack, where 中 may stand elsewhere;
 *   - a word with a range, or a lower word of a foreign scale, is for a person to judge.
 * Equal steps of a scale would be a guess. */
#include "parse.h"

static const char *const scale_words[] = {
    "优秀", "良好",     "中等", "较好",   "较差", "一般", "较高",
    "较低", "基本合格", "合格", "不合格", "优",   "良",   "中",
    "差",   "好",       "高",   "低",     "强",   "弱",   NULL};
/* A scale of two ends low: 好差 is one, 优良 is a word of its own. */
static const char *const low_words[] = {"较差", "较低", "不合格", "差", "低", "弱", NULL};

static size_t scale_word(const struct scan *target, size_t i)
{
    int w = scan_any(target, i, scale_words);
    return w < 0 ? 0 : scan_word(target, i, scale_words[w]);
}

static size_t skip_marks(const struct scan *target, size_t i)
{
    static const char *const marks[] = {"、", "/", ",", NULL};
    return scan_any(target, i, marks) >= 0 ? i + 1 : i;
}

static bool word_is(const struct scan *scan, size_t from, size_t to,
                    const struct scan *word)
{
    if (to - from != word->n)
        return false;
    for (size_t i = 0; i < word->n; i++)
        if (scan->c[from + i] != word->c[i])
            return false;
    return true;
}

static const struct jx_level *pack_level(const struct jx_pack *pack,
                                         const struct scan *scan, size_t from, size_t to)
{
    for (size_t k = 0; k < pack->level_count; k++) {
        struct scan word;
        scan_fold(&word, pack->levels[k].word);
        if (word.n && word.whole && word_is(scan, from, to, &word))
            return &pack->levels[k];
    }
    return NULL;
}

struct scale {
    size_t words, first; /* words, and characters of the first one */
    bool names_actual, foreign;
};

/* Takes the target apart as a scale; words 0: it is none. */
static struct scale read_scale(const struct jx_pack *pack, const struct scan *target,
                               const struct scan *actual)
{
    struct scale scale = {0};
    bool low = false;
    for (size_t i = 0, n; i < target->n; i = skip_marks(target, i + n)) {
        n = scale_word(target, i);
        if (!n)
            return (struct scale){0};
        scale.names_actual |= word_is(target, i, i + n, actual);
        scale.foreign |= !pack_level(pack, target, i, i + n);
        low = scan_any(target, i, low_words) >= 0;
        if (scale.words++ == 0)
            scale.first = n;
    }
    return scale.words > 2 || (scale.words == 2 && low) ? scale : (struct scale){0};
}

/* What an actual is on the scale: the expectation itself, a word of the pack, or a word of
 * a scale foreign to it. */
struct place {
    bool full, foreign;
    const struct jx_level *level; /* NULL: no word of the pack */
};

static bool find_place(const struct jx_pack *pack, struct jx_str target,
                       struct jx_str actual, struct place *out)
{
    struct jx_reading want = jx_read(target), have = jx_read(actual);
    struct scan expected, word;
    *out = (struct place){0};
    bool bound =
        have.comparator != JX_NATURE_NONE && have.comparator != JX_NATURE_QUALITATIVE;
    if (have.kind != JX_READING_TEXT || bound)
        return false;
    scan_fold(&expected, want.kind == JX_READING_TEXT ? want.text : (struct jx_str){0});
    scan_fold(&word, have.text);
    if (!word.whole || !word.n)
        return false;
    struct scale scale = {0};
    if (expected.whole)
        scale = read_scale(pack, &expected, &word);
    out->full = scale.words ? word_is(&expected, 0, scale.first, &word)
                            : scan_same(&expected, &word);
    out->level = pack_level(pack, &word, 0, word.n);
    out->foreign = scale.foreign && scale.names_actual;
    return true;
}

bool jx_level_read(const struct jx_pack *pack, struct jx_str target, struct jx_str actual,
                   struct jx_dec *share, bool *judge)
{
    struct place place;
    *judge = false;
    if (!find_place(pack, target, actual, &place))
        return false;
    const struct jx_level *level = place.level;
    bool certain = level && !place.foreign && jx_dec_cmp(level->from, level->to) == 0;
    *share = certain && !place.full ? level->from : jx_dec_int(1);
    *judge = !place.full && !certain && (level || place.foreign);
    return place.full || certain;
}

const struct jx_level *jx_level_range(const struct jx_pack *pack, struct jx_str target,
                                      struct jx_str actual)
{
    struct place place;
    bool range = find_place(pack, target, actual, &place) && !place.full &&
                 !place.foreign && place.level &&
                 jx_dec_cmp(place.level->from, place.level->to) != 0;
    return range ? place.level : NULL;
}
