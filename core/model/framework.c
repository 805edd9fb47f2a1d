/* framework.c: finding the framework of a form. Building one is in core/load, scoring it
 * in core/score. */
#include "framework.h"

#include "strbuf.h"

const struct jx_framework *jx_framework_of(const struct jx_pack *pack, struct jx_str form)
{
    for (size_t i = 0; i < pack->framework_count; i++)
        for (size_t p = 0; p < pack->frameworks[i].form.count; p++)
            if (jx_str_glob(form, pack->frameworks[i].form.list[p]))
                return &pack->frameworks[i];
    return NULL;
}
