/* relations.c: reads .rels parts and makes targets into names of parts. */
#include "relations.h"

#include "xml.h"

#include <stdio.h>
#include <string.h>

enum { RELATIONS_MAX = 65536, PART_NAME_MAX = 1024 };

/* "xl/workbook.xml" has its relations in "xl/_rels/workbook.xml.rels". */
static bool rels_name(const char *source, char out[PART_NAME_MAX])
{
    const char *slash = strrchr(source, '/');
    int folder = slash ? (int)(slash - source) + 1 : 0;
    int n = snprintf(out, PART_NAME_MAX, "%.*s_rels/%s.rels", folder, source,
                     source + folder);
    return n < PART_NAME_MAX;
}

/* Takes one segment off the end: "a/b/" becomes "a/". */
static size_t parent(const char *path, size_t n)
{
    n -= n > 0;
    while (n > 0 && path[n - 1] != '/')
        n--;
    return n;
}

/* A target relative to the folder of its source, as the name of a part; NULL when it is
 * longer than any name, or on memory. */
static const char *resolve(const struct jx_host *host, const char *source,
                           const char *target)
{
    char path[PART_NAME_MAX];
    const char *slash = strrchr(source, '/');
    size_t n = slash && target[0] != '/' ? (size_t)(slash - source) + 1 : 0;
    if (n >= sizeof path)
        return NULL;
    memcpy(path, source, n);
    while (*target) {
        size_t len = strcspn(target, "/");
        if (len == 2 && memcmp(target, "..", 2) == 0) {
            n = parent(path, n);
        } else if (len > 0 && !(len == 1 && *target == '.')) {
            if (n + len + 1 >= sizeof path)
                return NULL;
            memcpy(path + n, target, len);
            n += len;
            if (target[len])
                path[n++] = '/';
        }
        target += len + (target[len] != 0);
    }
    char *copy = host->alloc(host, n + 1);
    if (copy)
        memcpy(copy, path, n);
    return copy;
}

static const char *copy_text(const struct jx_host *host, const char *text)
{
    size_t n = text ? strlen(text) : 0;
    char *copy = host->alloc(host, n + 1);
    if (copy && n)
        memcpy(copy, text, n);
    return copy ? copy : "";
}

static bool add(const struct jx_host *host, struct ooxml_relations *out,
                const struct ooxml_xml *xml, const char *source)
{
    if (out->count >= RELATIONS_MAX)
        return ooxml_fail(host,
                          N_("more than %d relations of parts: this is no office "
                             "document"),
                          RELATIONS_MAX);
    if ((out->count & (out->count - 1)) == 0) { /* full at every power of two */
        size_t more = out->count ? out->count * 2 : 1;
        struct ooxml_relation *list = host->alloc(host, more * sizeof *list);
        if (!list)
            return ooxml_fail(host, N_("out of memory"));
        if (out->count)
            memcpy(list, out->list, out->count * sizeof *list);
        out->list = list;
    }
    const char *target = ooxml_attribute(xml, "Target");
    const char *mode = ooxml_attribute(xml, "TargetMode");
    bool inside = target && !(mode && strcmp(mode, "External") == 0);
    out->list[out->count++] = (struct ooxml_relation){
        .id = copy_text(host, ooxml_attribute(xml, "Id")),
        .type = copy_text(host, ooxml_attribute(xml, "Type")),
        .target = inside ? resolve(host, source, target) : NULL,
    };
    return true;
}

bool ooxml_relations_read(struct ooxml_package *package, const char *source,
                          struct ooxml_relations *out)
{
    char name[PART_NAME_MAX];
    *out = (struct ooxml_relations){0};
    if (!rels_name(source, name) || !ooxml_package_has(package, name))
        return true;
    struct ooxml_xml xml;
    bool ok = ooxml_xml_open(&xml, package, name);
    enum ooxml_event event = OOXML_FAILED;
    while (ok && (event = ooxml_next(&xml)) > OOXML_DONE)
        if (event == OOXML_OPEN && ooxml_is(&xml, OOXML_RELS, "Relationship"))
            ok = add(package->host, out, &xml, source);
    ooxml_xml_close(&xml);
    return ok && event == OOXML_DONE;
}

const char *ooxml_related(const struct ooxml_relations *relations, const char *type,
                          const char *id)
{
    for (size_t i = 0; i < relations->count; i++) {
        const struct ooxml_relation *r = &relations->list[i];
        const char *last = strrchr(r->type, '/');
        if (!r->target || (type && (!last || strcmp(last + 1, type) != 0)))
            continue;
        if (!id || strcmp(r->id, id) == 0)
            return r->target;
    }
    return NULL;
}
