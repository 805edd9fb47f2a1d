/* recall.h: what a rule gave for the same weight, parameters and inputs before. The sandbox
 * makes a rule a function of these and nothing else, and forms are full of equal rows
 * ("≥95%, 98%, 10 points"): so its lines can be written again without running it. */
#pragma once

#include "bridge.h"

enum { JX_RECALL_KEY = 160 };

/* All that the outcome of a call depends on. n 0: too much to be remembered. */
struct jx_recall_key {
    size_t n;
    uint64_t hash;
    unsigned char bytes[JX_RECALL_KEY];
};

struct jx_recall;

/* Room for `count` outcomes, for one thread; NULL where there is no memory or count is 0. */
struct jx_recall *jx_recall_open(size_t count);
void jx_recall_close(struct jx_recall *recall); /* NULL is fine */

void jx_recall_key(const struct jx_lua_call *call, struct jx_recall_key *key);

/* Writes the outcome of an equal call to the ledger, with the work it took. false: there is
 * none, and nothing is written. */
bool jx_recall_tell(const struct jx_recall *recall, const struct jx_recall_key *key,
                    const struct jx_lua_call *call, uint64_t *work);
/* Remembers what a call wrote to its ledger, which was empty before, when such a call is
 * made for the second time: most of those that come once never come again. */
void jx_recall_keep(struct jx_recall *recall, const struct jx_recall_key *key,
                    const struct jx_lua_call *call, uint64_t work);
