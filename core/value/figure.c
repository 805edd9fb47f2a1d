/* figure.c: one figure: sign, thousands, point. What stands around it is not looked at.
 *
 * Commas part thousands and nothing else; a full-width comma parts sentences. A blank
 * may part thousands ("2 932") or stand beside the point ("98 .5"), since neither reads
 * another way; between other digits ("98 97") it may part two figures. */
#include "parse.h"

#include "lang.h"

enum { FIGURE_MAX = 40 };

struct digits {
    char text[FIGURE_MAX];
    size_t n;
    bool full; /* more than any figure has */
};

static void put(struct digits *d, char c)
{
    if (d->n < FIGURE_MAX)
        d->text[d->n++] = c;
    else
        d->full = true;
}

static const char *why_parted(bool commas)
{
    return commas ? N_("commas that do not part thousands")
                  : N_("digits parted by blanks: perhaps several figures");
}

/* The digits before the point, in groups; groups after the first have three. */
static const char *integer_part(const struct scan *scan, size_t *i, struct digits *d)
{
    size_t run = 0, groups = 0;
    bool commas = false;
    const char *why = NULL;
    while (true) {
        bool comma = *i < scan->n && scan->c[*i] == ',' && scan_digit(scan, *i + 1);
        if (comma || (run > 0 && scan_digit(scan, *i) && scan->gap[*i])) {
            if (run > 3 || (groups && run != 3))
                why = why_parted(comma);
            if (comma && scan->source.p[scan->at[*i]] != ',') /* a full-width one */
                why = N_("several figures");
            commas |= comma;
            groups++;
            run = 0;
            *i += comma;
        }
        if (!scan_digit(scan, *i))
            break;
        put(d, (char)scan->c[(*i)++]);
        run++;
    }
    return groups && run != 3 ? why_parted(commas) : why;
}

static const char *fraction_part(const struct scan *scan, size_t *i, struct digits *d)
{
    const char *why = NULL;
    put(d, '.');
    for (size_t from = ++*i; scan_digit(scan, *i); ++*i) {
        if (*i > from && scan->gap[*i])
            why = why_parted(false);
        put(d, (char)scan->c[*i]);
    }
    return why;
}

bool parse_figure(const struct scan *scan, size_t *i, struct jx_dec *out,
                  const char **why)
{
    struct digits d = {.n = 0};
    size_t from = *i;
    *why = NULL;
    if (from < scan->n && (scan->c[from] == '-' || scan->c[from] == '+')) {
        put(&d, (char)scan->c[from]);
        ++*i;
    }
    bool point = *i < scan->n && scan->c[*i] == '.' && scan_digit(scan, *i + 1);
    if (!scan_digit(scan, *i) && !point) {
        *i = from;
        return false;
    }
    if (point)
        put(&d, '0');
    else
        *why = integer_part(scan, i, &d);
    if (*i < scan->n && scan->c[*i] == '.' && scan_digit(scan, *i + 1)) {
        const char *fraction = fraction_part(scan, i, &d);
        *why = *why ? *why : fraction;
    }
    if (*why)
        return false;
    if (d.full || !jx_dec_parse((struct jx_str){d.text, d.n}, out)) {
        *why = N_("a figure of more than 18 digits");
        return false;
    }
    return true;
}
