/* sentence.c: sentences with places for figures, as forms.json gives them, found in a text.
 * What the figures mean for a report is not known here. */
#include "read_form.h"

#include "strbuf.h"

#include <string.h>

static bool digit_at(struct jx_str text, size_t i)
{
    return i < text.n && jx_is_digit(text.p[i]);
}

/* Behind the unit that belongs to a figure ending before text[i..], or i. */
static size_t unit_end(struct jx_str text, size_t i)
{
    static const char *const units[] = {"%",    "\xe2\x80\xb0", "万亿元", "万亿", "亿元",
                                        "万元", "亿",           "万",     "元"};
    struct jx_str rest = {text.p + i, text.n - i};
    for (size_t k = 0; k < sizeof units / sizeof *units; k++)
        if (jx_str_starts(rest, jx_str_of(units[k])))
            return i + strlen(units[k]);
    return i;
}

/* Behind a figure at text[i..] with its sign and unit, or i. The end of a longer figure is
 * none. */
static size_t figure_end(struct jx_str text, size_t i)
{
    size_t end = i;
    if (i > 0 && (digit_at(text, i - 1) || text.p[i - 1] == '.'))
        return i;
    if (end < text.n && text.p[end] == '-')
        end++;
    if (!digit_at(text, end))
        return i;
    while (digit_at(text, end))
        end++;
    if (end < text.n && text.p[end] == '.' && digit_at(text, end + 1))
        for (end++; digit_at(text, end);)
            end++;
    return unit_end(text, end);
}

struct match {
    struct jx_str text, pattern;
    size_t i, p; /* where both stand */
    struct jx_found *found;
    size_t count;
};

/* "{name}" takes a figure of the text, "{name=value}" nothing of it. */
static bool take_place(struct match *m)
{
    struct jx_str rest = {m->pattern.p + m->p + 1, m->pattern.n - m->p - 1};
    ptrdiff_t close = jx_str_find(rest, (struct jx_str){"}", 1});
    if (close < 0 || m->count == JX_PLACES)
        return false;
    struct jx_str name = {rest.p, (size_t)close}, value;
    ptrdiff_t equals = jx_str_find(name, (struct jx_str){"=", 1});
    if (equals >= 0) {
        value = (struct jx_str){name.p + equals + 1, name.n - (size_t)equals - 1};
        name.n = (size_t)equals;
    } else {
        size_t end = figure_end(m->text, m->i);
        value = (struct jx_str){m->text.p + m->i, end - m->i};
        m->i = end;
        if (!value.n)
            return false;
    }
    m->found[m->count++] = (struct jx_found){name, value};
    m->p += (size_t)close + 2;
    return true;
}

static bool take(struct match *m)
{
    if (m->pattern.p[m->p] == '{')
        return take_place(m);
    if (m->i >= m->text.n || m->text.p[m->i] != m->pattern.p[m->p])
        return false;
    m->i++;
    m->p++;
    return true;
}

/* As file names are matched: a piece between two '*' stays where it first fits, so that a
 * text is walked over once for each piece. */
size_t jx_sentence_match(struct jx_str pattern, struct jx_str text,
                         struct jx_found found[JX_PLACES])
{
    struct match m = {.text = text, .pattern = pattern, .found = found}, star = m;
    while (m.p < pattern.n) {
        if (pattern.p[m.p] == '*') {
            m.p++;
            star = m;
        } else if (!take(&m)) {
            if (star.i >= text.n)
                return 0;
            star.i++;
            m = star;
        }
    }
    return m.count;
}

bool jx_points_find(const struct jx_patterns *sentences, struct jx_str text,
                    struct jx_points *out)
{
    struct jx_found found[JX_PLACES];
    *out = (struct jx_points){0};
    for (size_t k = 0; k < sentences->count; k++) {
        size_t count = jx_sentence_match(sentences->list[k], text, found);
        for (size_t i = 0; i < count; i++) {
            if (jx_str_is(found[i].name, "weight"))
                out->weight = found[i].text;
            else if (jx_str_is(found[i].name, "score"))
                out->score = found[i].text;
            else if (jx_str_is(found[i].name, "year"))
                out->year = found[i].text;
        }
        if (!count)
            continue;
        struct jx_str words = sentences->list[k];
        ptrdiff_t place = jx_str_find(words, (struct jx_str){"{", 1});
        bool fixed = place >= 0 && !memchr(words.p, '*', (size_t)place);
        out->from = fixed ? found[0].text.p - place : NULL;
        return true;
    }
    return false;
}
