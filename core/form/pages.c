/* pages.c: keeps what a reader hands over, in document order: paragraphs and tables of
 * cells, as copies in one arena. Nothing is understood here. */
#include "recognise.h"

#include "strbuf.h"

#include <string.h>

void jx_pages_start(struct jx_pages *pages, struct jx_arena *arena, const char *file)
{
    *pages = (struct jx_pages){.arena = arena, .file = file};
}

static struct jx_block *new_block(struct jx_pages *pages)
{
    struct jx_block *blocks = jx_arena_grow(pages->arena, pages->blocks, pages->count,
                                            &pages->capacity, sizeof *blocks);
    if (!blocks) {
        pages->full = true;
        return NULL;
    }
    pages->blocks = blocks;
    blocks[pages->count] = (struct jx_block){0};
    return &blocks[pages->count++];
}

bool jx_pages_prose(struct jx_pages *pages, struct jx_str text, struct jx_at at)
{
    text = jx_str_trim(text);
    if (text.n == 0)
        return true;
    jx_pages_table_end(pages);
    char *copy = jx_arena_copy(pages->arena, text.p, text.n);
    struct jx_block *block = copy ? new_block(pages) : NULL;
    if (!block)
        return !(pages->full = true);
    block->prose = (struct jx_str){copy, text.n};
    block->at = at;
    return true;
}

/* Copies the cells with their texts, all texts of a row in one piece. */
static struct jx_table_cell *copy_cells(struct jx_arena *arena, const struct jx_row *row)
{
    size_t total = 0;
    for (size_t i = 0; i < row->count; i++)
        total += row->cells[i].text.n;
    struct jx_table_cell *cells = jx_arena_array(arena, row->count, sizeof *cells);
    char *text = jx_arena_alloc(arena, total + 1);
    if (!cells || !text)
        return NULL;
    for (size_t i = 0; i < row->count; i++) {
        cells[i] = row->cells[i];
        cells[i].text.p = text;
        if (cells[i].text.n)
            memcpy(text, row->cells[i].text.p, cells[i].text.n);
        text += cells[i].text.n;
    }
    return cells;
}

bool jx_pages_row(struct jx_pages *pages, const struct jx_row *row)
{
    if (row->count == 0)
        return true;
    if (!pages->table_open && !new_block(pages))
        return false;
    pages->row_capacity = pages->table_open ? pages->row_capacity : 0;
    pages->table_open = true;
    struct jx_block *block = &pages->blocks[pages->count - 1];
    struct jx_table_cell *cells = copy_cells(pages->arena, row);
    struct jx_block_row *rows = NULL;
    if (cells)
        rows = jx_arena_grow(pages->arena, block->rows, block->row_count,
                             &pages->row_capacity, sizeof *rows);
    if (!rows)
        return !(pages->full = true);
    block->rows = rows;
    if (block->row_count == 0)
        block->at = row->cells[0].at;
    rows[block->row_count++] = (struct jx_block_row){cells, row->count, row->flags};
    return true;
}

bool jx_pages_table_end(struct jx_pages *pages)
{
    pages->table_open = false;
    return true;
}
