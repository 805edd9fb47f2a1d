/* segments.c: where a form begins, and which form of the pack it is: by titles, by the
 * labels at the head of a form, by headings. What is in the form is read elsewhere. */
#include "segments.h"

#include "strbuf.h"

enum { TITLE_MAX = 150, LABEL_MAX = 200, LOOK_ITEMS = 400, REQUIRED_MAX = 64 };

/* ---- items ---- */

static size_t count_items(const struct jx_pages *pages)
{
    size_t count = 0;
    for (size_t i = 0; i < pages->count; i++)
        count += pages->blocks[i].row_count ? pages->blocks[i].row_count : 1;
    return count;
}

static bool has_spans(const struct jx_block_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i].span > 1 || row->cells[i].flags & JX_CELL_CONTINUES)
            return true;
    return false;
}

/* Tables made of rows of texts have one grid for all rows: every cell is one column wide, and
 * the last of each row takes what is left. Then columns tell no more than order does. Rows
 * with hardly a cell are no such table, and would be large with blanks in them. */
static bool is_stretched(const struct jx_block *block)
{
    enum { COLUMNS_A_CELL = 4 };
    bool any = false;
    size_t cells = 0, columns = 0;
    for (size_t r = 0; r < block->row_count; r++) {
        for (size_t i = 0; i < block->rows[r].count; i++) {
            const struct jx_table_cell *cell = &block->rows[r].cells[i];
            bool last = i + 1 == block->rows[r].count;
            if (cell->column >= JX_COLUMNS_MAX || (cell->span > 1 && !last) ||
                block->rows[r].flags & JX_ROW_HIDDEN)
                return false;
            any = any || cell->span > 1;
            columns += last ? cell->column + 1U : 0;
        }
        cells += block->rows[r].count;
    }
    return any && columns <= COLUMNS_A_CELL * cells;
}

/* Makes plain rows of them, with blank cells where the source has none. false: memory. */
static bool unstretch(struct jx_block *block, struct jx_arena *arena)
{
    for (size_t r = 0; r < block->row_count; r++) {
        struct jx_block_row *row = &block->rows[r];
        size_t count = row->cells[row->count - 1].column + (size_t)1, n = 0;
        struct jx_table_cell *cells = jx_arena_array(arena, count, sizeof *cells);
        if (!cells)
            return false;
        for (size_t c = 0; c < count; c++) {
            const struct jx_table_cell *cell = &row->cells[n];
            bool blank = cell->column != c || cell->flags & JX_CELL_CONTINUES;
            n += cell->column == c;
            cells[c] = *cell;
            if (blank)
                cells[c] = (struct jx_table_cell){.text = {"", 0}, .at = cell->at};
            cells[c].column = (uint16_t)c;
            cells[c].span = 1;
        }
        row->cells = cells;
        row->count = count;
    }
    return true;
}

/* A merged cell that begins in a hidden row shows its text in the next one. */
static void hand_down(const struct jx_block_row *hidden, const struct jx_block_row *next)
{
    size_t n = 0;
    for (size_t i = 0; i < hidden->count; i++) {
        while (n < next->count && next->cells[n].column < hidden->cells[i].column)
            n++;
        struct jx_table_cell *cell = n < next->count ? &next->cells[n] : NULL;
        if (cell && cell->column == hidden->cells[i].column &&
            cell->flags & JX_CELL_CONTINUES) {
            cell->text = hidden->cells[i].text;
            cell->flags &= ~(uint32_t)JX_CELL_CONTINUES;
        }
    }
}

bool jx_items_make(struct jx_form_items *items, const struct jx_pages *pages,
                   const struct jx_pack *pack)
{
    *items = (struct jx_form_items){.arena = pages->arena};
    items->list = jx_arena_array(pages->arena, count_items(pages), sizeof *items->list);
    if (!items->list || !jx_plan_make(&items->plan, pack, pages->arena))
        return false;
    for (size_t i = 0; i < pages->count; i++) {
        struct jx_block *block = &pages->blocks[i];
        if (is_stretched(block) && !unstretch(block, pages->arena))
            return false;
        if (block->row_count == 0)
            items->list[items->count++] =
                (struct jx_form_item){.prose = block->prose, .at = block->at};
        for (size_t r = 0; r < block->row_count; r++) {
            if (block->rows[r].flags & JX_ROW_HIDDEN) {
                if (r + 1 < block->row_count)
                    hand_down(&block->rows[r], &block->rows[r + 1]);
                continue;
            }
            items->spans = items->spans || has_spans(&block->rows[r]);
            items->list[items->count++] = (struct jx_form_item){
                .row = &block->rows[r], .at = block->rows[r].cells[0].at};
        }
    }
    return true;
}

struct jx_str jx_item_line(const struct jx_form_item *item)
{
    if (!item->row)
        return item->prose;
    struct jx_str line = {"", 0};
    size_t most = item->row->count < JX_COLUMNS_MAX ? item->row->count : JX_COLUMNS_MAX;
    for (size_t i = 0; i < most; i++) {
        struct jx_str text = jx_str_trim(item->row->cells[i].text);
        if (text.n && line.n && !jx_str_eq(text, line)) /* copies repeat merged cells */
            return (struct jx_str){"", 0};
        line = text.n ? text : line;
    }
    return line;
}

/* ---- what an item may be ---- */

/* How much of a line a form's titles spell out, in bytes; 0: it is no title of the form. */
static size_t title_length(const struct jx_form_spec *spec, struct jx_str line)
{
    char buffer[JX_FOLD_MAX];
    struct jx_str folded = jx_fold(line, buffer);
    size_t most = 0;
    for (size_t i = 0; folded.n <= TITLE_MAX && i < spec->titles.count; i++) {
        struct jx_patterns one = {&spec->titles.list[i], 1};
        size_t n = 0;
        for (size_t k = 0; k < one.list->n; k++)
            n += one.list->p[k] != '*';
        if (n > most && jx_words_have(&one, folded))
            most = n;
    }
    return most;
}

bool jx_is_title(const struct jx_form_spec *spec, struct jx_str line)
{
    return title_length(spec, line) > 0;
}

bool jx_is_heading(const struct jx_columns *columns)
{
    return columns->distinct >= 3 && jx_columns_find(columns, JX_IND_NAME) >= 0;
}

struct jx_str jx_before_colon(struct jx_str text, struct jx_str *behind)
{
    static const char wide[] = "\xef\xbc\x9a";
    struct jx_str head = {text.p, text.n < LABEL_MAX ? text.n : LABEL_MAX};
    ptrdiff_t at = jx_str_find(head, (struct jx_str){wide, 3});
    ptrdiff_t narrow = jx_str_find(head, (struct jx_str){":", 1});
    size_t step = 3;
    if (narrow >= 0 && (at < 0 || narrow < at)) {
        at = narrow;
        step = 1;
    }
    if (at < 0)
        return (struct jx_str){"", 0};
    size_t from = (size_t)at + step;
    *behind = jx_str_trim((struct jx_str){text.p + from, text.n - from});
    return (struct jx_str){text.p, (size_t)at};
}

int jx_field_label(const struct jx_form_spec *spec, struct jx_str text,
                   struct jx_str *rest)
{
    char buffer[JX_FOLD_MAX];
    *rest = (struct jx_str){"", 0};
    if (text.n == 0)
        return -1;
    int key = jx_label_find(spec->fields, spec->field_count, jx_fold(text, buffer));
    if (key >= 0)
        return key;
    struct jx_str label = jx_before_colon(text, rest);
    return jx_label_find(spec->fields, spec->field_count, jx_fold(label, buffer));
}

static bool any_title(const struct jx_plan *plan, struct jx_str line)
{
    bool found = false;
    for (size_t i = 0; line.n && line.n <= JX_FOLD_MAX && i < plan->count && !found; i++)
        found = jx_is_title(&plan->specs[i], line);
    return found;
}

bool jx_any_label(const struct jx_plan *plan, struct jx_str text, int key)
{
    struct jx_str rest;
    for (size_t i = 0; i < plan->count; i++)
        if (jx_field_label(&plan->specs[i], text, &rest) == key)
            return true;
    return false;
}

/* A heading of names or of their level first: cheap, and nearly always the answer is no. */
bool jx_any_heading(const struct jx_plan *plan, const struct jx_block_row *row)
{
    char buffer[JX_FOLD_MAX];
    size_t most = row->count < JX_COLUMNS_MAX ? row->count : JX_COLUMNS_MAX;
    for (size_t i = 0; most >= 3 && i < most; i++) {
        struct jx_str folded = jx_fold(row->cells[i].text, buffer);
        for (size_t s = 0; folded.n && s < plan->count; s++) {
            const struct jx_form_spec *spec = &plan->specs[s];
            int key = jx_label_find(spec->columns, spec->column_count, folded);
            struct jx_columns columns;
            if (key != JX_IND_NAME && key != JX_IND_LEVEL2)
                continue;
            jx_headings_read(&columns, row, spec);
            if (jx_is_heading(&columns))
                return true;
        }
    }
    return false;
}

struct jx_str jx_first_text(const struct jx_form_item *item)
{
    struct jx_str text = {"", 0};
    if (!item->row)
        return item->prose;
    for (size_t i = 0; i < item->row->count && i < JX_COLUMNS_MAX && !text.n; i++)
        text = jx_str_trim(item->row->cells[i].text);
    return text;
}

/* ---- which form ---- */

struct candidate {
    size_t title;                              /* spelt out */
    uint64_t required, fields, columns, funds; /* seen, as bit sets */
};

static void see_text(struct candidate *c, const struct jx_form_spec *spec,
                     struct jx_str folded)
{
    size_t required = spec->required.count;
    for (size_t i = 0; i < required && i < REQUIRED_MAX; i++) {
        struct jx_patterns one = {&spec->required.list[i], 1};
        c->required |= jx_words_have(&one, folded) ? UINT64_C(1) << i : 0;
    }
    int key = jx_label_find(spec->fields, spec->field_count, folded);
    c->fields |= key >= 0 ? UINT64_C(1) << key : 0;
    key = jx_label_find(spec->columns, spec->column_count, folded);
    c->columns |= key >= 0 ? UINT64_C(1) << key : 0;
    key = jx_label_find(spec->fund_columns, spec->fund_column_count, folded);
    c->funds |= key >= 0 ? UINT64_C(1) << key : 0;
}

static void see_item(struct candidate *c, const struct jx_form_spec *spec,
                     const struct jx_form_item *item)
{
    char buffer[JX_FOLD_MAX];
    struct jx_str behind, line = jx_item_line(item);
    size_t title = line.n ? title_length(spec, line) : 0;
    c->title = title > c->title ? title : c->title;
    if (!item->row) {
        see_text(c, spec, jx_fold(jx_before_colon(line, &behind), buffer));
        return;
    }
    for (size_t i = 0; i < item->row->count && i < JX_COLUMNS_MAX; i++) {
        struct jx_str text = jx_str_trim(item->row->cells[i].text);
        struct jx_str folded = jx_fold(text, buffer);
        see_text(c, spec, folded);
        if (folded.n == 0 || line.n)
            see_text(c, spec, jx_fold(jx_before_colon(text, &behind), buffer));
    }
}

static int bits(uint64_t set)
{
    return __builtin_popcountll(set);
}

/* How well a stretch fits a form: a title decides, the one that spells out most of it;
 * then all required labels. 0: not. */
static int fitness(const struct jx_form_items *items, const struct jx_segment *segment,
                   const struct jx_form_spec *spec)
{
    struct candidate c = {0};
    size_t end = segment->to - segment->from > LOOK_ITEMS ? segment->from + LOOK_ITEMS
                                                          : segment->to;
    for (size_t i = segment->from; i < end; i++)
        see_item(&c, spec, &items->list[i]);
    size_t required =
        spec->required.count < REQUIRED_MAX ? spec->required.count : REQUIRED_MAX;
    bool complete = required > 0 && bits(c.required) == (int)required;
    if (!c.title && !complete)
        return 0;
    return (c.title ? 1000 + (int)c.title : 0) + (complete ? 500 : 0) + bits(c.fields) +
           bits(c.columns) + bits(c.funds);
}

/* ---- where a form ends ---- */

static const struct jx_form_spec *choose(const struct jx_form_items *items,
                                         const struct jx_segment *segment)
{
    const struct jx_form_spec *best = NULL;
    int most = 0;
    for (size_t i = 0; i < items->plan.count; i++) {
        int fit = fitness(items, segment, &items->plan.specs[i]);
        if (fit > most) {
            most = fit;
            best = &items->plan.specs[i];
        }
    }
    return best;
}

/* The title once more on the next page of a form: the same, and headings right below. */
static bool is_next_page(const struct jx_form_items *items, size_t title, size_t at)
{
    struct jx_str first = jx_item_line(&items->list[title]),
                  again = jx_item_line(&items->list[at]);
    if (!jx_str_eq(first, again))
        return false;
    while (++at < items->count && jx_item_line(&items->list[at]).n)
        ;
    return at < items->count && items->list[at].row &&
           jx_any_heading(&items->plan, items->list[at].row);
}

struct jx_segment jx_segment_next(const struct jx_form_items *items, size_t from)
{
    const struct jx_plan *plan = &items->plan;
    struct jx_segment segment = {.from = from};
    bool named = false;
    size_t i = from, title = from;
    for (; i < items->count; i++) {
        const struct jx_form_item *item = &items->list[i];
        struct jx_str line = jx_item_line(item), first = jx_first_text(item);
        bool heads = any_title(plan, line);
        if (heads && i > from && !(segment.headings && is_next_page(items, title, i)))
            break;
        title = heads ? i : title;
        bool name = jx_any_label(plan, first, JX_REC_NAME);
        bool next = name || (item->row && segment.headings &&
                             jx_any_label(plan, first, JX_REC_DEPARTMENT));
        /* what names a form stands at its head, so it begins the next one */
        if (next && (segment.headings || (named && item->row)))
            break;
        named |= name && item->row;
        if (item->row && !segment.headings && jx_any_heading(plan, item->row)) {
            segment.headings = true;
            segment.at = item->at;
            segment.head = i;
        }
    }
    segment.to = i;
    segment.spec = choose(items, &segment);
    return segment;
}
