/* sensitivity.h: what the files of 'jixiao sensitivity' share. */
#pragma once

#include "tables.h"
#include "vary.h"

/* Variants to be shown. */
struct jx_sensing {
    const struct jx_pack *pack;
    const struct jx_cases *cases;
    size_t others; /* forms of other packs, left out */
    const struct jx_variants *variants;
    uint64_t seed;
    struct jx_tables *tables;
    struct jx_arena arena; /* of the tables: lives until they are closed */
    struct jx_error *err;
};

/* All tables; false: *sensing->err. */
bool jx_sensing_write(struct jx_sensing *sensing);
