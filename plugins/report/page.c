/* page.c: lines and columns. Chinese characters take two columns; text breaks at blanks
 * and between Chinese characters, but not before closing or behind opening marks. */
#include "page.h"

#include <string.h>

const char *jx_page_word(const struct jx_page *page, const char *message)
{
    return page->host->translate(page->host, message);
}

/* ---- characters ---- */

/* The character at s.p[0], s.n > 0, as a slice; cut sequences end with the text. */
static struct jx_str character(struct jx_str s)
{
    unsigned char c = (unsigned char)s.p[0];
    size_t n = c < 0xc0 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    return (struct jx_str){s.p, n < s.n ? n : s.n};
}

/* Control characters, and those that turn the direction of writing. */
static bool is_control(struct jx_str c)
{
    const unsigned char *s = (const unsigned char *)c.p;
    if (c.n == 1)
        return s[0] < 0x20 || s[0] == 0x7f;
    if (c.n == 2)
        return s[0] == 0xc2 && s[1] < 0xa0;
    return c.n == 3 && s[0] == 0xe2 &&
           ((s[1] == 0x80 && s[2] >= 0xa8 && s[2] <= 0xae) ||
            (s[1] == 0x81 && s[2] >= 0xa6 && s[2] <= 0xa9));
}

static bool is_blank(struct jx_str c)
{
    return c.p[0] == ' ' || is_control(c);
}

static bool among(struct jx_str c, const char *marks)
{
    for (struct jx_str rest = paper_str(marks); rest.n;) {
        struct jx_str mark = character(rest);
        if (mark.n == c.n && memcmp(mark.p, c.p, c.n) == 0)
            return true;
        rest = (struct jx_str){rest.p + mark.n, rest.n - mark.n};
    }
    return false;
}

static unsigned char_columns(const struct jx_page *page, struct jx_str c)
{
    return is_control(c) ? 1 : (unsigned)page->host->columns(page->host, c);
}

unsigned jx_page_columns(const struct jx_page *page, struct jx_str text)
{
    unsigned columns = 0;
    while (text.n) {
        struct jx_str c = character(text);
        columns += char_columns(page, c);
        text = (struct jx_str){text.p + c.n, text.n - c.n};
    }
    return columns;
}

unsigned jx_page_widest(const struct jx_page *page, const char *const *messages,
                        size_t count)
{
    unsigned widest = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned n = jx_page_columns(page, paper_str(jx_page_word(page, messages[i])));
        widest = n > widest ? n : widest;
    }
    return widest;
}

/* ---- wrapping ---- */

/* May a line end between a and b? Blanks are dealt with by the caller. */
static bool may_break(const struct jx_page *page, struct jx_str a, struct jx_str b)
{
    if (char_columns(page, a) < 2 && char_columns(page, b) < 2)
        return false;
    return !among(b, "，。；：、！？）」』》】”’％,.;:!?)%") &&
           !among(a, "（「『《【“‘(");
}

/* Takes from *rest what fits on a line of `width` columns, at least one character. */
static struct jx_str take_line(const struct jx_page *page, struct jx_str *rest,
                               unsigned width)
{
    struct jx_str text = *rest, last = {0};
    size_t i = 0, end = 0; /* end: of the line, at the last place it may break */
    unsigned columns = 0;
    if (!text.n)
        return text;
    while (i < text.n) {
        struct jx_str c = character((struct jx_str){text.p + i, text.n - i});
        bool blank = is_blank(c);
        if (i && !is_blank(last) && (blank || may_break(page, last, c)))
            end = i;
        columns += char_columns(page, c);
        if (columns > width && !blank && i)
            break;
        last = c;
        i += c.n;
    }
    if (i == text.n || !end)
        end = i;
    while (i == text.n && end && is_blank((struct jx_str){text.p + end - 1, 1}))
        end--;
    size_t next = end;
    while (next < text.n && is_blank(character((struct jx_str){text.p + next, 1})))
        next++;
    *rest = (struct jx_str){text.p + next, text.n - next};
    return (struct jx_str){text.p, end};
}

static unsigned lines_of(const struct jx_page *page, struct jx_str text, unsigned width)
{
    unsigned lines = 0;
    for (; text.n; lines++)
        take_line(page, &text, width);
    return lines;
}

/* The least width, from `least` on, that needs no more lines than `width` does. */
static unsigned even_width(const struct jx_page *page, struct jx_str text, unsigned width,
                           unsigned least)
{
    unsigned lines = lines_of(page, text, width);
    while (lines > 1 && width > least && lines_of(page, text, width - 1) == lines)
        width--;
    return width;
}

/* ---- output ---- */

static void put(struct jx_page *page, const char *bytes, size_t n)
{
    paper_add(&page->out, (struct jx_str){bytes, n});
}

static void put_blanks(struct jx_page *page, unsigned count)
{
    while (count--)
        put(page, " ", 1);
}

static void put_clean(struct jx_page *page, struct jx_str text, uint8_t style)
{
    static const char *const codes[] = {"", "\033[1m", "\033[31m", "\033[33m",
                                        "\033[36m"};
    bool styled = page->output->color && style && text.n;
    if (styled)
        paper_puts(&page->out, codes[style]);
    while (text.n) {
        struct jx_str c = character(text);
        if (is_control(c))
            put(page, " ", 1);
        else
            put(page, c.p, c.n);
        text = (struct jx_str){text.p + c.n, text.n - c.n};
    }
    if (styled)
        paper_puts(&page->out, "\033[0m");
}

enum { MOST_CELLS = 16, GAP = 2 };

void jx_page_row(struct jx_page *page, unsigned indent, const struct jx_page_cell *cells,
                 size_t count)
{
    struct jx_str rest[MOST_CELLS] = {{0}};
    bool more = true;
    count = count < MOST_CELLS ? count : MOST_CELLS;
    unsigned widths[MOST_CELLS];
    for (size_t i = 0; i < count; i++) {
        rest[i] = cells[i].text;
        widths[i] = cells[i].width ? cells[i].width : 1;
        if (cells[i].even)
            widths[i] = even_width(page, rest[i], widths[i], cells[i].even);
    }
    while (more && !page->failed) {
        unsigned pending = indent; /* blanks are written when something follows */
        more = false;
        for (size_t i = 0; i < count; i++) {
            unsigned width = cells[i].width ? cells[i].width : 1;
            struct jx_str piece = take_line(page, &rest[i], widths[i]);
            unsigned columns = jx_page_columns(page, piece);
            unsigned spare = columns < width ? width - columns : 0;
            more |= rest[i].n > 0;
            if (piece.n) {
                put_blanks(page, pending + (cells[i].right ? spare : 0));
                put_clean(page, piece, cells[i].style);
                pending = cells[i].right ? 0 : spare;
            } else {
                pending += width;
            }
            pending += GAP;
        }
        put(page, "\n", 1);
    }
}

static unsigned rest_of_width(const struct jx_page *page, unsigned used)
{
    return page->width > used + 20 ? page->width - used : 20;
}

void jx_page_para(struct jx_page *page, unsigned indent, struct jx_str text,
                  enum jx_page_style style)
{
    struct jx_page_cell cell = {.text = text, .style = (uint8_t)style};
    cell.width = rest_of_width(page, indent);
    jx_page_row(page, indent, &cell, 1);
}

void jx_page_labelled(struct jx_page *page, unsigned indent, unsigned label_width,
                      const char *label, struct jx_str text)
{
    struct jx_page_cell cells[2] = {
        {.text = paper_str(jx_page_word(page, label)), .width = label_width},
        {.text = text, .width = rest_of_width(page, indent + label_width + GAP)}};
    jx_page_row(page, indent, cells, 2);
}

void jx_page_gap(struct jx_page *page)
{
    put(page, "\n", 1);
}

bool jx_page_flush(struct jx_page *page)
{
    const struct jx_output *output = page->output;
    if (page->out.failed && !page->failed) {
        page->failed = true;
        page->host->fail(page->host, NULL,
                         jx_page_word(page, N_("not enough memory for the report")));
    }
    if (!page->failed && page->out.n && !output->write(output, page->out.p, page->out.n))
        page->failed = true;
    paper_clear(&page->out);
    return !page->failed;
}
