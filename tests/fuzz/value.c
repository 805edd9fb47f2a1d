/* value.c: any bytes as figures, dates, units and levels; as an indicator's cells too. */
#include "fuzz.h"

#include "decimal.h"
#include "reading.h"

static void read_number(struct jx_str text)
{
    char printed[64];
    struct jx_dec number, again;
    if (!jx_dec_parse(text, &number))
        return;
    size_t n = jx_dec_print(number, printed);
    MUST(n < 64 && jx_dec_parse((struct jx_str){printed, n}, &again));
    MUST(jx_dec_cmp(number, again) == 0);
    MUST(jx_dec_cmp(jx_dec_sub(number, again), jx_dec_int(0)) == 0);
    jx_dec_print_fixed(number, 2, printed);
    (void)jx_dec_round(number, 2, JX_ROUND_HALF_AWAY);
    (void)jx_dec_div(jx_dec_int(1), number, &(bool){true});
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jx_str all = {(const char *)data, size}, rest = all;
    struct jx_indicator row = {0};
    struct jx_dec number, step;
    enum jx_nature nature;
    read_number(all);
    struct jx_reading reading = jx_read(all);
    MUST(reading.kind != JX_READING_UNREADABLE || reading.why);
    MUST(jx_reading_blank(all) == (reading.kind == JX_READING_BLANK));
    (void)jx_nature_read(all, &nature);
    (void)jx_unit_read(all);
    (void)jx_amount_read(all, &number);
    (void)jx_rate_read(all, &number, &step);
    (void)jx_points_read(all, true, &number);
    for (int i = 0; i < JX_IND_COUNT && rest.n; i++) {
        const char *end = memchr(rest.p, '\n', rest.n);
        size_t n = end ? (size_t)(end - rest.p) : rest.n;
        row.cell[JX_IND_NATURE + i % 4] =
            (struct jx_cell){.text = {rest.p, n}, .kind = JX_TEXT};
        rest.p += n + (end != NULL);
        rest.n -= n + (end != NULL);
    }
    struct jx_pair pair = jx_pair_read(&row);
    MUST(pair.fit <= JX_FIT_NONE);
    return 0;
}
