/* scan.h: the words of a Lua text, for what the interpreter does not tell. */
#pragma once

#include "jixiao/value.h"

#include <stdbool.h>
#include <string.h>

enum jx_token_kind {
    JX_TOKEN_END,
    JX_TOKEN_NAME,
    JX_TOKEN_NUMBER,
    JX_TOKEN_STRING,
    JX_TOKEN_SIGN
};

struct jx_token {
    enum jx_token_kind kind;
    struct jx_str text;
    int line;
    bool keyword; /* a name that the language keeps for itself */
    bool nul;     /* a string with a NUL character in it */
};

struct jx_scan {
    const char *p, *end;
    int line;
};

struct jx_scan jx_scan_start(struct jx_str source);
/* The next word; comments are skipped. Broken texts end early, never beyond the end. */
struct jx_token jx_scan_next(struct jx_scan *scan);

static inline bool jx_token_is(const struct jx_token *token, const char *text)
{
    size_t n = token->text.n;
    return n && token->text.p[0] == text[0] && token->kind != JX_TOKEN_STRING &&
           n == strlen(text) && memcmp(token->text.p, text, n) == 0;
}

/* All words of a text. */
struct jx_words {
    struct jx_token *list;
    size_t *mate; /* of a bracket: its other half; else 0 */
    size_t count;
};
struct jx_arena;
/* false: memory, or brackets that do not match. */
bool jx_words_read(struct jx_words *words, struct jx_str source, struct jx_arena *arena);
/* Is word i this name, keyword or sign? False beyond the end. */
static inline bool jx_word_is(const struct jx_words *words, size_t i, const char *text)
{
    return i < words->count && jx_token_is(&words->list[i], text);
}
bool jx_word_in(const struct jx_words *words, size_t i, const char *const *texts);
static inline bool jx_word_keyword(const struct jx_words *words, size_t i)
{
    return i < words->count && words->list[i].keyword;
}
/* A name that is no keyword. */
static inline bool jx_word_name(const struct jx_words *words, size_t i)
{
    return i < words->count && words->list[i].kind == JX_TOKEN_NAME &&
           !words->list[i].keyword;
}

/* Line on which a table key `key = …` is first written, or 0. */
int jx_scan_key(struct jx_str source, const char *key);
/* Line of the first string with a NUL character, or 0. */
int jx_scan_nul(struct jx_str source);
