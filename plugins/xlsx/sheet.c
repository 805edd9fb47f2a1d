/* sheet.c: the rows of a sheet with their true columns. Merged ranges stand behind the
 * cells, so a sheet that has any is read twice. */
#include "book.h"
#include "merges.h"
#include "values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct place {
    uint16_t column;
    size_t end; /* of its text, in the row's text */
};

struct sheet {
    struct xlsx_book *book;
    struct ooxml_xml xml;
    const char *name;
    struct xlsx_merges merges;
    uint32_t row;    /* being read */
    uint16_t column; /* last cell of it */
    bool hidden;
    struct place *places; /* cells of the row, from the left */
    size_t count, capacity;
    struct ooxml_buffer text; /* of the row */
    struct jx_table_cell *cells;
    size_t cell_capacity;
    struct xlsx_stored stored;
    uint32_t reach; /* last row that something given reaches down to; 0: no table yet */
    uint32_t uncomputed;
    char first_uncomputed[32];
};

static bool no_memory(const struct sheet *sheet)
{
    return ooxml_fail(sheet->book->host, N_("out of memory"));
}

static bool bad_place(const struct sheet *sheet, const char *place)
{
    char next[48];
    snprintf(next, sizeof next, "%u:%u", (unsigned)sheet->row,
             (unsigned)sheet->column + 1); /* where one without a reference would be */
    return ooxml_fail(
        sheet->book->host,
        N_("sheet '%.100s': '%.30s' is no cell or row in its place (a sheet "
           "has 16384 columns and 1048576 rows): the file is refused"),
        sheet->name, place ? place : next);
}

/* At the opening of a `row` and of a `c`: where it stands, which must be behind all
 * that came before. Both may leave it out when they follow directly. */
static bool start_row(struct sheet *s)
{
    const char *r = ooxml_attribute(&s->xml, "r");
    long number = r ? ooxml_number(r, XLSX_ROWS) : (long)s->row + 1;
    if (number <= (long)s->row || number > XLSX_ROWS)
        return bad_place(s, r);
    s->row = (uint32_t)number;
    s->column = 0;
    s->hidden = ooxml_flag(&s->xml, "hidden", false);
    return true;
}

static bool start_cell(struct sheet *s)
{
    const char *r = ooxml_attribute(&s->xml, "r");
    uint32_t row = s->row;
    uint16_t column = (uint16_t)(s->column + 1);
    if (r ? !xlsx_cell_read(r, &row, &column) : column > XLSX_COLUMNS)
        return bad_place(s, r);
    if (row != s->row || column <= s->column)
        return bad_place(s, r);
    s->column = column;
    return true;
}

/* ---- merged ranges ---- */

static bool add_merge(struct sheet *s)
{
    const char *ref = ooxml_attribute(&s->xml, "ref");
    struct xlsx_range range;
    if (!ref || !xlsx_range_read(ref, &range))
        return bad_place(s, ref);
    return xlsx_merges_add(&s->merges, range) ||
           ooxml_fail(s->book->host, N_("sheet '%.100s': more than %d merged ranges"),
                      s->name, XLSX_MERGES);
}

static bool read_merges(struct sheet *s, const char *part)
{
    enum ooxml_event event = OOXML_FAILED;
    bool any;
    if (!ooxml_part_search(&s->book->package, part, "mergeCell", &any))
        return false;
    if (!any)
        return true;
    bool ok = ooxml_xml_open(&s->xml, &s->book->package, part);
    while (ok && (event = ooxml_next(&s->xml)) > OOXML_DONE)
        if (event == OOXML_OPEN && ooxml_is(&s->xml, OOXML_SHEET, "mergeCell"))
            ok = add_merge(s);
    ooxml_xml_close(&s->xml);
    xlsx_merges_sort(&s->merges);
    return ok && event == OOXML_DONE;
}

/* ---- the cells of a row ---- */

static void note_uncomputed(struct sheet *s)
{
    const char *r = ooxml_attribute(&s->xml, "r");
    if (s->uncomputed++ == 0)
        snprintf(s->first_uncomputed, sizeof s->first_uncomputed, "%.20s", r ? r : "");
}

static bool read_cell(struct sheet *s)
{
    bool uncomputed = false;
    if (!start_cell(s))
        return false;
    struct place *places = ooxml_grow(s->places, s->count, &s->capacity, sizeof *places);
    if (!places)
        return no_memory(s);
    s->places = places;
    if (!xlsx_stored_read(&s->xml, &s->stored) ||
        !xlsx_show(s->book, &s->stored, &s->text, &uncomputed))
        return false;
    if (uncomputed)
        note_uncomputed(s);
    places[s->count++] = (struct place){s->column, s->text.n};
    return !s->text.failed || no_memory(s);
}

static bool read_cells(struct sheet *s)
{
    s->count = s->text.n = 0;
    for (;;) {
        enum ooxml_event event = ooxml_next(&s->xml);
        if (event == OOXML_CLOSE)
            return true;
        if (event <= OOXML_DONE)
            return false;
        if (event == OOXML_OPEN &&
            !(ooxml_is(&s->xml, OOXML_SHEET, "c") ? read_cell(s) : ooxml_skip(&s->xml)))
            return false;
    }
}

/* ---- giving a row ---- */

static struct jx_str text_of(const struct sheet *s, size_t i)
{
    size_t from = i ? s->places[i - 1].end : 0;
    return (struct jx_str){s->text.p ? s->text.p + from : "", s->places[i].end - from};
}

static bool add_cell(struct sheet *s, size_t *count, struct jx_table_cell cell)
{
    struct jx_table_cell *cells =
        ooxml_grow(s->cells, *count, &s->cell_capacity, sizeof *cells);
    if (!cells)
        return no_memory(s);
    s->cells = cells;
    cell.at = (struct jx_at){s->row, (uint16_t)(cell.column + 1), s->book->given};
    cell.kind = JX_TEXT; /* what the cell shows, not the number behind it */
    cells[(*count)++] = cell;
    return true;
}

/* A merged range that the row is in: its text stands in its first cell. */
static bool add_range(struct sheet *s, size_t *count, const struct xlsx_range *range,
                      struct jx_str text)
{
    bool top = range->top == s->row;
    struct jx_table_cell cell = {
        .text = top ? text : (struct jx_str){"", 0},
        .column = (uint16_t)(range->left - 1),
        .span = (uint16_t)(range->right - range->left + 1),
        .flags = top ? 0 : JX_CELL_CONTINUES,
    };
    if (cell.text.n && range->bottom > s->reach)
        s->reach = range->bottom;
    return add_cell(s, count, cell);
}

/* Cells and ranges in the order of their columns. */
static bool lay_out(struct sheet *s, size_t *count)
{
    const struct xlsx_range *range = s->merges.active,
                            *end = range + s->merges.active_count;
    size_t i = 0;
    bool ok = true;
    while (ok && (i < s->count || range < end)) {
        bool merged =
            range < end && (i == s->count || range->left <= s->places[i].column);
        if (!merged) {
            struct jx_table_cell cell = {.text = text_of(s, i),
                                         .column = (uint16_t)(s->places[i].column - 1),
                                         .span = 1};
            ok = add_cell(s, count, cell);
            i++;
            continue;
        }
        struct jx_str text = {"", 0};
        for (; i < s->count && s->places[i].column <= range->right; i++)
            if (s->places[i].column == range->left)
                text = text_of(s, i);
        ok = add_range(s, count, range++, text);
    }
    return ok;
}

static bool within_limits(struct sheet *s, size_t count)
{
    struct xlsx_book *book = s->book;
    book->cells += count;
    book->text += s->text.n;
    if (book->cells <= XLSX_CELLS && book->text <= XLSX_TEXT)
        return true;
    return ooxml_fail(book->host,
                      N_("sheet '%.100s': more than %d cells or %d MiB of text: give "
                         "the forms in smaller files"),
                      s->name, XLSX_CELLS, XLSX_TEXT >> 20);
}

static bool is_blank(struct jx_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!strchr(" \t\n", text.p[i]) || !text.p[i])
            return false;
    return true;
}

/* Blank rows are not given; two or more of them end a table, unless a merged cell
 * reaches across them. */
static bool give_row(struct sheet *s)
{
    const struct jx_sink *sink = s->book->sink;
    size_t count = 0;
    if (is_blank((struct jx_str){s->text.p, s->text.n}))
        return true;
    if (s->reach && s->row > s->reach + 2 && !sink->table_end(sink))
        return false;
    if (s->row > s->reach)
        s->reach = s->row;
    if (!xlsx_merges_row(&s->merges, s->row))
        return no_memory(s);
    if (!lay_out(s, &count) || !within_limits(s, count))
        return false;
    uint32_t flags = JX_ROW_GRID | (s->hidden ? JX_ROW_HIDDEN : 0);
    struct jx_row row = {s->cells, count, flags};
    return count == 0 || sink->row(sink, &row);
}

static bool tell_uncomputed(struct sheet *s)
{
    const struct jx_host *host = s->book->host;
    struct jx_at at = {.sheet = s->book->given};
    char text[400];
    if (s->uncomputed == 0)
        return true;
    xlsx_cell_read(s->first_uncomputed, &at.line, &at.column);
    snprintf(
        text, sizeof text,
        host->translate(host, N_("sheet '%.100s': %u formulas without a value, the first "
                                 "in %s: open the file in Excel or WPS and save it")),
        s->name, (unsigned)s->uncomputed, s->first_uncomputed);
    return s->book->sink->trouble(s->book->sink, at, 0, text);
}

static bool read_rows(struct sheet *s, const char *part)
{
    enum ooxml_event event = OOXML_FAILED;
    bool ok = ooxml_xml_open(&s->xml, &s->book->package, part);
    while (ok && (event = ooxml_next(&s->xml)) > OOXML_DONE)
        if (event == OOXML_OPEN && ooxml_is(&s->xml, OOXML_SHEET, "row"))
            ok = start_row(s) && read_cells(s) && give_row(s);
    ooxml_xml_close(&s->xml);
    return ok && event == OOXML_DONE;
}

bool xlsx_sheet_read(struct xlsx_book *book, const char *part, const char *name)
{
    const struct jx_sink *sink = book->sink;
    struct sheet s = {.book = book, .name = name};
    book->given++;
    bool ok = ooxml_sheet(sink, (struct jx_str){name, strlen(name)}) &&
              read_merges(&s, part) && read_rows(&s, part) && sink->table_end(sink) &&
              tell_uncomputed(&s);
    xlsx_merges_free(&s.merges);
    xlsx_stored_free(&s.stored);
    ooxml_buffer_free(&s.text);
    free(s.places);
    free(s.cells);
    return ok;
}
