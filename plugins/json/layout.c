/* layout.c: JSON with one value a line, indented by one blank a level, from JSON without
 * blanks. It looks at brackets, commas, colons and quotes only. */
#include "emit.h"

struct jx_layout {
    int depth;
    bool text, escaped; /* in a text; behind its backslash */
    bool opened;        /* nothing in this container yet */
    size_t used;
    char buffer[16 * 1024];
};

struct jx_layout *jx_layout_new(const struct jx_host *host)
{
    return host->alloc(host, sizeof(struct jx_layout));
}

static bool flush(struct jx_layout *l, const struct jx_output *output)
{
    size_t n = l->used;
    l->used = 0;
    return !n || output->write(output, l->buffer, n);
}

static void line_break(struct jx_layout *l)
{
    l->buffer[l->used++] = '\n';
    for (int i = 0; i < l->depth; i++)
        l->buffer[l->used++] = ' ';
}

/* A byte of a text; its closing quote ends it. */
static void text_byte(struct jx_layout *l, char c)
{
    l->buffer[l->used++] = c;
    l->text = l->escaped || c != '"';
    l->escaped = !l->escaped && c == '\\';
}

static void other_byte(struct jx_layout *l, char c)
{
    bool closing = c == '}' || c == ']';
    l->depth -= closing;
    if (closing != l->opened) /* the first of a container; the end of one with any */
        line_break(l);
    l->buffer[l->used++] = c;
    l->text = c == '"';
    l->opened = c == '{' || c == '[';
    l->depth += l->opened;
    if (c == ',')
        line_break(l);
    else if (c == ':')
        l->buffer[l->used++] = ' ';
}

bool jx_layout_write(struct jx_layout *l, const struct jx_output *output,
                     const char *bytes, size_t len)
{
    enum { MOST = 64 }; /* what one byte becomes; values are nested ten deep at most */
    for (size_t i = 0; i < len; i++) {
        if (l->used > sizeof l->buffer - MOST && !flush(l, output))
            return false;
        if (l->text)
            text_byte(l, bytes[i]);
        else
            other_byte(l, bytes[i]);
    }
    return flush(l, output);
}
