/* cases.c: forms in memory. Reading them is no business of this room. */
#include "cases.h"

#include "record.h"
#include "strbuf.h"

#include <stdlib.h>

bool jx_cases_add(struct jx_cases *cases, const struct jx_record *record)
{
    const struct jx_record *copy = jx_record_copy(&cases->arena, record);
    if (copy && cases->count == cases->capacity) {
        size_t capacity = cases->capacity ? cases->capacity * 2 : 256;
        struct jx_case *list = realloc(cases->list, capacity * sizeof *list);
        if (!list)
            return false;
        cases->list = list;
        cases->capacity = capacity;
    }
    if (!copy)
        return false;
    cases->list[cases->count++] =
        (struct jx_case){.record = copy,
                         .code = jx_str_trim(copy->cell[JX_REC_CODE].text),
                         .name = jx_str_trim(copy->cell[JX_REC_NAME].text),
                         .department = jx_str_trim(copy->cell[JX_REC_DEPARTMENT].text),
                         .unit = jx_str_trim(copy->cell[JX_REC_UNIT].text)};
    return true;
}

void jx_cases_free(struct jx_cases *cases)
{
    free(cases->list);
    jx_arena_free(&cases->arena);
    *cases = (struct jx_cases){0};
}
