/* why.c: reasons: checking a format against its arguments, and rendering it.
 *
 * Reasons are kept as format and arguments and rendered only when somebody reads them. */
#include "ledger.h"

#include "lang.h"
#include "strbuf.h"
#include "utf8.h"

#include <math.h>
#include <string.h>

static const char wants_more[] =
    N_("the reason's format wants an argument %d that is not given");

/* One conversion of a format; kind 0: literal text of `len` bytes at `from`. */
struct piece {
    size_t from, len;
    char kind; /* 0, '%', 'd', 's', 'g', 'f', or '?' for anything else */
    int digits;
};

static struct piece piece_next(struct jx_str format, size_t i)
{
    if (format.p[i] != '%') {
        const char *end = memchr(format.p + i, '%', format.n - i);
        return (struct piece){i, (end ? (size_t)(end - format.p) : format.n) - i, 0, 0};
    }
    struct piece piece = {i, 2, '?', 0};
    if (i + 1 >= format.n) {
        piece.len = 1;
        return piece;
    }
    char c = format.p[i + 1];
    if (c == '%' || c == 'd' || c == 's' || c == 'g') {
        piece.kind = c;
        return piece;
    }
    size_t j = i + 1;
    if (c == '.') {
        int digits = 0;
        size_t first = ++j;
        while (j < format.n && j < first + 2 && format.p[j] >= '0' && format.p[j] <= '9')
            digits = digits * 10 + format.p[j++] - '0';
        if (j > first && digits <= 15 && j < format.n && format.p[j] == 'f')
            return (struct piece){i, j + 1 - i, 'f', digits};
    }
    return piece;
}

static bool integral(const struct jx_arg *arg)
{
    if (arg->kind == JX_ARG_DOUBLE)
        return isfinite(arg->number) && arg->number == floor(arg->number);
    return arg->kind == JX_ARG_DEC &&
           jx_dec_cmp(arg->dec, jx_dec_round(arg->dec, 0, JX_ROUND_DOWN)) == 0;
}

const char *jx_why_arg(const struct jx_arg *arg, char kind)
{
    if (kind == 's') /* numbers can be printed as they are, and mostly shall be */
        return arg->kind != JX_ARG_TEXT ||
                       jx_utf8_valid(arg->text.p, arg->text.n) == arg->text.n
                   ? NULL
                   : N_("argument %d of the reason is not valid UTF-8");
    if (arg->kind == JX_ARG_TEXT)
        return N_("argument %d of the reason is a text, but the format wants a number");
    if (kind == 'd' && !integral(arg))
        return N_("argument %d of the reason is not a whole number, but the format says "
                  "%%d: use %%g or %%.2f");
    return NULL;
}

const char *jx_why_sound(const struct jx_arg *arg, char kind)
{
    bool sound = arg->kind == JX_ARG_DEC    ? jx_dec_is_sound(arg->dec)
                 : arg->kind == JX_ARG_TEXT ? arg->text.p || !arg->text.n
                                            : arg->kind == JX_ARG_DOUBLE;
    return sound ? jx_why_arg(arg, kind)
                 : N_("a reason whose arguments are missing, odd, or more than 16");
}

const char *jx_why_parse(struct jx_str format, struct jx_format *out, int *number)
{
    *out = (struct jx_format){.n = format.n, .plain = true};
    *number = 0;
    if (format.n == 0)
        return N_("a reason is missing: say why");
    if (format.n > JX_WHY_BYTES)
        return N_("the reason is longer than 256 bytes");
    if (jx_utf8_valid(format.p, format.n) != format.n)
        return N_("the reason is not valid UTF-8");
    if (memchr(format.p, 0, format.n))
        return N_("the reason contains a NUL byte");
    for (size_t i = 0; i < format.n;) {
        struct piece piece = piece_next(format, i);
        i += piece.len;
        if (piece.kind == 0 || piece.kind == '%')
            continue;
        if (piece.kind == '?')
            return N_("the reason has a format other than %%d %%s %%.Nf %%g %%%%");
        *number = (int)out->count + 1;
        if (out->count == JX_WHY_ARGS)
            return wants_more;
        out->kinds[out->count++] = piece.kind;
        out->plain &= piece.kind == 's';
    }
    memcpy(out->text, format.p, format.n);
    return NULL;
}

const char *jx_why_count(const struct jx_format *format, size_t count, int *number)
{
    *number = (int)(count < format->count ? count : format->count) + 1;
    return count == format->count  ? NULL
           : count < format->count ? wants_more
                                   : N_("argument %d of the reason has no place in its "
                                        "format");
}

/* Where to begin looking for a format: told by its length and its last bytes. */
static size_t home(struct jx_str format, size_t places)
{
    uint64_t end = 0;
    if (format.n >= sizeof end)
        memcpy(&end, format.p + format.n - sizeof end, sizeof end);
    return (size_t)((end + format.n) * 0x9e3779b97f4a7c15u >> 32) % places;
}

/* A format taken apart, before or now, where there are no formats into `room`. NULL:
 * *fault is wrong with it. */
static struct jx_format *take_apart(struct jx_formats *formats, struct jx_str format,
                                    struct jx_format *room, const char **fault,
                                    int *number)
{
    enum { PLACES = sizeof formats->of / sizeof *formats->of, NEAR = 8 };
    size_t first = home(format, PLACES);
    struct jx_format *place = formats ? &formats->of[first] : room;
    for (size_t i = 0; formats && i < NEAR; i++) {
        struct jx_format *known = &formats->of[(first + i) % PLACES];
        if (known->n == 0) {
            place = known;
            break;
        }
        if (known->n == format.n && memcmp(known->text, format.p, format.n) == 0)
            return known;
    }
    *fault = jx_why_parse(format, room, number);
    if (*fault)
        return NULL;
    if (place != room)
        *place = *room;
    return place;
}

const struct jx_format *jx_why_learn(struct jx_formats *formats, const char *text,
                                     struct jx_format *room, const char **fault,
                                     int *number)
{
    struct jx_str format = {text, text ? strnlen(text, JX_WHY_BYTES + 1) : 0};
    struct jx_format *known = take_apart(formats, format, room, fault, number);
    if (known)
        known->constant = text;
    if (formats)
        formats->constants[((uintptr_t)text >> 3) % JX_WHY_PLACES] = known;
    return known;
}

const char *jx_why_check(struct jx_formats *formats, struct jx_str format,
                         const struct jx_arg *args, size_t count, int *number)
{
    struct jx_format room;
    const char *fault = NULL;
    const struct jx_format *known = take_apart(formats, format, &room, &fault, number);
    for (size_t i = 0; known && !fault && i < count && i < known->count; i++) {
        *number = (int)i + 1;
        fault = jx_why_arg(&args[i], known->kinds[i]);
    }
    return fault ? fault : jx_why_count(known, count, number);
}

/* ---- rendering ---- */

/* A text of which only so much is kept as there is room for: rendering takes no memory,
 * so that no reason is cut for want of it. */
struct rendering {
    char *out;
    size_t size, len;
};

static inline void put(struct rendering *r, const char *text, size_t len)
{
    size_t room = r->len < r->size ? r->size - r->len : 0;
    if (len && room)
        memcpy(r->out + r->len, text, len < room ? len : room);
    r->len += len;
}

/* A number as a conversion with so many decimals shows it, -1: as short as can be. */
static size_t print_number(const struct jx_arg *arg, int decimals, char out[64])
{
    struct jx_dec dec = arg->dec;
    if (arg->kind == JX_ARG_DOUBLE && !jx_dec_from_double(arg->number, &dec)) {
        const char *word = isnan(arg->number) ? "nan" : arg->number > 0 ? "inf" : "-inf";
        return strlen(strcpy(out, word));
    }
    return decimals < 0 ? jx_dec_print(dec, out) : jx_dec_print_fixed(dec, decimals, out);
}

static void put_number(struct rendering *r, const struct jx_arg *arg, int decimals)
{
    char text[64];
    put(r, text, print_number(arg, decimals, text));
}

size_t jx_why_render(const struct jx_why *why, const char *(*translate)(const char *),
                     char *out, size_t size)
{
    struct jx_str format = why->format;
    if (why->translate && translate && format.n)
        format = jx_str_of(translate(format.p));
    struct rendering r = {out, size, 0};
    size_t used = 0;
    for (size_t i = 0; i < format.n;) {
        struct piece piece = piece_next(format, i);
        i += piece.len;
        if (piece.kind == '%')
            put(&r, "%", 1);
        else if (piece.kind == 0 || piece.kind == '?' || used >= why->arg_count)
            put(&r, format.p + piece.from, piece.len);
        else if (why->args[used].kind == JX_ARG_TEXT)
            put(&r, why->args[used].text.p, why->args[used].text.n), used++;
        else
            put_number(&r, &why->args[used++], piece.kind == 'f' ? piece.digits : -1);
    }
    if (size)
        out[r.len < size ? r.len : jx_utf8_cut(out, size - 1)] = '\0';
    return r.len;
}

/* ---- rendering what was rendered before ---- */

/* A message in the language of the run, cut at its conversions: before the first argument,
 * between any two, behind the last. */
struct jx_shown_message {
    size_t of_n; /* of its text; 0: it cannot be kept so */
    char of[JX_WHY_BYTES];
    size_t count; /* arguments */
    size_t n;     /* of all that is no argument */
    struct part {
        uint8_t n;
        int8_t decimals; /* of the number behind it, -1: as short as can be */
    } parts[JX_WHY_ARGS + 1];
    char words[JX_WHY_BYTES + 32]; /* of all parts; behind them is room to read */
};

static bool cut_message(struct jx_str text, struct jx_shown_message *out)
{
    struct part *part = out->parts;
    *out = (struct jx_shown_message){.parts[0].decimals = -1};
    for (size_t i = 0; i < text.n;) {
        struct piece piece = piece_next(text, i);
        size_t n = piece.kind == '%' ? 1 : piece.len;
        i += piece.len;
        if (piece.kind == 0 || piece.kind == '?' || piece.kind == '%') {
            if (n > JX_WHY_BYTES - out->n || n > UINT8_MAX - (size_t)part->n)
                return false;
            memcpy(out->words + out->n, text.p + piece.from, n);
            out->n += n;
            part->n = (uint8_t)(part->n + n);
        } else if (out->count++ == JX_WHY_ARGS) {
            return false;
        } else {
            part->decimals = (int8_t)(piece.kind == 'f' ? piece.digits : -1);
            part++;
        }
    }
    return true;
}

/* NULL: it cannot be kept. The text decides: findings that were put by have theirs where
 * others were before. */
static const struct jx_shown_message *find_message(struct jx_shown *shown,
                                                   struct jx_str text,
                                                   const char *(*translate)(const char *))
{
    struct jx_shown_message **place =
        &shown->messages[((uintptr_t)text.p >> 3) % JX_WHY_PLACES];
    struct jx_shown_message *message = *place;
    if (text.n == 0 || text.n > JX_WHY_BYTES)
        return NULL;
    if (message && message->of_n == text.n && memcmp(message->of, text.p, text.n) == 0)
        return message;
    if (!message && !(message = jx_arena_alloc(shown->arena, sizeof *message)))
        return NULL;
    *place = message;
    if (!cut_message(jx_str_of(translate(text.p)), message)) {
        message->of_n = 0;
        return NULL;
    }
    message->of_n = text.n;
    memcpy(message->of, text.p, text.n);
    return message;
}

/* Most parts are short, and copied as one piece of a fixed length. */
static inline char *put_words(char *at, const char *words, size_t n)
{
    enum { SHORT = 32 };
    if (n <= SHORT)
        memcpy(at, words, SHORT);
    else
        memcpy(at, words, n);
    return at + n;
}

size_t jx_why_show(struct jx_shown *shown, const struct jx_why *why,
                   const char *(*translate)(const char *), char *out, size_t size)
{
    const struct jx_shown_message *message =
        why->translate ? find_message(shown, why->format, translate) : NULL;
    if (!message || message->count != why->arg_count)
        return jx_why_render(why, translate, out, size);
    const size_t count = message->count;
    size_t most = message->n + 64; /* a number may take as much */
    for (size_t i = 0; i < count; i++)
        most += why->args[i].kind == JX_ARG_TEXT ? why->args[i].text.n : 64;
    if (most > size)
        return jx_why_render(why, translate, out, size);
    const char *words = message->words;
    const struct part *part = message->parts;
    char *at = put_words(out, words, part->n);
    for (size_t i = 0; i < count; i++, part++) {
        const struct jx_arg *arg = &why->args[i];
        if (arg->kind == JX_ARG_DEC && part->decimals < 0) /* as most are */
            at += jx_dec_print(arg->dec, at);
        else if (arg->kind != JX_ARG_TEXT)
            at += print_number(arg, part->decimals, at);
        else if (arg->text.n)
            at = (char *)memcpy(at, arg->text.p, arg->text.n) + arg->text.n;
        words += part->n;
        at = put_words(at, words, part[1].n);
    }
    *at = '\0';
    return (size_t)(at - out);
}
