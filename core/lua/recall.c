/* recall.c: outcomes of calls, found by all that they depend on. A fixed number of places of
 * a fixed size: what does not fit is not remembered, and the rule just runs. Nothing of the
 * interpreter is known here. */
#include "recall.h"

#include <stdlib.h>
#include <string.h>

enum { SEEN = 4096 };

struct place {
    uint64_t hash, work;
    uint16_t key, lines;      /* bytes of the key, 0: nothing here; how many lines */
    unsigned char bytes[300]; /* the key, then lines */
};

/* A line or finding in a place; behind it are its code, its format and its values. */
struct line_head {
    struct jx_dec points;
    int32_t line;
    uint8_t verb, args;
    uint16_t format, code; /* bytes; code 0: no finding */
};
struct arg_head {
    uint8_t kind;
    uint16_t text;
};

struct jx_recall {
    uint32_t seen[SEEN]; /* calls made once, by their hash */
    size_t count;
    struct place places[];
};

struct jx_recall *jx_recall_open(size_t count)
{
    struct jx_recall *recall =
        count ? calloc(1, sizeof *recall + count * sizeof(struct place)) : NULL;
    if (recall)
        recall->count = count;
    return recall;
}

void jx_recall_close(struct jx_recall *recall)
{
    free(recall);
}

/* Bytes being written, up to an end. */
struct pen {
    unsigned char *at, *end;
    bool full;
};

static void put(struct pen *pen, const void *bytes, size_t n)
{
    pen->full |= n > (size_t)(pen->end - pen->at);
    if (pen->full || !n)
        return;
    memcpy(pen->at, bytes, n);
    pen->at += n;
}

/* ---- keys ---- */

struct value_head {
    int64_t number; /* of a text: its length */
    int32_t exponent;
    uint16_t type, flag;
};

/* In whole words, so that they can be hashed as such; returns where the next one goes, NULL
 * when it does not fit. */
static unsigned char *key_value(unsigned char *at, const unsigned char *end,
                                const struct jx_value *value)
{
    struct value_head head = {.type = value->type, .flag = value->flag};
    struct jx_str text = {NULL, 0};
    if (value->type == JX_T_TEXT) {
        text = value->text;
        head.number = (int64_t)text.n;
    } else if (value->type == JX_T_LIST || value->type == JX_T_MAP) {
        return NULL;
    } else {
        head.number = value->number.digits;
        head.exponent = value->number.exponent;
    }
    if ((size_t)(end - at) < sizeof head + text.n + sizeof(uint64_t))
        return NULL;
    memcpy(at, &head, sizeof head);
    at += sizeof head;
    if (!text.n)
        return at;
    size_t words = (text.n + sizeof(uint64_t) - 1) / sizeof(uint64_t);
    memset(at + (words - 1) * sizeof(uint64_t), 0, sizeof(uint64_t));
    memcpy(at, text.p, text.n);
    return at + words * sizeof(uint64_t);
}

static uint64_t hash_of(const unsigned char *bytes, size_t n)
{
    uint64_t hash = n, word;
    for (size_t i = 0; i < n; i += sizeof word) {
        memcpy(&word, bytes + i, sizeof word);
        hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 29;
    }
    return hash;
}

void jx_recall_key(const struct jx_lua_call *call, struct jx_recall_key *key)
{
    const struct jx_rule *rule = call->rule->rule;
    const unsigned char *end = key->bytes + sizeof key->bytes;
    const uint64_t head[] = {rule->slot, call->params_hash};
    const struct jx_value full = {.type = JX_T_NUMBER, .number = call->full};
    memcpy(key->bytes, head, sizeof head);
    unsigned char *at = key_value(key->bytes + sizeof head, end, &full);
    for (size_t i = 0; at && i < rule->need_count; i++)
        at = key_value(at, end, &call->inputs[i]);
    key->n = at ? (size_t)(at - key->bytes) : 0;
    key->hash = hash_of(key->bytes, key->n);
}

/* ---- outcomes ---- */

static const void *take(const unsigned char **at, size_t n)
{
    const void *bytes = *at;
    *at += n;
    return bytes;
}

/* Writes the line at `at` to the ledger; returns where the next one is. */
static const unsigned char *tell_line(const unsigned char *at,
                                      const struct jx_lua_call *call)
{
    const char *file = call->rule->rule->file;
    struct jx_arg args[JX_WHY_ARGS];
    struct jx_why why = {.args = args};
    struct line_head head;
    memcpy(&head, take(&at, sizeof head), sizeof head);
    const char *code = take(&at, head.code);
    why.format = (struct jx_str){take(&at, head.format), head.format};
    why.arg_count = head.args;
    for (size_t i = 0; i < head.args; i++) {
        struct arg_head arg;
        memcpy(&arg, take(&at, sizeof arg), sizeof arg);
        args[i] = (struct jx_arg){.kind = arg.kind};
        if (arg.kind == JX_ARG_TEXT)
            args[i].text = (struct jx_str){take(&at, arg.text), arg.text};
        else
            memcpy(&args[i].number, take(&at, sizeof(double)), sizeof(double));
    }
    if (head.code)
        jx_ledger_raise(call->ledger, code, &why, true, file, head.line);
    else
        jx_ledger_add(call->ledger, head.verb, head.points, &why, true, file, head.line);
    return at;
}

bool jx_recall_tell(const struct jx_recall *recall, const struct jx_recall_key *key,
                    const struct jx_lua_call *call, uint64_t *work)
{
    const struct place *place = &recall->places[key->hash % recall->count];
    if (!key->n || place->hash != key->hash || place->key != key->n ||
        memcmp(place->bytes, key->bytes, key->n) != 0)
        return false;
    const unsigned char *at = place->bytes + place->key;
    for (size_t i = 0; i < place->lines; i++)
        at = tell_line(at, call);
    *work = place->work;
    return true;
}

/* `code` NULL: a line, not a finding. */
static void put_line(struct pen *pen, const struct jx_line *line, const char *code)
{
    const struct jx_why *why = &line->why;
    struct line_head head = {.points = line->points,
                             .line = line->line,
                             .verb = line->verb,
                             .args = why->arg_count,
                             .format = (uint16_t)why->format.n,
                             .code = (uint16_t)(code ? strlen(code) + 1 : 0)};
    put(pen, &head, sizeof head);
    put(pen, code, head.code);
    put(pen, why->format.p, head.format);
    for (size_t i = 0; i < why->arg_count; i++) {
        const struct jx_arg *value = &why->args[i];
        struct arg_head arg = {value->kind, (uint16_t)value->text.n};
        put(pen, &arg, sizeof arg);
        if (value->kind == JX_ARG_TEXT)
            put(pen, value->text.p, arg.text);
        else
            put(pen, &value->number, sizeof value->number);
    }
}

void jx_recall_keep(struct jx_recall *recall, const struct jx_recall_key *key,
                    const struct jx_lua_call *call, uint64_t work)
{
    const struct jx_ledger *ledger = call->ledger;
    uint32_t *seen = &recall->seen[(key->hash >> 32) % SEEN], tag = (uint32_t)key->hash;
    bool again = *seen == tag;
    *seen = tag;
    if (!again || !key->n)
        return;
    struct place *place = &recall->places[key->hash % recall->count];
    struct pen pen = {place->bytes, place->bytes + sizeof place->bytes, false};
    put(&pen, key->bytes, key->n);
    /* findings first, since nothing can be added once an item is decided */
    for (const struct jx_raised *r = ledger->raised; r; r = r->next) {
        struct jx_line line = {.why = r->why, .line = r->line};
        put_line(&pen, &line, r->code);
    }
    for (size_t i = 0; i < ledger->count; i++)
        put_line(&pen, &ledger->lines[i], NULL);
    place->hash = key->hash;
    place->work = work;
    place->lines = (uint16_t)(ledger->raised_count + ledger->count);
    place->key = pen.full ? 0 : (uint16_t)key->n;
}
