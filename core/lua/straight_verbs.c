/* straight_verbs.c: verbs of rules that run straight through: checked once when the rule is
 * read, as far as they can be. What they write and charge is what verbs.c does; every error
 * is left to that. */
#include "straight.h"

#include "utf8.h"

#include <math.h>
#include <string.h>

/* ---- when the rule is read ---- */

static bool with_points(unsigned verb)
{
    return verb == JX_AWARD || verb == JX_DEDUCT;
}

static bool take_format(const struct jx_plain *format, size_t count,
                        struct jx_saying *out)
{
    struct jx_str text = {format->text, format->n};
    struct jx_format parts;
    int number;
    if (format->tag != JX_TAG_TEXT || jx_why_parse(text, &parts, &number) ||
        parts.count != count)
        return false;
    out->why.format = text;
    out->lasting = format->lasting;
    out->why.arg_count = (uint8_t)count;
    memcpy(out->kinds, parts.kinds, sizeof out->kinds);
    return true;
}

static bool take_code(const struct jx_plain *code, struct jx_arena *arena,
                      struct jx_saying *out)
{
    enum { LONGEST = 64 };
    if (code->tag != JX_TAG_TEXT || code->n == 0 || code->n > LONGEST)
        return false;
    char *text = jx_arena_copy(arena, code->text, code->n);
    out->code = text;
    return text && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == code->n;
}

/* Texts that are constants: not copied to the ledger, which may outlive this state. */
static bool texts_sound(const struct jx_saying *saying)
{
    for (size_t i = 0; i < saying->why.arg_count; i++) {
        const struct jx_plain *value = saying->args[i];
        if (value->tag == JX_TAG_TEXT &&
            (!value->lasting || jx_utf8_valid(value->text, value->n) != value->n))
            return false;
    }
    return true;
}

const struct jx_saying *jx_straight_saying(enum jx_verb verb,
                                           const struct jx_plain *values,
                                           const uint8_t *args, size_t count, int line,
                                           struct jx_arena *arena)
{
    size_t head = with_points(verb) || verb == JX_FIND ? 3 : 2; /* s, points, format */
    struct jx_saying *out = jx_arena_alloc(arena, sizeof *out);
    if (!out || count < head || values[args[0]].tag != JX_TAG_THING ||
        values[args[0]].n != JX_THING_LEDGER ||
        !take_format(&values[args[head - 1]], count - head, out) ||
        (verb == JX_FIND && !take_code(&values[args[1]], arena, out)))
        return NULL;
    out->verb = (uint8_t)verb;
    out->line = line;
    out->points = &values[args[1]];
    for (size_t i = head; i < count; i++)
        out->args[i - head] = &values[args[i]];
    return texts_sound(out) ? out : NULL;
}

/* ---- when it runs ---- */

static bool read_points(const struct jx_plain *value, struct jx_dec *out)
{
    if (!jx_plain_read(value, out))
        return false;
    return (jx_dec_is_small(*out) && out->exponent <= 0) ||
           fabs(jx_plain_double(value)) <= JX_MOST_POINTS;
}

/* Texts of inputs and parameters are sound, as they are for native methods; only they may be
 * too long. */
static inline bool read_argument(const struct jx_plain *value, char kind,
                                 struct jx_arg *out)
{
    switch (value->tag) {
    case JX_TAG_DEC:
        *out = (struct jx_arg){.kind = JX_ARG_DEC, .dec = jx_plain_dec(value)};
        return kind != 'd' || value->exponent >= 0 || !jx_why_arg(out, kind);
    case JX_TAG_DOUBLE:
        *out = (struct jx_arg){.kind = JX_ARG_DOUBLE, .number = value->number};
        return isfinite(value->number) && !jx_why_arg(out, kind);
    case JX_TAG_TEXT:
        *out = (struct jx_arg){.kind = JX_ARG_TEXT, .text = {value->text, value->n}};
        return kind == 's' && value->n <= JX_WHY_BYTES;
    default: return false;
    }
}

/* The reason; how many bytes it is made of, 0: it cannot be made here. */
static inline size_t make_why(const struct jx_saying *saying, struct jx_arena *arena,
                              struct jx_why *why)
{
    *why = saying->why;
    struct jx_arg *args = jx_arena_room(arena, why->arg_count * sizeof *args);
    size_t bytes = why->format.n;
    if (!args)
        return 0;
    for (size_t i = 0; i < why->arg_count; i++) {
        if (!read_argument(saying->args[i], saying->kinds[i], &args[i]))
            return 0;
        bytes += args[i].text.n;
    }
    why->args = args;
    if (!saying->lasting)
        why->format.p = jx_arena_copy(arena, why->format.p, why->format.n);
    return why->format.p ? bytes : 0;
}

bool jx_straight_say(const struct jx_saying *saying, const struct jx_lua_call *call,
                     uint64_t *work)
{
    struct jx_ledger *ledger = call->ledger;
    const char *file = call->rule->rule->file;
    struct jx_dec points = {0};
    struct jx_why why;
    if (with_points(saying->verb) && !read_points(saying->points, &points))
        return false;
    size_t bytes = make_why(saying, ledger->arena, &why);
    if (!bytes)
        return false;
    *work += 1 + bytes / 64;
    if (saying->code)
        jx_ledger_raise_kept(ledger, saying->code, &why, file, saying->line);
    else
        jx_ledger_add_kept(ledger, saying->verb, points, &why, file, saying->line);
    return !ledger->overflow;
}
