/* roff.c: text for man(7). What the pages say is pages.c's business. */
#include "roff.h"

#include "lang.h"

#include <string.h>

static void sign(struct jx_strbuf *out, char c, bool literal)
{
    switch (c) {
    case '\\': jx_strbuf_puts(out, "\\e"); break;
    case '~': jx_strbuf_puts(out, "\\(ti"); break;
    case '^': jx_strbuf_puts(out, "\\(ha"); break;
    case '`': jx_strbuf_puts(out, "\\(ga"); break;
    case '\'': jx_strbuf_puts(out, "\\(aq"); break;
    case '-': jx_strbuf_puts(out, literal ? "\\-" : "-"); break;
    default: jx_strbuf_putc(out, c);
    }
}

/* Chinese is set without blanks: a line may end between two signs, or behind one that
 * closes, but not before one that closes nor behind one that opens. */
static bool may_end_line(const char *text, size_t len)
{
    static const char closing[] = "，。、；：？！）》」』】…", opening[] = "（《「『【";
    unsigned char after = (unsigned char)text[len];
    char sign[8] = "", next[8] = "";
    size_t next_len = 1;
    memcpy(sign, text, len);
    if (after < 0x80)
        return after > ' ' && !strchr(",.;:)]", after) && strstr(closing, sign);
    while (((unsigned char)text[len + next_len] & 0xc0) == 0x80 && next_len < 4)
        next_len++;
    memcpy(next, text + len, next_len);
    return (unsigned char)sign[0] >= 0xe3 && after >= 0xe3 && !strstr(closing, next) &&
           !strstr(opening, sign);
}

/* The character at p as it is, and the end of a line where one may be. Its bytes. */
static size_t character(struct jx_strbuf *out, const char *p, bool literal)
{
    size_t len = 1;
    while ((unsigned char)*p >= 0x80 && ((unsigned char)p[len] & 0xc0) == 0x80 && len < 4)
        len++;
    jx_strbuf_add(out, p, len);
    if (!literal && len > 1 && may_end_line(p, len))
        jx_strbuf_puts(out, "\\:");
    return len;
}

void jx_roff_text(struct jx_strbuf *out, const char *text, bool literal)
{
    for (const char *p = text; *p;) {
        bool start = p == text || p[-1] == '\n';
        if (start && *p == '\n')
            jx_strbuf_puts(out, ".PP"); /* an empty line parts paragraphs */
        if (start && *p == '.')
            jx_strbuf_puts(out, "\\&");
        /* options are to be typed wherever they stand */
        bool option = p[0] == '-' && (p[1] == '-' || (!start && p[-1] == '-'));
        if ((unsigned char)*p < 0x80)
            sign(out, *p++, literal || option);
        else
            p += character(out, p, literal);
    }
}

void jx_roff_body(struct jx_strbuf *out, const char *body, size_t len)
{
    struct jx_str rest = {body, len};
    while (rest.n) {
        const char *end = memchr(rest.p, '\n', rest.n);
        struct jx_str line = {rest.p, end ? (size_t)(end - rest.p) + 1 : rest.n};
        /* headings, and the line that tools look names up in */
        bool literal = line.p[0] == '.' || jx_str_find(line, jx_str_of(" \\- ")) >= 0;
        for (size_t i = 0; i < line.n;)
            i += character(out, line.p + i, literal);
        rest.p += line.n;
        rest.n -= line.n;
    }
}

/* Right behind a heading a paragraph begins by itself. */
static void paragraph(struct jx_strbuf *out)
{
    size_t line = out->len ? out->len - 1 : 0;
    while (line && out->text[line - 1] != '\n')
        line--;
    if (!out->len || strncmp(out->text + line, ".S", 2) != 0)
        jx_strbuf_puts(out, ".PP\n");
}

void jx_roff_paragraphs(struct jx_strbuf *out, const char *text)
{
    paragraph(out);
    jx_roff_text(out, text, false);
    jx_strbuf_putc(out, '\n');
}

void jx_roff_section(struct jx_strbuf *out, const char *title)
{
    jx_strbuf_format(out, ".SH \"%s\"\n", _(title));
}

void jx_roff_entry(struct jx_strbuf *out, const char *word, const char *placeholder,
                   const char *text)
{
    jx_strbuf_puts(out, ".TP\n\\fB");
    jx_roff_text(out, word, true);
    jx_strbuf_puts(out, "\\fR");
    if (placeholder) {
        jx_strbuf_puts(out, " \\fI");
        jx_roff_text(out, placeholder, true);
        jx_strbuf_puts(out, "\\fR");
    }
    jx_strbuf_putc(out, '\n');
    jx_roff_text(out, text, false);
    jx_strbuf_putc(out, '\n');
}

void jx_roff_example(struct jx_strbuf *out, const char *lines)
{
    paragraph(out);
    jx_strbuf_puts(out, ".EX\n");
    jx_roff_text(out, lines, true);
    jx_strbuf_puts(out, "\n.EE\n");
}
