/* words.c: all words of a Lua text at once, for checks that look ahead and back. What the
 * words are is decided in scan.c. */
#include "scan.h"

#include "arena.h"

bool jx_word_in(const struct jx_words *words, size_t i, const char *const *texts)
{
    while (*texts && !jx_word_is(words, i, *texts))
        texts++;
    return *texts != NULL;
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
