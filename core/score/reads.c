/* reads.c: for people who ask why an item has its score: the figures that rules were given
 * where a cell prints them otherwise (with a larger unit, in other digits, as words), and
 * what findings are called. Reading cells is in inputs.c. */
#include "scoring.h"

#include "decimal.h"
#include "record.h"

#include <string.h>

static bool of_figure(char c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == ',';
}

/* The next figure in plain digits from *at on; thousands may be parted by commas. */
static bool next_figure(struct jx_str text, size_t *at, struct jx_dec *out)
{
    char digits[32];
    while (*at < text.n) {
        size_t n = 0;
        while (*at < text.n && (text.p[*at] < '0' || text.p[*at] > '9'))
            ++*at;
        for (; *at < text.n && of_figure(text.p[*at]); ++*at)
            if (text.p[*at] != ',' && n < sizeof digits)
                digits[n++] = text.p[*at];
        while (n && digits[n - 1] == '.')
            n--;
        if (n && n < sizeof digits && jx_dec_parse((struct jx_str){digits, n}, out))
            return true;
    }
    return false;
}

/* Does the text itself print the figure, or a hundred times it with a sign of percent? */
static bool prints(struct jx_str text, struct jx_dec number)
{
    const struct jx_dec hundred = jx_dec_int(100);
    struct jx_dec figure;
    if (jx_dec_cmp(number, jx_dec_int(0)) < 0)
        number = jx_dec_sub(jx_dec_int(0), number);
    for (size_t at = 0; next_figure(text, &at, &figure);)
        if (jx_dec_cmp(figure, number) == 0 ||
            (at < text.n && text.p[at] == '%' &&
             jx_dec_cmp(figure, jx_dec_mul(number, hundred)) == 0))
            return true;
    return false;
}

static void list_item(struct scoring *s, const struct scored *item, struct jx_read *list,
                      size_t *count)
{
    const struct jx_selector *selector = item->selector;
    for (size_t i = 0; item->inputs && i < selector->rule->need_count; i++) {
        const struct jx_value *input = &item->inputs[i];
        const struct jx_cell *cell = need_cell(s, item, &selector->needs[i]);
        if (input->type != JX_T_NUMBER || !cell || !jx_cell_filled(cell) ||
            prints(cell->text, input->number))
            continue;
        list[(*count)++] =
            (struct jx_read){.item = (size_t)(item - s->items),
                             .key = selector->rule->needs[i].name,
                             .name = input_name(s, selector->rule->needs[i].name),
                             .printed = cell->text,
                             .number = input->number};
    }
}

/* What findings are called, beside their codes. */
static void name_findings(struct scoring *s, struct jx_result *result)
{
    const char **titles = jx_arena_array(s->arena, s->finding_count + 1, sizeof *titles);
    s->failed |= !titles;
    for (size_t i = 0; titles && i < s->finding_count; i++)
        titles[i] = jx_finding_title(s->pack, s->findings[i].code, s->findings[i].code);
    result->titles = titles;
}

void list_reads(struct scoring *s, struct jx_result *result)
{
    size_t most = 0, count = 0;
    for (size_t i = 0; i < s->item_count; i++)
        most += s->items[i].inputs ? s->items[i].selector->rule->need_count : 0;
    struct jx_read *list = jx_arena_array(s->arena, most + 1, sizeof *list);
    s->failed |= !list;
    for (size_t i = 0; list && i < s->item_count; i++)
        list_item(s, &s->items[i], list, &count);
    result->reads = list;
    result->read_count = count;
    name_findings(s, result);
}
