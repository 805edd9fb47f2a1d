/* words.c: all words of a Lua text at once, for checks that look ahead and back. What the
 * words are is decided in scan.c. */
#include "scan.h"

#include "arena.h"

bool jx_word_is(const struct jx_words *words, size_t i, const char *text)
{
    return i < words->count && jx_token_is(&words->list[i], text);
}

bool jx_word_in(const struct jx_words *words, size_t i, const char *const *texts)
{
    while (*texts && !jx_word_is(words, i, *texts))
        texts++;
    return *texts != NULL;
}

bool jx_word_keyword(const struct jx_words *words, size_t i)
{
    static const char *const keywords[] = {
        "and",      "break",  "do",   "else", "elseif", "end",   "false", "for",
        "function", "goto",   "if",   "in",   "local",  "nil",   "not",   "or",
        "repeat",   "return", "then", "true", "until",  "while", NULL};
    return jx_word_in(words, i, keywords);
}

bool jx_word_name(const struct jx_words *words, size_t i)
{
    return i < words->count && words->list[i].kind == JX_TOKEN_NAME &&
           !jx_word_keyword(words, i);
}

static bool match_brackets(struct jx_words *words, struct jx_arena *arena)
{
    static const char *const opening[] = {"(", "[", "{", NULL};
    static const char *const closing[] = {")", "]", "}", NULL};
    words->mate = jx_arena_array(arena, words->count + 1, sizeof *words->mate);
    size_t *stack = jx_arena_array(arena, words->count + 1, sizeof *stack), depth = 0;
    if (!words->mate || !stack)
        return false;
    for (size_t i = 0; i < words->count; i++) {
        if (jx_word_in(words, i, opening)) {
            stack[depth++] = i;
        } else if (depth && jx_word_in(words, i, closing)) {
            words->mate[i] = stack[--depth];
            words->mate[words->mate[i]] = i;
        }
    }
    return depth == 0;
}

bool jx_words_read(struct jx_words *words, struct jx_str source, struct jx_arena *arena)
{
    struct jx_scan scan = jx_scan_start(source);
    struct jx_token token;
    size_t capacity = 0;
    *words = (struct jx_words){0};
    while ((token = jx_scan_next(&scan)).kind != JX_TOKEN_END) {
        words->list = jx_arena_grow(arena, words->list, words->count, &capacity,
                                    sizeof *words->list);
        if (!words->list)
            return false;
        words->list[words->count++] = token;
    }
    return match_brackets(words, arena);
}
