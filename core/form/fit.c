/* fit.c: what a cell holds (a figure, a bound, words, the name of a group), and so where in
 * a row of a table it can stand. Which place it gets is decided in align.c. */
#include "columns.h"

#include "strbuf.h"

#include <string.h>

/* Words under a heading of figures, or a figure under one of words, tell a wrong place:
 * then the sum is negative. Dashes stand for either. */
enum { FIGURE_FITS = 2, WORD_FITS = 1, NAME_FITS = 4, HARDLY = -1, FITS_NOT = -1000 };
enum { VOTE_MOST = 6, VOTE_LEAST = -4, CELLS_LEAST = 3, COUNT_DIGITS = 3 };

enum content { NOTHING, FIGURE, SIGN, BOUND, WORDS };

/* Bytes of the sign that begins a bound ("≥95%", "＜3天"), which is never a name. */
static size_t sign_of(struct jx_str text)
{
    static const char *const signs[] = {"\xe2\x89\xa5",
                                        "\xe2\x89\xa4",
                                        "\xe2\x89\xa7",
                                        "\xe2\x89\xa6",
                                        "\xef\xbc\x9e",
                                        "\xef\xbc\x9c",
                                        "\xef\xbc\x9d",
                                        ">",
                                        "<",
                                        "="};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (jx_str_starts(text, jx_str_of(signs[i])))
            return strlen(signs[i]);
    return 0;
}

static enum content content_of(struct jx_str cell)
{
    enum { FIGURE_BYTES = 64 };
    char narrow[FIGURE_BYTES + 4]; /* figures may be printed in full width */
    struct jx_str text = jx_fold_figure(cell, narrow, sizeof narrow);
    static const char *const dashes[] = {"-", "/", "\xe2\x80\x94", "\xef\xbc\x8d",
                                         "\xe2\x80\x94\xe2\x80\x94"};
    static const char points[] = "\xe5\x88\x86"; /* 分 */
    size_t digits = 0, others = 0;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (jx_str_is(text, dashes[i]))
            return NOTHING;
    size_t sign = sign_of(text);
    if (sign)
        return sign == text.n ? SIGN : BOUND;
    if (text.n > 3 && memcmp(text.p + text.n - 3, points, 3) == 0)
        text.n -= 3;
    for (size_t i = 0; i < text.n; i++) {
        digits += jx_is_digit(text.p[i]);
        others += !memchr("0123456789.,%-", text.p[i], 14);
    }
    return others ? WORDS : digits ? FIGURE : NOTHING;
}

/* ---- names that the form knows ---- */

/* 1, 2: the name of a group or of a part of one; 3: of both; 0: of none. */
static int level_of(const struct jx_form_spec *spec, struct jx_str folded)
{
    int level = 0;
    for (size_t g = 0; folded.n && g < spec->group_count; g++) {
        const struct jx_blank_group *group = &spec->groups[g];
        level |= jx_str_is(folded, group->level1) ? 1 : 0;
        for (size_t i = 0; i < group->level2_count; i++)
            level |= jx_str_is(folded, group->level2[i]) ? 2 : 0;
    }
    return level;
}

/* Does a table of indicators have a cell of such a level under the heading i? */
static int fit_level(const struct jx_columns *columns, size_t i, int level)
{
    int key = columns->key[i];
    if (key == JX_IND_LEVEL1)
        return level & 1 ? FIGURE_FITS : HARDLY;
    if (key == JX_IND_LEVEL2) /* costs are a group here, a part of one there */
        return level & 2 ? FIGURE_FITS : 0;
    if ((int)i == columns->name) /* some indicators are named like their group */
        return jx_columns_find(columns, JX_IND_LEVEL2) < 0 ? WORD_FITS : 2 * HARDLY;
    return key < 0 ? HARDLY : FITS_NOT;
}

/* "0起", "1.5万元/户": hardly a name or a reason. */
static bool is_quantity(struct jx_str text)
{
    enum { QUANTITY_MOST = 24 };
    return text.n && text.n <= QUANTITY_MOST && jx_is_digit(text.p[0]);
}

static int fit_words(struct jx_str text, enum content content)
{
    return content != WORDS ? FITS_NOT : is_quantity(text) ? HARDLY : WORD_FITS;
}

/* The column that names indicators. */
static int fit_name(struct jx_str text, enum content content)
{
    return content == NOTHING ? HARDLY : fit_words(text, content);
}

/* In front of the amounts of funds stand their names, mostly below a blank heading. */
static int fit_fund(const struct jx_columns *columns, size_t i, struct jx_str folded,
                    enum content content)
{
    const struct jx_form_spec *spec = columns->spec;
    bool blank = jx_view_text(&columns->head, i).n == 0;
    if (content == FIGURE || content == SIGN || content == BOUND)
        return blank ? FITS_NOT : HARDLY;
    bool known = jx_words_have(&spec->fund_total, folded) ||
                 jx_words_have(&spec->fund_sources, folded);
    return known ? NAME_FITS + blank : 0;
}

static int fit_cell(const struct jx_columns *columns, size_t i, struct jx_str text)
{
    char buffer[JX_FOLD_MAX];
    uint64_t key = columns->key[i] < 0 ? 0 : UINT64_C(1) << columns->key[i];
    enum content content = content_of(text);
    struct jx_str folded = jx_fold(text, buffer);
    if (columns->funds && (int)i < columns->name)
        return fit_fund(columns, i, folded, content);
    int level = columns->funds ? 0 : level_of(columns->spec, folded);
    if (level)
        return fit_level(columns, i, level);
    if (!columns->funds && (int)i == columns->name)
        return fit_name(text, content);
    if (!content)
        return 0;
    if (content == SIGN && jx_columns_find(columns, JX_IND_NATURE) >= 0)
        return !columns->funds && columns->key[i] == JX_IND_NATURE ? FIGURE_FITS
                                                                   : FITS_NOT;
    if (key & columns->figures)
        return content == FIGURE ? FIGURE_FITS : FITS_NOT;
    if (key & columns->words) /* a level that nobody knows may be one all the same */
        return fit_words(text, content) -
               (columns->key[i] == JX_IND_LEVEL2 ? WORD_FITS : 0);
    if (columns->funds)
        return 0;
    if (content == BOUND && columns->key[i] == JX_IND_TARGET)
        return FIGURE_FITS;
    bool value = columns->key[i] == JX_IND_TARGET || columns->key[i] == JX_IND_ACTUAL;
    return value && content == WORDS && is_quantity(text) ? WORD_FITS : 0;
}

int jx_fit_at(const struct jx_columns *columns, const struct jx_view *view, size_t pinned,
              size_t shift)
{
    int fit = 0;
    for (size_t i = pinned; i < view->count && i + shift < columns->head.count; i++)
        fit += fit_cell(columns, i + shift, jx_view_text(view, i));
    return fit;
}

/* Is the first cell a number of the row, under a heading that says nothing? */
static bool is_counted(const struct jx_columns *columns, const struct jx_view *view)
{
    struct jx_str text = view->count ? jx_view_text(view, 0) : (struct jx_str){"", 0};
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
    return text.n > 0 && text.n <= COUNT_DIGITS && columns->key[0] < 0 &&
           columns->name != 0;
}

/* The best of all places but the first; of a row that nobody filled up, the last one, unless
 * what it holds contradicts. */
static int best_shift(const struct jx_columns *columns, const struct jx_view *view,
                      size_t pinned, bool filled, size_t *best)
{
    size_t last = columns->head.count - view->count;
    int most = jx_fit_at(columns, view, pinned, last);
    *best = last;
    for (size_t shift = 1; shift < last && (filled || most < 0); shift++) {
        int fit = jx_fit_at(columns, view, pinned, shift);
        if (fit >= most + (fit < 0)) {
            *best = shift;
            most = fit;
        }
    }
    return most;
}

int jx_fit_left_out(const struct jx_columns *columns, struct jx_view *view, size_t *shift,
                    size_t *pinned)
{
    size_t heads = columns->head.count;
    bool filled = view->count >= heads;
    *pinned = is_counted(columns, view);
    *shift = 0;
    if (columns->funds && filled && !jx_view_text(view, 0).n) /* merged cells are there */
        return jx_fit_at(columns, view, 0, 0);
    if (filled)
        jx_view_trim(view);
    if (view->count >= heads)
        return jx_fit_at(columns, view, 0, 0);
    size_t less;
    int most = best_shift(columns, view, *pinned, filled, shift), fit;
    struct jx_view trimmed = *view; /* rows may be filled up to less than the headings */
    jx_view_trim(&trimmed);
    if (trimmed.count == view->count)
        return most;
    fit = best_shift(columns, &trimmed, *pinned, true, &less);
    if (fit < most + (most < 0 ? 1 : JX_FITS_WELL)) /* it ends where the headings do */
        return most;
    *view = trimmed;
    *shift = less;
    return fit;
}

static int clip(int vote)
{
    return vote > VOTE_MOST ? VOTE_MOST : vote < VOTE_LEAST ? VOTE_LEAST : vote;
}

void jx_fit_vote(const struct jx_columns *columns, const struct jx_block_row *row,
                 int votes[2])
{
    struct jx_view view;
    size_t shift, pinned;
    jx_view_row(&view, row, NULL);
    int named = columns->funds ? -1 : jx_view_join_name(&view);
    if (!jx_row_is_run(row) || jx_view_filled(&view) < CELLS_LEAST)
        return;
    if (named >= 0 && columns->name >= 0) {
        votes[named < columns->name] += VOTE_MOST;
        return;
    }
    int kept = jx_fit_at(columns, &view, 0, 0),
        left_out = jx_fit_left_out(columns, &view, &shift, &pinned);
    if (!shift || left_out < 0) /* whole rows stand in either kind of copy */
        return;
    votes[0] += clip(kept);
    votes[1] += clip(left_out);
}
