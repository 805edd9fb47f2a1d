/* guard.c: a few states over the raw bytes of an XML part: no DOCTYPE (so no entities),
 * no endless nesting, no tag with thousands of attributes, nothing but UTF-8-like bytes.
 * Whether the XML is well-formed is the parser's business. */
#include "guard.h"

#include <string.h>

#define N_(text) text

enum state { CONTENT = 0, OPENED, TAG, BANG, COMMENT, CDATA, INSTRUCTION };

static bool refuse(struct ooxml_guard *g, const char *fault)
{
    g->fault = fault;
    return false;
}

/* A '>' outside quotation marks. */
static bool tag_ends(struct ooxml_guard *g)
{
    g->state = CONTENT;
    if (g->closing) {
        if (g->depth)
            g->around -= g->of[g->depth--];
        return true;
    }
    if (g->last == '/')
        return true;
    if (g->depth >= GUARD_DEPTH)
        return refuse(g, N_("elements nested deeper than 200 levels: this is no office "
                            "document"));
    g->of[++g->depth] = (uint16_t)g->attributes;
    g->around += g->attributes;
    return true;
}

/* Counts names that were not there before, near enough. */
static bool name_ends(struct ooxml_guard *g)
{
    uint32_t slot = g->hash ? (g->hash ^ g->hash >> 16) & 0xffff : 0;
    uint64_t bit = UINT64_C(1) << (slot & 63), *word = &g->known[slot >> 6];
    bool fresh = g->hash && !(*word & bit);
    g->hash = 0;
    if (!fresh)
        return true;
    *word |= bit;
    return ++g->names <= GUARD_NAMES ||
           refuse(g,
                  N_("more than 4096 different names of elements and attributes: this is "
                     "no office document"));
}

static bool in_tag(struct ooxml_guard *g, char c)
{
    if (g->quote) {
        if (c == g->quote)
            g->quote = 0;
        return !(g->last = 0);
    }
    if (!strchr(" \t\r\n\"'=/>", c))
        g->hash = (g->hash ^ (unsigned char)c) * 16777619u + 1;
    else if (!name_ends(g))
        return false;
    if (c == '"' || c == '\'') {
        g->quote = c;
    } else if (c == '>') {
        return tag_ends(g);
    } else if (c == '=' && ++g->attributes + g->around > GUARD_ATTRIBUTES) {
        return refuse(g, N_("more than 256 attributes on an element and those around it: "
                            "this is no office document"));
    }
    g->last = c;
    return true;
}

static bool opened(struct ooxml_guard *g, char c)
{
    g->seen = 0;
    g->closing = c == '/';
    g->attributes = 0;
    g->quote = g->last = 0;
    g->hash = 0;
    g->state = c == '!' ? BANG : c == '?' ? INSTRUCTION : TAG;
    return g->state != TAG || g->closing || in_tag(g, c);
}

/* Behind "<!": a comment or a CDATA section, or nothing that belongs here. */
static bool in_bang(struct ooxml_guard *g, char c)
{
    static const char comment[] = "--", cdata[] = "[CDATA[";
    if (g->seen == 0)
        g->last = c;
    const char *expected = g->last == '-' ? comment : cdata;
    if (c != expected[g->seen])
        return refuse(g, N_("a DOCTYPE or another declaration: office documents have "
                            "none, and it could hide entities; the file is refused"));
    if (expected[++g->seen])
        return true;
    g->state = expected == comment ? COMMENT : CDATA;
    g->seen = 0;
    return true;
}

/* Waits for two bytes `run` (or more) and a '>'. */
static void until(struct ooxml_guard *g, char run, char c)
{
    if (c == '>' && g->seen >= (g->state == INSTRUCTION ? 1 : 2))
        g->state = CONTENT;
    g->seen = c == run ? (g->seen < 2 ? g->seen + 1 : 2) : 0;
}

bool ooxml_guard_pass(struct ooxml_guard *g, const char *bytes, size_t len)
{
    if (g->fault)
        return false;
    if (memchr(bytes, 0, len))
        return refuse(g, N_("zero bytes in it: damaged, or not in UTF-8"));
    for (size_t i = 0; i < len; i++) {
        char c = bytes[i];
        bool ok = true;
        switch ((enum state)g->state) {
        case CONTENT: {
            const char *next = memchr(bytes + i, '<', len - i);
            if (!next)
                return true;
            i = (size_t)(next - bytes);
            g->state = OPENED;
            break;
        }
        case OPENED: ok = opened(g, c); break;
        case TAG: ok = in_tag(g, c); break;
        case BANG: ok = in_bang(g, c); break;
        case COMMENT: until(g, '-', c); break;
        case CDATA: until(g, ']', c); break;
        case INSTRUCTION: until(g, '?', c); break;
        }
        if (!ok)
            return false;
    }
    return true;
}
