/* prose.c: which words of a pack's prose stand in a text, found in one pass over it. What
 * figures stand behind them, and whether they are right, is audit_text.c's business. */
#include "scoring.h"

#include "strbuf.h"

#include <stdlib.h>
#include <string.h>

/* Word i is bit i % 64. A word may begin where its first two characters are (pairs.h), by
 * their mark, and its bit is set for the sixth and the ninth byte from there: where
 * characters have three bytes each, these tell them apart best. */
struct prose {
    size_t count;
    bool other; /* a word that begins otherwise */
    uint64_t sixth[256], ninth[256];
    struct jx_str words[];
};

static void add_word(struct prose *prose, struct jx_str word)
{
    uint64_t bit = (uint64_t)1 << prose->count % 64;
    prose->words[prose->count++] = word;
    for (size_t i = 0; i < 256; i++) {
        if (word.n < 6 || i == (unsigned char)word.p[5])
            prose->sixth[i] |= bit;
        if (word.n < 9 || i == (unsigned char)word.p[8])
            prose->ninth[i] |= bit;
    }
}

struct prose *prose_open(const struct jx_pack *pack)
{
    const struct jx_patterns *lists[] = {&pack->prose.score, &pack->prose.rate,
                                         &pack->prose.grade};
    size_t count = lists[0]->count + lists[1]->count + lists[2]->count;
    struct prose *prose = calloc(1, sizeof *prose + count * sizeof *prose->words);
    for (size_t l = 0; prose && l < sizeof lists / sizeof *lists; l++)
        for (size_t i = 0; i < lists[l]->count; i++)
            add_word(prose, lists[l]->list[i]);
    return prose;
}

void prose_close(struct prose *prose)
{
    free(prose);
}

void prose_mark(struct prose *prose, struct jx_pairs *pairs)
{
    for (size_t i = 0; i < prose->count; i++)
        prose->other |= !jx_pairs_mark(pairs, prose->words[i]);
}

static bool begins(const struct prose *prose, uint64_t bits, struct jx_str text)
{
    for (size_t i = (size_t)__builtin_ctzll(bits); i < prose->count; i += 64)
        if (jx_str_starts(text, prose->words[i]))
            return true;
    return false;
}

/* The words that begin at text[i], where two characters are those of one. */
static void take_words(const struct prose *prose, struct jx_str text, size_t i,
                       struct words *found)
{
    const unsigned char *p = (const unsigned char *)text.p + i;
    uint64_t may = prose->sixth[p[5]];
    if (i + 8 < text.n)
        may &= prose->ninth[p[8]];
    for (; may; may &= may - 1) {
        uint64_t bit = may & -may;
        if (!begins(prose, may, (struct jx_str){text.p + i, text.n - i}))
            continue;
        if (!(found->there & bit))
            found->at[__builtin_ctzll(bit)] = i;
        found->again |= found->there & bit;
        found->there |= bit;
    }
}

void prose_words(const struct prose *prose, const struct jx_pairs *pairs,
                 struct jx_str text, struct words *found)
{
    struct jx_pairs_walk walk = {text, text.p, OF_FORM | JX_PAIRS_WORD};
    found->there = found->again = 0;
    found->of_form = pairs->all;
    if (prose->other) {
        *found = (struct words){~(uint64_t)0, ~(uint64_t)0, true, {0}};
        return;
    }
    for (uint8_t marks; (marks = jx_pairs_next(pairs, &walk));) {
        found->of_form |= marks & OF_FORM;
        if (marks & JX_PAIRS_WORD)
            take_words(prose, text, (size_t)(walk.p - text.p) - 3, found);
    }
}
