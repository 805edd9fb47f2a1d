/* scan.h: the words of a Lua text, for what the interpreter does not tell. */
#pragma once

#include "jixiao/value.h"

#include <stdbool.h>

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
    bool nul; /* a string with a NUL character in it */
};

struct jx_scan {
    const char *p, *end;
    int line;
};

struct jx_scan jx_scan_start(struct jx_str source);
/* The next word; comments are skipped. Broken texts end early, never beyond the end. */
struct jx_token jx_scan_next(struct jx_scan *scan);

bool jx_token_is(const struct jx_token *token, const char *text);

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
bool jx_word_is(const struct jx_words *words, size_t i, const char *text);
bool jx_word_in(const struct jx_words *words, size_t i, const char *const *texts);
bool jx_word_keyword(const struct jx_words *words, size_t i);
/* A name that is no keyword. */
bool jx_word_name(const struct jx_words *words, size_t i);

/* Line on which a table key `key = …` is first written, or 0. */
int jx_scan_key(struct jx_str source, const char *key);
/* Line of the first string with a NUL character, or 0. */
int jx_scan_nul(struct jx_str source);
