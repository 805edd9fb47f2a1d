/* test_figures.c: the quick ways of reading and printing plain figures, and of passing over
 * texts that no pattern is part of, against slow and obvious ones. The random rows are the
 * same on every run. */
#include "check.h"
#include "decimal.h"
#include "pairs.h"
#include "strbuf.h"

#include <stdlib.h>

static uint32_t state = 11;

static unsigned below(unsigned n)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 16) % n;
}

/* ---- figures ---- */

/* Digits, then perhaps a point and more digits: how many; -1: no such figure. */
static int read_slowly(const char *text, size_t n, struct jx_dec *out)
{
    int decimals = -1;
    *out = (struct jx_dec){0, 0};
    if (!n || n > 18)
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '.' && decimals < 0 && i > 0) {
            decimals = 0;
            continue;
        }
        if (text[i] < '0' || text[i] > '9')
            return -1;
        out->digits = out->digits * 10 + (text[i] - '0');
        decimals += decimals >= 0;
    }
    if (decimals == 0)
        return -1;
    decimals = decimals < 0 ? 0 : decimals;
    for (out->exponent = -decimals; out->exponent < 0 && out->digits % 10 == 0;
         out->exponent++)
        out->digits /= 10;
    return decimals;
}

/* Each text ends where its memory does: nothing beyond it is to be read. */
static void test_parse(void)
{
    static const char usual[] = "0123456789.00",
                      odd[] = "0123456789./:;- %eE\xef\x80\xff";
    int figures = 0;
    for (int i = 0; i < 200000; i++) {
        const char *set = i % 4 ? usual : odd;
        size_t n = below(21);
        char *text = malloc(n ? n : 1);
        for (size_t k = 0; text && k < n; k++)
            text[k] = set[below((unsigned)strlen(set))];
        if (text && n && i % 3 == 0) { /* one point, digits else */
            for (size_t k = 0; k < n; k++)
                text[k] = (char)('0' + below(10));
            text[below((unsigned)n)] = '.';
        }
        struct jx_dec got = {0}, want = {0};
        int decimals = jx_dec_parse_figure((struct jx_str){text, n}, &got);
        CHECK(text && decimals == read_slowly(text, n, &want));
        if (decimals >= 0) {
            figures++;
            CHECK(got.digits == want.digits && got.exponent == want.exponent);
        }
        free(text);
    }
    CHECK(figures > 50000);
}

static void test_print(void)
{
    for (int i = 0; i < 100000; i++) {
        struct jx_dec a = {0, -(int32_t)below(20)}, back;
        for (unsigned k = below(18); k > 0; k--)
            a.digits = a.digits * 10 + below(i % 2 ? 10 : 2);
        a.digits = i % 5 ? a.digits : -a.digits;
        char text[64];
        size_t n = jx_dec_print(a, text);
        CHECK(n == strlen(text) && !strchr(text, 'e'));
        CHECK(jx_dec_parse(jx_str_of(text), &back) && jx_dec_cmp(back, a) == 0);
        CHECK(!strchr(text, '.') || text[n - 1] != '0');
        CHECK(n < 2 || text[0] != '0' || text[1] == '.');
    }
}

/* ---- patterns ---- */

static const char *const characters[] = {"成", "本", "时", "间", "完", "率", "覆",
                                         "盖", "量", "数", "次", "面", " ",  "1",
                                         "　", "，", "；", "Ａ", "㐀", "é",  "€"};
enum { CHARACTERS = sizeof characters / sizeof *characters, PLAIN = 12 };

static struct jx_str random_text(char out[64], unsigned most, unsigned kinds)
{
    size_t n = 0;
    for (unsigned k = below(most + 1); k > 0; k--) {
        const char *c = characters[below(kinds)];
        memcpy(out + n, c, strlen(c));
        n += strlen(c);
    }
    return (struct jx_str){out, n};
}

static struct jx_str without_blanks(struct jx_str text, char out[64])
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        bool wide = text.n - i >= 3 && memcmp(text.p + i, "　", 3) == 0;
        if (wide)
            i += 2;
        else if (text.p[i] != ' ')
            out[n++] = text.p[i];
    }
    return (struct jx_str){out, n};
}

/* What the filters pass over holds none of the patterns; and they do pass over texts. */
static void test_pairs(void)
{
    int held = 0, passed = 0, quick = 0;
    for (int round = 0; round < 300; round++) {
        static struct jx_pairs pairs, joined;
        struct jx_str words[2];
        char room[2][64], text_room[64], squeezed_room[64];
        pairs = joined = (struct jx_pairs){0};
        for (int w = 0; w < 2; w++) {
            words[w] = random_text(room[w], 4, PLAIN);
            if (words[w].n < 6) /* of one character, anything may match */
                words[w] = jx_str_of("完成");
            jx_pairs_add(&pairs, words[w]);
        }
        jx_pairs_join(&joined, &pairs, 2);
        for (int i = 0; i < 200; i++) {
            struct jx_str text = random_text(text_room, 9, i % 2 ? PLAIN : CHARACTERS);
            struct jx_str squeezed = without_blanks(text, squeezed_room);
            bool holds = jx_str_find(squeezed, words[0]) >= 0 ||
                         jx_str_find(squeezed, words[1]) >= 0;
            bool may = jx_pairs_may_match(&joined, text);
            bool none = jx_pairs_have_none(&joined, text, 2);
            CHECK(!holds || (may && !none));
            held += holds;
            passed += !may;
            quick += none && text.n > 6;
        }
    }
    CHECK(held > 1000 && passed > 20000 && quick > 2000);
}

int main(void)
{
    test_parse();
    test_print();
    test_pairs();
    return check_end();
}
