/* names.c: a hash table from names to running numbers. */
#include "names.h"

#include "strbuf.h"

#include <stdlib.h>

static size_t hash(struct jx_str name)
{
    uint64_t h = 1469598103934665603u;
    for (size_t i = 0; i < name.n; i++)
        h = (h ^ (unsigned char)name.p[i]) * 1099511628211u;
    return (size_t)(h ^ h >> 29);
}

static uint32_t *slot_of(const struct jx_names *names, struct jx_str name)
{
    size_t at = hash(name) & (names->slot_count - 1);
    while (names->slots[at] && !jx_str_eq(names->list[names->slots[at] - 1], name))
        at = (at + 1) & (names->slot_count - 1);
    return &names->slots[at];
}

static bool grow(struct jx_names *names)
{
    size_t capacity = names->capacity ? names->capacity * 2 : 64;
    struct jx_str *list = realloc(names->list, capacity * sizeof *list);
    names->list = list ? list : names->list;
    uint32_t *slots = list ? calloc(capacity * 2, sizeof *slots) : NULL;
    if (!slots)
        return false;
    free(names->slots);
    names->slots = slots;
    names->slot_count = capacity * 2;
    names->capacity = capacity;
    for (size_t i = 0; i < names->count; i++)
        *slot_of(names, names->list[i]) = (uint32_t)(i + 1);
    return true;
}

size_t jx_names_number(struct jx_names *names, struct jx_str name)
{
    if (names->count == names->capacity && !grow(names))
        return SIZE_MAX;
    uint32_t *slot = slot_of(names, name);
    if (!*slot) {
        names->list[names->count++] = name;
        *slot = (uint32_t)names->count;
    }
    return *slot - 1;
}

void jx_names_free(struct jx_names *names)
{
    free(names->list);
    free(names->slots);
    *names = (struct jx_names){0};
}
