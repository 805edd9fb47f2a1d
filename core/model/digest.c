/* digest.c: what a person saw when deciding on an item, as a short digest: a decision holds
 * for those cells and no others. Where cells stood does not matter, nor whether the source
 * stored a number. */
#include "digest.h"

#include "record.h"
#include "strbuf.h"

#include <sodium.h>

static void add(crypto_hash_sha256_state *state, struct jx_str text)
{
    unsigned char length[8];
    for (int i = 0; i < 8; i++)
        length[i] = (unsigned char)((uint64_t)text.n >> (8 * i));
    crypto_hash_sha256_update(state, length, sizeof length);
    if (text.n)
        crypto_hash_sha256_update(state, (const unsigned char *)text.p, text.n);
}

/* An absent cell counts as a blank one: the same form may come with or without it. */
static void add_cells(crypto_hash_sha256_state *state, const struct jx_cell *cells,
                      int count)
{
    for (int i = 0; i < count; i++)
        add(state, jx_str_trim(cells[i].text));
}

static void add_budget(crypto_hash_sha256_state *state, const struct jx_budget *budget)
{
    add_cells(state, budget->total.cell, JX_FUND_COUNT);
    for (size_t i = 0; i < budget->source_count; i++)
        add_cells(state, budget->sources[i].cell, JX_FUND_COUNT);
}

/* Facts of one id; all of them where none has it, for a rule may read any. */
static void add_facts(crypto_hash_sha256_state *state, const struct jx_record *record,
                      struct jx_str id)
{
    bool own = false;
    for (size_t i = 0; i < record->fact_count; i++)
        own |= jx_str_eq(record->facts[i].id, id);
    for (size_t i = 0; i < record->fact_count; i++) {
        const struct jx_fact *fact = &record->facts[i];
        if (own && !jx_str_eq(fact->id, id))
            continue;
        add(state, fact->id);
        add(state, fact->field);
        add(state, jx_str_trim(fact->value.text));
    }
    for (size_t i = 0; i < record->peer_count; i++)
        if (!own || jx_str_eq(record->peers[i].id, id))
            add(state, jx_str_trim(record->peers[i].value.text));
}

static void add_form(crypto_hash_sha256_state *state, const struct jx_record *record)
{
    add_cells(state, record->cell, JX_REC_COUNT);
    add_budget(state, &record->budget);
    for (size_t i = 0; i < record->indicator_count; i++)
        add_cells(state, record->indicators[i].cell, JX_IND_COUNT);
    add_facts(state, record, (struct jx_str){0});
}

void jx_input_digest(const struct jx_record *record, const struct jx_item *item,
                     char out[17])
{
    crypto_hash_sha256_state state;
    unsigned char sum[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_init(&state);
    if (!item)
        add_form(&state, record);
    else if (item->index >= 0 && (size_t)item->index < record->indicator_count)
        add_cells(&state, record->indicators[item->index].cell, JX_IND_COUNT);
    else if (item->index == JX_INDEX_BUDGET)
        add_budget(&state, &record->budget);
    else
        add_facts(&state, record, jx_str_of(item->id ? item->id : ""));
    crypto_hash_sha256_final(&state, sum);
    sodium_bin2hex(out, 17, sum, 8);
}
