/* merges.c: merged ranges, kept so that a row costs no more than the ranges it is in,
 * whatever a file claims. What is in the cells is not known here. */
#include "merges.h"

#include <stdlib.h>
#include <string.h>

bool xlsx_cell_read(const char *text, uint32_t *row, uint16_t *column)
{
    uint32_t r = 0, c = 0;
    for (; *text == '$' || (*text >= 'A' && *text <= 'Z'); text++)
        if (*text != '$' && (c = c * 26 + (uint32_t)(*text - 'A') + 1) > XLSX_COLUMNS)
            return false;
    for (; *text >= '0' && *text <= '9'; text++)
        if ((r = r * 10 + (uint32_t)(*text - '0')) > XLSX_ROWS)
            return false;
    *row = r;
    *column = (uint16_t)c;
    return !*text && r > 0 && c > 0;
}

bool xlsx_range_read(const char *text, struct xlsx_range *out)
{
    char from[32];
    size_t n = strcspn(text, ":");
    if (n >= sizeof from)
        return false;
    memcpy(from, text, n);
    from[n] = 0;
    const char *to = text[n] ? text + n + 1 : from;
    return xlsx_cell_read(from, &out->top, &out->left) &&
           xlsx_cell_read(to, &out->bottom, &out->right) && out->top <= out->bottom &&
           out->left <= out->right;
}

bool xlsx_merges_add(struct xlsx_merges *merges, struct xlsx_range range)
{
    if (range.top == range.bottom && range.left == range.right)
        return true;
    struct xlsx_range *list =
        merges->count < XLSX_MERGES
            ? ooxml_grow(merges->list, merges->count, &merges->capacity, sizeof *list)
            : NULL;
    if (!list)
        return false;
    merges->list = list;
    list[merges->count++] = range;
    return true;
}

static int by_place(const void *a, const void *b)
{
    const struct xlsx_range *x = a, *y = b;
    if (x->top != y->top)
        return x->top < y->top ? -1 : 1;
    return (x->left > y->left) - (x->left < y->left);
}

void xlsx_merges_sort(struct xlsx_merges *merges)
{
    if (merges->count)
        qsort(merges->list, merges->count, sizeof *merges->list, by_place);
}

static void drop_ended(struct xlsx_merges *m, uint32_t row)
{
    size_t kept = 0;
    if (m->ends >= row)
        return;
    m->ends = UINT32_MAX;
    for (size_t i = 0; i < m->active_count; i++) {
        if (m->active[i].bottom < row)
            continue;
        if (m->active[i].bottom < m->ends)
            m->ends = m->active[i].bottom;
        m->active[kept++] = m->active[i];
    }
    m->active_count = kept;
}

/* Puts a range among the active ones; a range over another is left out, as office
 * programs refuse such files. So there are never more than columns. */
static bool activate(struct xlsx_merges *m, struct xlsx_range range)
{
    size_t low = 0, high = m->active_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (m->active[middle].left < range.left)
            low = middle + 1;
        else
            high = middle;
    }
    if ((low > 0 && m->active[low - 1].right >= range.left) ||
        (low < m->active_count && m->active[low].left <= range.right))
        return true;
    struct xlsx_range *active =
        ooxml_grow(m->active, m->active_count, &m->active_capacity, sizeof *active);
    if (!active)
        return false;
    m->active = active;
    memmove(active + low + 1, active + low, (m->active_count - low) * sizeof *active);
    active[low] = range;
    m->active_count++;
    if (range.bottom < m->ends)
        m->ends = range.bottom;
    return true;
}

bool xlsx_merges_row(struct xlsx_merges *m, uint32_t row)
{
    if (m->active_count == 0)
        m->ends = UINT32_MAX;
    drop_ended(m, row);
    for (; m->next < m->count && m->list[m->next].top <= row; m->next++)
        if (m->list[m->next].bottom >= row && !activate(m, m->list[m->next]))
            return false;
    return true;
}

void xlsx_merges_free(struct xlsx_merges *merges)
{
    free(merges->list);
    free(merges->active);
    *merges = (struct xlsx_merges){0};
}
