/* split.c: cuts CSV text into records and fields, and tells the separator from how well
 * the records agree. What the fields mean is not known here. */
#include "split.h"

#include <string.h>

enum { SHAPE_RECORDS = 300, SHAPE_FIELDS = 256 };

/* ---- shape ---- */

/* Behind the record at p, which starts a line; counts its fields. */
static const char *skip_record(const char *p, const char *end, char separator,
                               size_t *fields, bool *quoted, bool *blank)
{
    bool start = true, inside = false, closed = false;
    *fields = 1;
    *blank = true;
    for (; p < end; p++) {
        if (inside) {
            closed = *p == '"'; /* or the first of two, which stand for one */
            inside = !closed;
            continue;
        }
        if (*p == '\n' || *p == '\r')
            break;
        bool cut = *p == separator;
        inside = *p == '"' && (start || closed);
        *fields += cut;
        *blank &= cut || *p == ' ' || *p == '\t';
        *quoted |= inside;
        start = cut;
        closed = false;
    }
    if (p < end && *p == '\r')
        p++;
    return p < end && *p == '\n' ? p + 1 : p;
}

struct csv_shape csv_shape_of(struct jx_str text, char separator, bool whole)
{
    struct csv_shape shape = {0};
    size_t with[SHAPE_FIELDS] = {0};
    const char *p = text.p, *end = text.p + text.n;
    while (p < end && shape.records < SHAPE_RECORDS) {
        size_t fields;
        bool blank, leading = *p == separator;
        p = skip_record(p, end, separator, &fields, &shape.quoted, &blank);
        if (blank || (!whole && p == end && shape.records > 0))
            continue;
        shape.records++;
        shape.split += fields > 1;
        shape.leading += leading;
        if (fields > 1 && fields < SHAPE_FIELDS)
            with[fields]++;
    }
    for (size_t i = 2; i < SHAPE_FIELDS; i++)
        if (with[i] && with[i] >= shape.agree) {
            shape.agree = with[i];
            shape.common = i;
        }
    return shape;
}

char csv_separator(struct jx_str text, bool whole)
{
    static const char separators[] = {',', '\t', ';'};
    char best = ',';
    size_t most = 0;
    for (size_t i = 0; i < sizeof separators; i++) {
        struct csv_shape shape = csv_shape_of(text, separators[i], whole);
        size_t score = shape.agree * 4 + shape.split + (shape.common > 2);
        if (score > most) {
            most = score;
            best = separators[i];
        }
    }
    return best;
}

/* ---- records ---- */

struct cursor {
    char *p, *end, *out; /* out: where the field being read is written */
    uint32_t line;
};

static bool at_break(const struct cursor *c)
{
    return *c->p == '\n' || *c->p == '\r';
}

/* Takes a line end; gives "\n". */
static void take_break(struct cursor *c)
{
    bool pair = *c->p == '\r' && c->p + 1 < c->end && c->p[1] == '\n';
    c->p += pair ? 2 : 1;
    c->line++;
}

/* The part within quotation marks; false: never closed. */
static bool take_quoted(struct cursor *c)
{
    for (c->p++; c->p < c->end;) {
        if (at_break(c)) {
            take_break(c);
            *c->out++ = '\n';
            continue;
        }
        if (*c->p != '"') {
            *c->out++ = *c->p++;
            continue;
        }
        c->p++;
        if (c->p == c->end || *c->p != '"')
            return true;
        *c->out++ = *c->p++;
    }
    return false;
}

enum csv_result csv_next(struct csv_split *split, struct jx_str fields[CSV_FIELDS],
                         size_t *count)
{
    struct cursor c = {split->next, split->end, split->next, split->line};
    *count = 0;
    if (c.p >= c.end)
        return CSV_END;
    for (;;) {
        char *from = c.out = c.p; /* a field never grows, so it stays in its place */
        uint32_t line = c.line;
        if (*count == CSV_FIELDS)
            return CSV_TOO_MANY;
        if (c.p < c.end && *c.p == '"' && !take_quoted(&c)) {
            split->line = line;
            return CSV_UNCLOSED;
        }
        while (c.p < c.end && *c.p != split->separator && !at_break(&c))
            *c.out++ = *c.p++;
        fields[(*count)++] = (struct jx_str){from, (size_t)(c.out - from)};
        if (c.p == c.end || *c.p != split->separator)
            break;
        c.p++;
    }
    if (c.p < c.end)
        take_break(&c);
    split->next = c.p;
    split->line = c.line;
    return CSV_RECORD;
}
