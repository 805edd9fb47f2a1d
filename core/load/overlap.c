/* overlap.c: could two conditions hold for the same row? Decided exactly for globs, so
 * that an ambiguity of a pack shows when it loads and not on some form in autumn. */
#include "compile.h"

#include <string.h>

enum { GLOB_MAX = 512 };

/* Is there a text that both globs match? Dynamic programming from the ends: row[j] says
 * whether a[i..] and b[j..] have one. */
static bool globs_overlap(struct jx_str a, struct jx_str b)
{
    bool row[GLOB_MAX + 1] = {false}, below[GLOB_MAX + 1];
    if (a.n > GLOB_MAX || b.n > GLOB_MAX)
        return true; /* longer than any name: to be told apart by priority */
    for (size_t i = a.n + 1; i-- > 0;) {
        memcpy(below, row, sizeof row);
        for (size_t j = b.n + 1; j-- > 0;) {
            bool more_a = i < a.n, more_b = j < b.n;
            bool star = (more_a && a.p[i] == '*') || (more_b && b.p[j] == '*');
            if (!more_a && !more_b)
                row[j] = true;
            else if (star) /* it ends here, or swallows what is opposite */
                row[j] = (more_a && below[j]) || (more_b && row[j + 1]);
            else
                row[j] = more_a && more_b && a.p[i] == b.p[j] && below[j + 1];
        }
    }
    return row[0];
}

bool patterns_overlap(const struct jx_patterns *a, const struct jx_patterns *b)
{
    if (!a->count || !b->count)
        return true;
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++)
            if (globs_overlap(a->list[i], b->list[j]))
                return true;
    return false;
}
