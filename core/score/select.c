/* select.c: which rule scores a row: the matching selector of the highest priority. */
#include "scoring.h"

#include "record.h"
#include "strbuf.h"
#include "utf8.h"

#include <string.h>

/* May there be a blank? By the bytes that begin one; most texts have none of these. */
static bool has_blank(struct jx_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c <= ' ' || c == 0xc2 || c == 0xe2 || c == 0xef ||
            (c == 0xe3 && i + 1 < text.n && (unsigned char)text.p[i + 1] == 0x80))
            return true;
    }
    return false;
}

struct jx_str squeeze(struct scoring *s, struct jx_str text)
{
    if (!has_blank(text))
        return text;
    char *out = jx_arena_alloc(s->arena, text.n + 1);
    if (!out) {
        s->failed = true;
        return (struct jx_str){0};
    }
    size_t n = 0;
    for (size_t i = 0, step; i < text.n; i += step) {
        uint32_t c = jx_utf8_next(text.p + i, text.n - i, &step);
        if (jx_utf8_blank(c))
            continue;
        memcpy(out + n, text.p + i, step);
        n += step;
    }
    return (struct jx_str){out, n};
}

bool patterns_match(const struct jx_patterns *patterns, struct jx_str squeezed)
{
    if (!patterns->count)
        return true;
    for (size_t i = 0; i < patterns->count; i++)
        if (jx_str_glob(squeezed, patterns->list[i]))
            return true;
    return false;
}

/* What kind of thing the target cell holds, as "when": {"target": …} names it. */
static const char *target_kind(const struct jx_pair *pair)
{
    switch (pair->target.kind) {
    case JX_READING_NUMBER: return "figure";
    case JX_READING_DATE: return "date";
    case JX_READING_TEXT: return "words";
    case JX_READING_BLANK: return "blank";
    default: return "unreadable";
    }
}

const struct jx_selector *select_row(struct scoring *s, const struct jx_indicator *row,
                                     const struct jx_pair *pair, bool *overlap)
{
    struct jx_str form = s->record->cell[JX_REC_FORM].text;
    struct jx_str level1 = squeeze(s, row->cell[JX_IND_LEVEL1].text);
    struct jx_str level2 = squeeze(s, row->cell[JX_IND_LEVEL2].text);
    struct jx_str name = squeeze(s, row->cell[JX_IND_NAME].text);
    struct jx_str glyph = jx_str_of(jx_nature_glyph(pair->nature));
    struct jx_str kind = jx_str_of(target_kind(pair));
    const struct jx_selector *best = NULL;
    *overlap = false;
    for (size_t i = 0; i < s->pack->selector_count; i++) {
        const struct jx_selector *selector = &s->pack->selectors[i];
        if (selector->for_budget || selector->for_total ||
            (best && selector->priority < best->priority) ||
            !patterns_match(&selector->form, form) ||
            !patterns_match(&selector->nature, glyph) ||
            !patterns_match(&selector->target, kind) ||
            !patterns_match(&selector->level1, level1) ||
            !patterns_match(&selector->level2, level2) ||
            !patterns_match(&selector->name, name))
            continue;
        *overlap = best && selector->priority == best->priority;
        best = selector;
    }
    return best;
}

const struct jx_selector *select_part(struct scoring *s, bool budget)
{
    struct jx_str form = s->record->cell[JX_REC_FORM].text;
    const struct jx_selector *best = NULL;
    for (size_t i = 0; i < s->pack->selector_count; i++) {
        const struct jx_selector *selector = &s->pack->selectors[i];
        if ((budget ? selector->for_budget : selector->for_total) &&
            patterns_match(&selector->form, form) &&
            (!best || selector->priority > best->priority))
            best = selector;
    }
    return best;
}
