/* rows.c: finds the rows of tables in plain text. Four ways of writing a table are known:
 * one cell a line with a leading tab, rows apart by a blank line (as word processors
 * dump them); cells apart by tabs on one line; cells between pipes; columns set apart by
 * blanks, where that is beyond doubt (aligned.c). Everything else is prose. What the rows mean is not decided here. */
#include "rows.h"

#include "aligned.h"

#include <string.h>

#define N_(text) text

/* So many cells in a line apart from all tables: a row that was torn out of one. */
enum { LONE_CELLS = 5 };
/* So many rows of one cell may stand above those of several: titles, years, units. */
enum { LONE_ROWS = 6 };

enum kind { NONE = 0, DUMPED, TABBED, PIPED, ALIGNED };

struct state {
    const struct jx_host *host;
    const struct jx_sink *sink;
    const struct jx_document *document;
    struct jx_str rest; /* the lines to come */
    struct jx_at at;    /* of the line being read */
    struct jx_table_cell *cells;
    size_t count, capacity;
    enum kind table; /* of the open table */
    bool outer;      /* rows of the open piped table begin with a bar of their own */
    bool row_open;   /* a dumped row that may go on */
    bool last_row;   /* the line before was a row of its own (tabbed, piped) */
    bool cut;        /* the open row is over a limit; the rest of it is left out */
    unsigned blanks; /* blank lines in a row */
    bool aligned;    /* the text has a table of aligned columns: gaps part cells in it */
    struct aligned_table columns; /* of the aligned table being read */
    unsigned begun;               /* its lines to come */
};

struct jx_str text_line(struct jx_str *rest)
{
    size_t i = 0;
    while (i < rest->n && rest->p[i] != '\n' && rest->p[i] != '\r')
        i++;
    struct jx_str line = {rest->p, i};
    if (i < rest->n)
        i += rest->p[i] == '\r' && i + 1 < rest->n && rest->p[i + 1] == '\n' ? 2 : 1;
    rest->p += i;
    rest->n -= i;
    return line;
}

static bool trouble(struct state *s, const char *where, const char *message)
{
    uint64_t offset = s->document->offset + (uint64_t)(where - s->document->bytes);
    return s->sink->trouble(s->sink, s->at, offset, s->host->translate(s->host, message));
}

static bool is_blank(struct jx_str line)
{
    for (size_t i = 0; i < line.n; i++) {
        if (line.n - i >= 3 && memcmp(line.p + i, "\xe3\x80\x80", 3) == 0)
            i += 2; /* U+3000 */
        else if (!strchr(" \f\v", line.p[i]))
            return false;
    }
    return true;
}

static size_t count_of(struct jx_str line, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < line.n; i++)
        n += line.p[i] == c;
    return n;
}

/* ---- putting rows together ---- */

/* Room for one more cell; *full tells a row over the limit from a lack of memory. */
static struct jx_table_cell *new_cell(struct state *s, bool *full)
{
    *full = s->count >= TEXT_ROW_MAX;
    if (*full)
        return NULL;
    if (s->count == s->capacity) {
        size_t more = s->capacity ? s->capacity * 2 : 64;
        struct jx_table_cell *cells = s->host->alloc(s->host, more * sizeof *cells);
        if (!cells)
            return NULL;
        if (s->count)
            memcpy(cells, s->cells, s->count * sizeof *cells);
        s->cells = cells;
        s->capacity = more;
    }
    return &s->cells[s->count];
}

static bool add_cell(struct state *s, struct jx_str text)
{
    bool full;
    struct jx_table_cell *cell = new_cell(s, &full);
    if (full) {
        bool first = !s->cut;
        s->cut = true;
        return !first ||
               trouble(s, text.p,
                       N_("a row of more than 16384 cells is no row of a form: the "
                          "rest of it is left out"));
    }
    if (!cell)
        return s->host->fail(s->host, &s->at,
                             s->host->translate(s->host, N_("out of memory in a row")));
    *cell = (struct jx_table_cell){.text = text,
                                   .at = s->at,
                                   .column = (uint16_t)s->count,
                                   .span = 1,
                                   .kind = JX_TEXT};
    s->count++;
    return true;
}

static bool table_end(struct state *s)
{
    bool open = s->table != NONE;
    s->table = NONE;
    return !open || s->sink->table_end(s->sink);
}

static bool row_end(struct state *s)
{
    struct jx_row row = {s->cells, s->count, s->table == DUMPED ? 0 : JX_ROW_GRID};
    bool any = s->count > 0;
    s->count = 0;
    s->row_open = s->cut = false;
    return !any || s->sink->row(s->sink, &row);
}

static bool table_start(struct state *s, enum kind kind)
{
    if (s->table != kind && !table_end(s))
        return false;
    s->table = kind;
    return true;
}

/* ---- one line ---- */

/* "[bookmark: NAME]" in front of a paragraph is a mark of converters, not of the author. */
static struct jx_str without_bookmarks(struct jx_str line)
{
    static const char mark[] = "[bookmark: ";
    while (line.n > sizeof mark && memcmp(line.p, mark, sizeof mark - 1) == 0) {
        const char *end = memchr(line.p, ']', line.n);
        if (!end)
            break;
        line.n -= (size_t)(end + 1 - line.p);
        line.p = end + 1;
    }
    return line;
}

static bool prose(struct state *s, struct jx_str line)
{
    line = without_bookmarks(line);
    s->last_row = false;
    return row_end(s) && table_end(s) && s->sink->prose(s->sink, line, s->at);
}

static bool dumped_cell(struct state *s, struct jx_str line)
{
    s->last_row = false;
    s->row_open = true;
    return table_start(s, DUMPED) && add_cell(s, (struct jx_str){line.p + 1, line.n - 1});
}

/* A line below a cell, without a tab: the cell goes on. Cell and line are neighbours in
 * the document, so the cell just grows. */
static bool continued(struct state *s, struct jx_str line)
{
    if (s->cut || s->count == 0)
        return true;
    struct jx_table_cell *cell = &s->cells[s->count - 1];
    size_t n = (size_t)(line.p + line.n - cell->text.p);
    if (n > TEXT_LINE_MAX) {
        s->cut = true;
        return trouble(
            s, line.p,
            N_("a cell of more than 1 MiB is no cell of a form: the rest of it is "
               "left out; is a blank line missing?"));
    }
    cell->text.n = n;
    return true;
}

static bool split_row(struct state *s, struct jx_str line, char separator, enum kind kind)
{
    if (!table_start(s, kind))
        return false;
    size_t from = 0;
    for (size_t i = 0; i <= line.n; i++) {
        if (i < line.n && line.p[i] != separator)
            continue;
        if (!add_cell(s, (struct jx_str){line.p + from, i - from}))
            return false;
        from = i + 1;
    }
    s->last_row = true;
    return row_end(s);
}

/* "|---|:--:|" and "+----+" draw lines; they hold nothing. */
static bool is_rule(struct jx_str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (!strchr("|+-=: ", line.p[i]))
            return false;
    return line.n >= 3;
}

static bool piped_row(struct state *s, struct jx_str line)
{
    while (line.n && strchr(" \t", line.p[line.n - 1]))
        line.n--;
    if (is_rule(line))
        return true;
    if (s->table != PIPED)
        s->outer = line.p[0] == '|';
    if (s->outer && line.p[0] == '|') {
        line.p++;
        line.n--;
    }
    if (line.n && line.p[line.n - 1] == '|')
        line.n--;
    return split_row(s, line, '|', PIPED);
}

static char last_of(struct jx_str line)
{
    while (line.n && strchr(" \t", line.p[line.n - 1]))
        line.n--;
    return line.n ? line.p[line.n - 1] : 0;
}

/* "text |": a row of one cell, should a row of more be near. */
static bool is_lone(struct jx_str line)
{
    return count_of(line, '|') == 1 && last_of(line) == '|';
}

/* Cells between pipes: one at the start and another, or some behind the first cell and a
 * neighbour that has them as well. */
static bool is_piped(const struct state *s, struct jx_str line)
{
    size_t n = count_of(line, '|');
    if (n == 0 || line.p[0] == '|')
        return n >= 2;
    if (count_of(line, '\t') > 0 || (s->last_row && s->table == PIPED))
        return count_of(line, '\t') == 0;
    struct jx_str rest = s->rest, next = text_line(&rest);
    if (n > 1 || last_of(line) != '|')
        return count_of(next, '|') > 0;
    for (int i = 1; i < LONE_ROWS && is_lone(next); i++)
        next = text_line(&rest);
    return !is_lone(next) && count_of(next, '|') > 1;
}

/* ---- columns set apart by blanks ---- */

/* Tables of aligned columns, and nothing that speaks against reading them so: no other
 * kind of table, no line that begins outside of the columns above it, no row by itself. */
static bool all_aligned(struct jx_str rest)
{
    struct aligned_line cells;
    unsigned tables = 0, begun = 0;
    bool within = false; /* a table has begun, and no blank line has ended it */
    while (rest.n) {
        struct aligned_table table;
        struct jx_str before = rest, line = text_line(&rest);
        if (memchr(line.p, '\t', line.n) || (line.n && line.p[0] == '|'))
            return false;
        aligned_split(line, &cells);
        if (begun || !cells.count) {
            begun -= begun > 0;
            within = within && cells.count;
            continue;
        }
        begun = aligned_begin(before, &table);
        if (!begun && (within || cells.count >= LONE_CELLS))
            return false;
        within = within || begun;
        tables += begun > 0;
        begun -= begun > 0;
    }
    return tables > 0;
}

static bool put_aligned(struct state *s, const struct aligned_line *line,
                        const unsigned *places)
{
    for (unsigned i = 0; i < line->count; i++) {
        if (!add_cell(s, line->text[i]))
            return false;
        s->cells[s->count - 1].column = (uint16_t)(places ? places[i] : i);
    }
    return row_end(s);
}

/* A row of an aligned table, or a line beside one whose gaps part cells. *taken: false
 * where the line is prose. */
static bool aligned_row(struct state *s, struct jx_str line, bool *taken)
{
    struct aligned_line cells;
    unsigned places[ALIGNED_CELLS];
    struct jx_str from = {line.p, (size_t)(s->rest.p + s->rest.n - line.p)};
    aligned_split(line, &cells);
    *taken = cells.count > 1;
    if (!*taken)
        return true;
    if (!s->begun)
        s->begun = aligned_begin(from, &s->columns);
    bool fits = s->begun && aligned_fits(&s->columns, &cells, places);
    s->begun -= s->begun > 0;
    return table_start(s, ALIGNED) && put_aligned(s, &cells, fits ? places : NULL);
}

/* Several cells on one line, for certain: two tabs or more, or one with a neighbour that
 * has tabs too. A leading tab is a blank first cell only beneath such a row. */
static bool is_tabbed(const struct state *s, struct jx_str line)
{
    size_t n = count_of(line, '\t');
    if (n == 0)
        return false;
    if (s->last_row && s->table == TABBED)
        return true;
    if (line.p[0] == '\t')
        return false;
    struct jx_str rest = s->rest, next = text_line(&rest);
    return n >= 2 || (next.n && next.p[0] != '\t' && count_of(next, '\t') >= n);
}

static bool take_line(struct state *s, struct jx_str line)
{
    while (line.n && line.p[0] == '\f') { /* a page break at the start of a line */
        line.p++;
        line.n--;
    }
    if (is_blank(line)) {
        s->last_row = false;
        s->blanks++;
        return row_end(s) && (s->blanks < 2 || table_end(s));
    }
    s->blanks = 0;
    if (line.n > TEXT_LINE_MAX) {
        if (!trouble(s, line.p,
                     N_("a line of more than 1 MiB is no line of a form: left out")))
            return false;
        line.n = line.p[0] == '\t'; /* of a cell, its place stays */
        if (!line.n)
            return true;
    }
    if (line.p[0] == '\t' &&
        !(s->last_row && s->table == TABBED && count_of(line, '\t') > 1))
        return dumped_cell(s, line);
    if (s->row_open)
        return continued(s, line);
    if (is_piped(s, line))
        return piped_row(s, line);
    if (s->table == PIPED && line.p[0] == '+' && is_rule(line))
        return true;
    bool taken = false;
    if (s->aligned && !aligned_row(s, line, &taken))
        return false;
    if (taken)
        return true;
    return is_tabbed(s, line) ? split_row(s, line, '\t', TABBED) : prose(s, line);
}

bool text_rows(const struct jx_host *host, const struct jx_document *document,
               struct jx_str text, const struct jx_sink *sink)
{
    struct state s = {.host = host, .sink = sink, .document = document, .rest = text};
    uint64_t number = document->first_line ? document->first_line : 1;
    s.aligned = all_aligned(text);
    while (s.rest.n) {
        struct jx_str line = text_line(&s.rest);
        s.at.line = number > UINT32_MAX ? UINT32_MAX : (uint32_t)number;
        number++;
        if (!take_line(&s, line))
            return false;
    }
    return row_end(&s) && table_end(&s);
}
