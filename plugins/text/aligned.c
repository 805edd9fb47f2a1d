/* aligned.c: columns set apart by blanks: where they are beyond doubt, and only there. A
 * cell that could belong to two columns makes the line none of the table. */
#include "aligned.h"

#include "rows.h"

/* Blanks that part two cells of a line; that part a cell from the other columns. */
enum { GAP = 2, GUTTER = 1, COLUMNS_LEAST = 3, LOOK = 4096 };

/* Bytes and columns of the character at the start: Chinese takes two. */
static unsigned step(struct jx_str text, size_t i, unsigned *columns)
{
    unsigned char lead = (unsigned char)text.p[i];
    unsigned n = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    *columns = lead >= 0xe2 ? 2 : 1;
    return n > text.n - i ? (unsigned)(text.n - i) : n;
}

/* Columns of blank at i, 0: none; *bytes of it. */
static unsigned blank(struct jx_str text, size_t i, unsigned *bytes)
{
    const unsigned char *p = (const unsigned char *)text.p + i;
    *bytes = 1;
    if (*p == ' ')
        return 1;
    if (text.n - i >= 2 && p[0] == 0xc2 && p[1] == 0xa0)
        return *bytes = 2, 1;
    if (text.n - i >= 3 && p[0] == 0xe3 && p[1] == 0x80 && p[2] == 0x80)
        return *bytes = 3, 2;
    return 0;
}

void aligned_split(struct jx_str line, struct aligned_line *out)
{
    unsigned at = 0, width, bytes, gap = GAP;
    out->count = 0;
    for (size_t i = 0; i < line.n && at < LOOK; i += bytes) {
        width = blank(line, i, &bytes);
        if (width) {
            gap += width;
            at += width;
            continue;
        }
        bytes = step(line, i, &width);
        bool new_cell = gap >= GAP;
        gap = 0;
        if (new_cell && out->count == ALIGNED_CELLS)
            return;
        if (new_cell) {
            out->text[out->count].p = line.p + i;
            out->start[out->count++] = at;
        }
        at += width;
        struct jx_str *text = &out->text[out->count - 1];
        text->n = (size_t)(line.p + i + bytes - text->p);
        out->end[out->count - 1] = at;
    }
}

/* Every cell lies within one column, widened as far as the gaps between columns allow, and
 * no two in the same. */
bool aligned_fits(const struct aligned_table *table, const struct aligned_line *line,
                  unsigned places[ALIGNED_CELLS])
{
    unsigned c = 0;
    /* fewer cells: a sum, which starts at the left, or the rest of cells above */
    bool sum = line->count >= COLUMNS_LEAST && line->start[0] < table->end[0];
    if (line->count > table->count || (line->count * 2 < table->count && !sum))
        return false;
    for (unsigned i = 0; i < line->count; i++, c++) {
        while (c < table->count && table->end[c] <= line->start[i])
            c++;
        bool first = c == 0, last = c + 1 >= table->count;
        if (c == table->count || line->end[i] <= table->start[c] ||
            (!first && line->start[i] < table->end[c - 1] + GUTTER) ||
            (!last && line->end[i] + GUTTER > table->start[c + 1]))
            return false;
        places[i] = c;
    }
    return true;
}

static void widen(struct aligned_table *table, const struct aligned_line *line,
                  const unsigned places[ALIGNED_CELLS])
{
    for (unsigned i = 0; i < line->count; i++) {
        unsigned c = places[i];
        if (line->start[i] < table->start[c])
            table->start[c] = line->start[i];
        if (line->end[i] > table->end[c])
            table->end[c] = line->end[i];
    }
}

unsigned aligned_begin(struct jx_str rest, struct aligned_table *table)
{
    struct aligned_line line;
    unsigned places[ALIGNED_CELLS], lines = 0;
    while (rest.n && lines < LOOK) {
        struct jx_str text = text_line(&rest);
        if (text.n > LOOK)
            break;
        aligned_split(text, &line);
        if (line.count == ALIGNED_CELLS || (!lines && line.count < COLUMNS_LEAST))
            return 0;
        if (!lines)
            table->count = line.count;
        for (unsigned i = 0; !lines && i < line.count; i++) {
            table->start[i] = line.start[i];
            table->end[i] = line.end[i];
        }
        if (!aligned_fits(table, &line, places))
            break;
        widen(table, &line, places);
        lines++;
    }
    return lines >= 2 ? lines : 0;
}
