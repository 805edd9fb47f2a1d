/* sentence.c: sentences with places for figures, as forms.json gives them, found in a text.
 * What the figures mean for a report is not known here. */
#include "read_form.h"

#include "strbuf.h"

static const struct jx_str weight_mark = {"{weight}", 8}, score_mark = {"{score}", 7},
                           year_mark = {"{year}", 6};

/* Behind a plain figure at text[i..], or i. */
static size_t figure_end(struct jx_str text, size_t i)
{
    size_t end = i;
    while (end < text.n && text.p[end] >= '0' && text.p[end] <= '9')
        end++;
    size_t point = end;
    if (end > i && end + 1 < text.n && text.p[end] == '.')
        for (end++; end < text.n && text.p[end] >= '0' && text.p[end] <= '9';)
            end++;
    return end == point + 1 ? point : end;
}

/* Where the figure goes whose mark `rest` begins with; NULL: no mark. */
static struct jx_str *mark_at(struct jx_str rest, struct jx_points *points, size_t *len)
{
    const struct {
        struct jx_str mark;
        struct jx_str *figure;
    } marks[] = {{weight_mark, &points->weight},
                 {score_mark, &points->score},
                 {year_mark, &points->year}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (jx_str_starts(rest, marks[i].mark)) {
            *len = marks[i].mark.n;
            return marks[i].figure;
        }
    return NULL;
}

static bool matches_at(struct jx_str text, size_t i, struct jx_str pattern,
                       struct jx_points *out)
{
    *out = (struct jx_points){0};
    for (size_t p = 0, len; p < pattern.n;) {
        struct jx_str rest = {pattern.p + p, pattern.n - p};
        struct jx_str *figure = mark_at(rest, out, &len);
        if (figure) {
            size_t end = figure_end(text, i);
            if (end == i)
                return false;
            *figure = (struct jx_str){text.p + i, end - i};
            p += len;
            i = end;
        } else if (i < text.n && text.p[i] == pattern.p[p]) {
            i++;
            p++;
        } else {
            return false;
        }
    }
    return true;
}

bool jx_points_find(const struct jx_patterns *sentences, struct jx_str text,
                    struct jx_points *out)
{
    for (size_t k = 0; k < sentences->count; k++)
        for (size_t i = 0; i < text.n; i++)
            if (matches_at(text, i, sentences->list[k], out))
                return true;
    return false;
}
