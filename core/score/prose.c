/* prose.c: which words of a pack's prose stand in a text, found in one pass over it. What
 * figures stand behind them, and whether they are right, is audit_text.c's business. */
#include "scoring.h"

#include "strbuf.h"

#include <stdlib.h>
#include <string.h>

/* Word i is bit i % 64. A word may begin where its bit is set for the third, the sixth and
 * the ninth byte from there: where characters have three bytes each, these tell them apart
 * best. Most characters begin no word, as two bytes of theirs say. */
struct prose {
    size_t count;
    bool brief;         /* a word of less than three bytes */
    uint64_t first[64]; /* by six bits each of a word's second and third byte */
    uint64_t third[256], sixth[256], ninth[256];
    struct jx_str words[];
};

static void add_word(struct prose *prose, struct jx_str word)
{
    uint64_t bit = (uint64_t)1 << prose->count % 64;
    prose->words[prose->count++] = word;
    prose->brief |= word.n < 3;
    if (word.n >= 3) {
        const unsigned char *p = (const unsigned char *)word.p;
        prose->first[p[1] & 63] |= (uint64_t)1 << (p[2] & 63);
        prose->third[p[2]] |= bit;
    }
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

static bool begins(const struct prose *prose, uint64_t bits, struct jx_str text)
{
    for (size_t i = (size_t)__builtin_ctzll(bits); i < prose->count; i += 64)
        if (jx_str_starts(text, prose->words[i]))
            return true;
    return false;
}

void prose_words(const struct prose *prose, struct jx_str text, struct words *found)
{
    const unsigned char *p = (const unsigned char *)text.p;
    found->there = found->again = 0;
    if (prose->brief) {
        *found = (struct words){.there = ~(uint64_t)0, .again = ~(uint64_t)0};
        return;
    }
    for (size_t i = 0, step; i + 2 < text.n; i += step) {
        step = p[i] >= 0xe0 && p[i] < 0xf0 ? 3 : 1; /* no word begins within */
        if (!(prose->first[p[i + 1] & 63] >> (p[i + 2] & 63) & 1))
            continue;
        uint64_t may = prose->third[p[i + 2]];
        if (i + 5 < text.n)
            may &= prose->sixth[p[i + 5]];
        if (i + 8 < text.n)
            may &= prose->ninth[p[i + 8]];
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
}
