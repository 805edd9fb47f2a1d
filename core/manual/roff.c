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

/* Chinese is set without blanks: a line may end between two signs, but not before a sign
 * that closes nor behind one that opens. */
static bool may_end_line(const char *text, size_t len)
{
    static const char closing[] = "，。、；：？！）》」』】…", opening[] = "（《「『【";
    char sign[8] = "", next[8] = "";
    size_t next_len = 1;
    if (!text[len])
        return false;
    while (((unsigned char)text[len + next_len] & 0xc0) == 0x80 && next_len < 4)
        next_len++;
    memcpy(sign, text, len);
    memcpy(next, text + len, next_len);
    return (unsigned char)sign[0] >= 0xe3 && (unsigned char)next[0] >= 0xe3 &&
           !strstr(closing, next) && !strstr(opening, sign);
}

void jx_roff_text(struct jx_strbuf *out, const char *text, bool literal)
{
    const char *p = text;
    for (; *p; p++) {
        bool start = p == text || p[-1] == '\n';
        size_t len = 1;
        if (start && *p == '\n')
            jx_strbuf_puts(out, ".PP"); /* an empty line parts paragraphs */
        if (start && *p == '.')
            jx_strbuf_puts(out, "\\&");
        /* options are to be typed wherever they stand */
        bool option = p[0] == '-' && (p[1] == '-' || (!start && p[-1] == '-'));
        sign(out, *p, literal || option);
        while (((unsigned char)p[len] & 0xc0) == 0x80 && len < 4)
            jx_strbuf_putc(out, p[len++]);
        if (!literal && len > 1 && may_end_line(p, len))
            jx_strbuf_puts(out, "\\:");
        p += len - 1;
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
