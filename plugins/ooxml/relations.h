/* relations.h: which part belongs to which: the .rels of a package. */
#pragma once

#include "package.h"

struct ooxml_relation {
    const char *id, *type, *target; /* the target as a part's name; NULL outside */
};
struct ooxml_relations {
    struct ooxml_relation *list;
    size_t count;
};

/* The relations of a part ("" the package itself), in the document's memory. None is
 * fine; false: host->fail was called. */
bool ooxml_relations_read(struct ooxml_package *package, const char *source,
                          struct ooxml_relations *out);
/* Target of the first relation whose type ends with "/type", or whose id is `id` (either
 * may be NULL); NULL when there is none. */
const char *ooxml_related(const struct ooxml_relations *relations, const char *type,
                          const char *id);
