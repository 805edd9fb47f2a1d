/* body.c: walks the main part of a Word document and puts its text where it belongs:
 * prose, or cells of the innermost table. Deleted, moved away and hidden text, prompts of
 * fields, and marks of notes are left out, so that what remains is what is printed. */
#include "body.h"

#include "properties.h"

#include <stdio.h>
#include <string.h>

enum { TABLES_DEEP = 16, BOXES_DEEP = 8 };

struct level { /* an open table */
    struct docx_table *table;
    struct docx_row *row;
    struct docx_cell *cell;
    struct ooxml_buffer text; /* lines of the open cell since its last inner table */
    bool any;                 /* a line is in it, be it empty */
};

struct body {
    struct ooxml_xml xml;
    const struct jx_host *host;
    struct docx_out out;
    struct level levels[TABLES_DEEP];
    unsigned open;                         /* tables */
    struct ooxml_buffer line;              /* the paragraph being read */
    struct ooxml_buffer outer[BOXES_DEEP]; /* paragraphs in which text boxes are open */
    unsigned boxes;
    bool placeholder[GUARD_DEPTH + 1]; /* of open fields (sdt) */
    unsigned fields, muted;
    bool taking;    /* within a w:t */
    bool hidden;    /* the run is hidden, or the mark of a note */
    bool joins;     /* the paragraph's end is deleted */
    bool started;   /* the root was seen */
    uint32_t prose; /* paragraphs outside tables so far */
    uint32_t tables;
    uint32_t cells;
};

static bool no_memory(struct body *b)
{
    return ooxml_fail(b->host, N_("out of memory"));
}

static struct level *innermost(struct body *b)
{
    return b->open ? &b->levels[b->open - 1] : NULL;
}

/* ---- text ---- */

static void add_text(struct body *b, const char *text, size_t len)
{
    if (!b->hidden && !b->muted)
        ooxml_buffer_add(&b->line, text, len);
}

static bool give_prose(struct body *b)
{
    const char *p = b->line.n ? b->line.p : "", *end = p + b->line.n;
    if (b->prose++ >= DOCX_PARAGRAPHS)
        return ooxml_fail(b->host,
                          N_("more than %d paragraphs: this is no document of forms"),
                          DOCX_PARAGRAPHS);
    while (p < end) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        struct jx_str line = {p, (size_t)((stop ? stop : end) - p)};
        struct jx_at at = {.line = b->prose};
        if (line.n && !b->out.sink->prose(b->out.sink, line, at))
            return false;
        p = stop ? stop + 1 : end;
    }
    return true;
}

static bool end_paragraph(struct body *b)
{
    struct level *level = innermost(b);
    if (b->joins)
        return true; /* the line goes on in the next paragraph */
    bool ok = !b->line.failed || no_memory(b);
    if (level && level->cell) {
        if (level->any)
            ooxml_buffer_add(&level->text, "\n", 1);
        ooxml_buffer_add(&level->text, b->line.p, b->line.n);
        level->any = true;
    } else {
        ok = ok && give_prose(b);
    }
    b->line.n = 0;
    return ok;
}

/* A paragraph that should have gone on in the next one, where none follows. */
static bool end_loose(struct body *b)
{
    b->joins = false;
    return b->line.n == 0 || end_paragraph(b);
}

/* Makes the lines gathered for the open cell a piece of it. */
static bool end_piece(struct body *b, struct level *level)
{
    struct ooxml_buffer *text = &level->text;
    level->any = false;
    if (text->failed)
        return no_memory(b);
    if (text->n == 0)
        return true;
    char *copy = b->host->alloc(b->host, text->n);
    if (!copy)
        return no_memory(b);
    memcpy(copy, text->p, text->n);
    struct jx_str piece = {copy, text->n};
    text->n = 0;
    return docx_piece_add(b->host, level->cell, piece, NULL);
}

/* ---- tables ---- */

static bool open_table(struct body *b)
{
    if (b->open == TABLES_DEEP)
        return ooxml_fail(b->host,
                          N_("tables nested deeper than %d levels: this is no form"),
                          TABLES_DEEP);
    struct docx_table *table = b->host->alloc(b->host, sizeof *table);
    if (!table)
        return no_memory(b);
    if (b->open && b->levels[b->open - 1].cell && !end_piece(b, &b->levels[b->open - 1]))
        return false;
    struct level *level = &b->levels[b->open++];
    level->table = table;
    level->row = NULL;
    level->cell = NULL;
    level->text.n = 0;
    level->any = false;
    if (b->tables >= UINT16_MAX)
        return true;
    char name[32];
    table->number = (uint16_t)++b->tables;
    int n = snprintf(name, sizeof name, "Table%u", (unsigned)table->number);
    return ooxml_sheet(b->out.sink, (struct jx_str){name, (size_t)n});
}

static bool close_table(struct body *b)
{
    struct level *level = innermost(b);
    struct docx_table *table = level->table;
    b->open--;
    struct level *around = innermost(b);
    if (!around)
        return b->out.sink->table_end(b->out.sink);
    return !around->cell ||
           docx_piece_add(b->host, around->cell, (struct jx_str){0}, table);
}

static bool open_row(struct body *b, struct level *level)
{
    level->row = b->host->alloc(b->host, sizeof *level->row);
    if (!level->row)
        return no_memory(b);
    level->row->number = ++level->table->rows;
    return true;
}

static bool close_row(struct body *b, struct level *level)
{
    struct docx_row *row = level->row;
    level->row = NULL;
    if (b->open == 1)
        return docx_row_give(&b->out, level->table, row);
    struct docx_table *table = level->table;
    if (row->deleted)
        return true;
    if (table->last)
        table->last->next = row;
    else
        table->first = row;
    table->last = row;
    return true;
}

static bool open_cell(struct body *b, struct level *level)
{
    if (b->cells++ >= DOCX_CELLS)
        return ooxml_fail(b->host, N_("more than %d cells: this is no document of forms"),
                          DOCX_CELLS);
    level->cell = b->host->alloc(b->host, sizeof *level->cell);
    if (!level->cell)
        return no_memory(b);
    level->cell->span = 1;
    return true;
}

static bool close_cell(struct body *b, struct level *level)
{
    bool ok = end_loose(b) && end_piece(b, level);
    struct docx_cell *cell = level->cell;
    level->cell = NULL;
    return ok && docx_cell_close(b->host, level->row, cell);
}

/* ---- text boxes: paragraphs within a paragraph, which come before it ---- */

static bool open_box(struct body *b)
{
    if (b->boxes == BOXES_DEEP)
        return ooxml_fail(b->host,
                          N_("text boxes nested deeper than %d levels: this is no form"),
                          BOXES_DEEP);
    b->outer[b->boxes++] = b->line;
    b->line = (struct ooxml_buffer){0};
    b->joins = false;
    return true;
}

static bool close_box(struct body *b)
{
    bool ok = end_loose(b);
    ooxml_buffer_free(&b->line);
    b->line = b->outer[--b->boxes];
    return ok;
}

/* ---- elements ---- */

static bool sym(struct body *b)
{
    struct ooxml_buffer *line = &b->line;
    uint32_t c =
        docx_symbol(ooxml_attribute(&b->xml, "font"), ooxml_attribute(&b->xml, "char"));
    if (c && !b->hidden && !b->muted)
        ooxml_buffer_put(line, c);
    return true;
}

static bool is_one_of(const char *name, const char *const *names)
{
    while (*names && strcmp(name, *names) != 0)
        names++;
    return *names != NULL;
}

static const struct {
    const char *name, *text;
} signs[] = {
    {"tab", "\t"}, {"ptab", "\t"}, {"br", "\n"}, {"cr", "\n"}, {"noBreakHyphen", "-"}};

/* Runs and what is in them; *known: it was one of these. */
static bool open_inline(struct body *b, const char *name, bool *known)
{
    *known = true;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strcmp(name, signs[i].name) == 0) {
            add_text(b, signs[i].text, 1);
            return true;
        }
    if (strcmp(name, "r") == 0)
        b->hidden = false;
    else if (strcmp(name, "t") == 0)
        b->taking = true;
    else if (strcmp(name, "sym") == 0)
        return sym(b);
    else if (strcmp(name, "rPr") == 0)
        return docx_run_properties(&b->xml, &b->hidden);
    else if (strcmp(name, "footnoteReference") == 0 ||
             strcmp(name, "endnoteReference") == 0)
        b->hidden |= ooxml_flag(&b->xml, "customMarkFollows", false);
    else
        *known = false;
    return true;
}

static bool open_block(struct body *b, const char *name)
{
    struct level *level = innermost(b);
    if (strcmp(name, "p") == 0) {
        b->joins = false;
        return true;
    }
    if (strcmp(name, "pPr") == 0)
        return docx_paragraph_properties(&b->xml, &b->joins);
    if (strcmp(name, "tbl") == 0)
        return open_table(b);
    if (strcmp(name, "txbxContent") == 0)
        return open_box(b);
    if (strcmp(name, "sdt") == 0)
        b->placeholder[b->fields++] = false;
    if (strcmp(name, "sdtPr") == 0 && b->fields) {
        bool *placeholder = &b->placeholder[b->fields - 1], was = *placeholder;
        bool ok = docx_field_properties(&b->xml, placeholder);
        b->muted += *placeholder && !was;
        *placeholder |= was;
        return ok;
    }
    if (!level)
        return true;
    if (strcmp(name, "tr") == 0 && !level->row)
        return open_row(b, level);
    if (strcmp(name, "tc") == 0 && level->row && !level->cell)
        return open_cell(b, level);
    if (strcmp(name, "trPr") == 0 && level->row)
        return docx_row_properties(&b->xml, level->row);
    if (strcmp(name, "tcPr") == 0 && level->cell)
        return docx_cell_properties(&b->xml, level->cell);
    return true;
}

static bool open_element(struct body *b)
{
    static const char *const left_out[] = {"del",   "moveFrom", "rt", "sectPr",
                                           "tblPr", "tblGrid",  NULL};
    const struct ooxml_xml *xml = &b->xml;
    bool known;
    if (!b->started && !(b->started = ooxml_is(xml, OOXML_WORD, "document")))
        return ooxml_fail(b->host,
                          N_("no Word document: it is a package of another kind"));
    if (ooxml_is(xml, OOXML_COMPAT, "Fallback")) /* the same again for old programs */
        return ooxml_skip(&b->xml);
    if (ooxml_is(xml, OOXML_MATH, "t"))
        b->taking = true;
    if (xml->space != OOXML_WORD)
        return true;
    if (is_one_of(xml->name, left_out))
        return ooxml_skip(&b->xml);
    bool ok = open_inline(b, xml->name, &known);
    return known ? ok : open_block(b, xml->name);
}

static bool close_element(struct body *b)
{
    struct level *level = innermost(b);
    const char *name = b->xml.name;
    if (strcmp(name, "t") == 0)
        b->taking = false;
    if (b->xml.space != OOXML_WORD)
        return true;
    if (strcmp(name, "p") == 0)
        return end_paragraph(b);
    if (strcmp(name, "r") == 0)
        b->hidden = false;
    if (strcmp(name, "txbxContent") == 0)
        return close_box(b);
    if (strcmp(name, "sdt") == 0)
        b->muted -= b->placeholder[--b->fields];
    if (strcmp(name, "tbl") == 0)
        return close_table(b);
    if (strcmp(name, "tr") == 0 && level && level->row && !level->cell)
        return close_row(b, level);
    if (strcmp(name, "tc") == 0 && level && level->cell)
        return close_cell(b, level);
    return true;
}

static bool walk(struct body *b)
{
    for (;;) {
        bool ok = true;
        switch (ooxml_next(&b->xml)) {
        case OOXML_FAILED: return false;
        case OOXML_DONE: return true;
        case OOXML_OPEN: ok = open_element(b); break;
        case OOXML_CLOSE: ok = close_element(b); break;
        case OOXML_TEXT:
            if (b->taking)
                add_text(b, b->xml.text.p, b->xml.text.n);
            break;
        }
        if (!ok)
            return false;
    }
}

bool docx_body_read(struct ooxml_package *package, const char *part,
                    const struct jx_sink *sink)
{
    const struct jx_host *host = package->host;
    struct body *b = host->alloc(host, sizeof *b);
    if (!b)
        return ooxml_fail(host, N_("out of memory"));
    b->host = host;
    b->out.host = host;
    b->out.sink = sink;
    bool ok = ooxml_xml_open(&b->xml, package, part) && walk(b) && end_loose(b);
    ooxml_xml_close(&b->xml);
    ooxml_buffer_free(&b->line);
    ooxml_buffer_free(&b->out.text);
    for (size_t i = 0; i < TABLES_DEEP; i++)
        ooxml_buffer_free(&b->levels[i].text);
    while (b->boxes)
        ooxml_buffer_free(&b->outer[--b->boxes]);
    return ok;
}
