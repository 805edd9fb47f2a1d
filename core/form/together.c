/* together.c: tells a row of headings whose cells ran together, as scans and copies from
 * pages leave them. Such a table is refused as what it is: where its cells end would be a
 * guess. */
#include "segments.h"

#include "strbuf.h"

#include <string.h>

enum { KEYS_LEAST = 4, LINE_MAX = 600 };

/* Length of the longest word of a heading at the start of a text; *key: whose. */
static size_t heading_at(const struct jx_form_spec *spec, struct jx_str text, int *key)
{
    size_t most = 0;
    for (size_t i = 0; i < spec->column_count; i++)
        for (size_t k = 0; k < spec->columns[i].words.count; k++) {
            struct jx_str word = spec->columns[i].words.list[k];
            if (memchr(word.p, '*', word.n) || word.n <= most ||
                !jx_str_starts(text, word))
                continue;
            most = word.n;
            *key = spec->columns[i].key;
        }
    return most;
}

/* Headings side by side and hardly anything else. */
static bool is_headings(const struct jx_form_spec *spec, struct jx_str line)
{
    uint64_t keys = 0;
    size_t covered = 0;
    for (size_t i = 0, n; i < line.n; i += n ? n : 1) {
        int key = 0;
        n = heading_at(spec, (struct jx_str){line.p + i, line.n - i}, &key);
        covered += n;
        keys |= n ? UINT64_C(1) << key : 0;
    }
    return __builtin_popcountll(keys) >= KEYS_LEAST &&
           keys & UINT64_C(1) << JX_IND_NAME && covered * 4 >= line.n * 3;
}

bool jx_ran_together(const struct jx_plan *plan, struct jx_str line)
{
    char buffer[LINE_MAX + 4];
    if (line.n == 0 || line.n > LINE_MAX)
        return false;
    struct jx_str folded = jx_fold_width(line, buffer, sizeof buffer);
    for (size_t s = 0; s < plan->count; s++)
        if (is_headings(&plan->specs[s], folded))
            return true;
    return false;
}
