/* json.c: from checked JSON text to nodes in an arena. The only file that knows cJSON.
 *
 * json_scan.c says whether the text is JSON; cJSON unescapes and nests; the marks of the
 * scan give what cJSON loses. What the values mean is for others. */
#include "json.h"

#include "json_scan.h"
#include "strbuf.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FEW_KEYS = 16,    /* up to here comparing all pairs is cheapest */
    CJSON_NUMBER = 60 /* cJSON reads numbers through a buffer of 64 bytes */
};

/* Of the parsing under way in this thread; see jx_json_own_memory. */
static _Thread_local struct jx_arena *scratch_memory;

struct build {
    struct jx_arena *arena;
    const struct jx_json_scan *scan;
    const char *file;
    int first_line;
    size_t next; /* mark of the next value */
    struct jx_error *err;
};

static bool refuse(const struct build *b, enum jx_json_fault fault, int line,
                   const char *detail)
{
    const char *mark = fault == JX_JSON_BAD_TWICE ? _(": ") : _(", ");
    return jx_fail_kind(
        b->err, fault == JX_JSON_BAD_MEMORY ? JX_ERR_SYSTEM : JX_ERR_INPUT, b->file, line,
        "%s%s%s", jx_json_fault_text(fault), *detail ? mark : "", detail);
}

/* ---- duplicate keys ---- */

static int by_key(const void *a, const void *b)
{
    const struct jx_json *x = *(struct jx_json *const *)a;
    const struct jx_json *y = *(struct jx_json *const *)b;
    int order = jx_str_cmp(x->key, y->key);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

/* A member whose key came before in the same object, or NULL. */
static const struct jx_json *twin_of_many(const struct jx_json *object, bool *memory)
{
    struct jx_json **all = malloc(object->count * sizeof(struct jx_json *));
    if (!all) {
        *memory = false;
        return NULL;
    }
    size_t n = 0;
    for (struct jx_json *m = object->child; m; m = m->next)
        all[n++] = m;
    qsort(all, n, sizeof(struct jx_json *), by_key);
    const struct jx_json *twin = NULL;
    for (size_t i = 1; i < n; i++)
        if (jx_str_eq(all[i - 1]->key, all[i]->key) &&
            (!twin || all[i]->line < twin->line))
            twin = all[i];
    free(all);
    return twin;
}

static const struct jx_json *twin(const struct jx_json *object, bool *memory)
{
    if (object->count > FEW_KEYS)
        return twin_of_many(object, memory);
    for (const struct jx_json *m = object->child; m; m = m->next)
        for (const struct jx_json *o = object->child; o != m; o = o->next)
            if (jx_str_eq(o->key, m->key))
                return m;
    return NULL;
}

/* ---- building ---- */

static bool set_text(struct build *b, struct jx_str *out, const char *text, size_t len)
{
    *out = (struct jx_str){jx_arena_copy(b->arena, text, len), len};
    return out->p || refuse(b, JX_JSON_BAD_MEMORY, 0, "");
}

static bool build_node(struct build *b, const cJSON *from, struct jx_json **out);

static bool build_members(struct build *b, const cJSON *from, struct jx_json *node)
{
    struct jx_json **end = &node->child;
    for (const cJSON *c = from->child; c; c = c->next, end = &(*end)->next) {
        if (!build_node(b, c, end))
            return false;
        node->count++;
    }
    bool memory = true;
    const struct jx_json *second =
        node->type == JX_JSON_OBJECT ? twin(node, &memory) : NULL;
    if (!memory)
        return refuse(b, JX_JSON_BAD_MEMORY, 0, "");
    return !second || refuse(b, JX_JSON_BAD_TWICE, second->line, second->key.p);
}

static enum jx_json_type type_of(const cJSON *item)
{
    if (cJSON_IsObject(item))
        return JX_JSON_OBJECT;
    if (cJSON_IsArray(item))
        return JX_JSON_ARRAY;
    if (cJSON_IsString(item))
        return JX_JSON_STRING;
    if (cJSON_IsNumber(item))
        return JX_JSON_NUMBER;
    return cJSON_IsTrue(item)    ? JX_JSON_TRUE
           : cJSON_IsFalse(item) ? JX_JSON_FALSE
                                 : JX_JSON_NULL;
}

static bool build_node(struct build *b, const cJSON *from, struct jx_json **out)
{
    struct jx_json *node = *out = jx_arena_alloc(b->arena, sizeof *node);
    if (!node || b->next >= b->scan->count) /* cJSON sees no more than was scanned */
        return refuse(b, JX_JSON_BAD_MEMORY, 0, "");
    const struct jx_json_mark *mark = &b->scan->marks[b->next++];
    node->type = type_of(from);
    node->file = b->file;
    node->line = b->first_line + mark->line;
    if (from->string && !set_text(b, &node->key, from->string, strlen(from->string)))
        return false;
    switch (node->type) {
    case JX_JSON_STRING:
        return set_text(b, &node->text, from->valuestring, strlen(from->valuestring));
    case JX_JSON_NUMBER:
        return set_text(b, &node->text, b->scan->text.p + mark->offset, mark->len);
    case JX_JSON_ARRAY:
    case JX_JSON_OBJECT: return build_members(b, from, node);
    default: return true;
    }
}

/* A copy of the text in which numbers too long for cJSON are 0; their lexemes are taken
 * from the original anyway. */
static const char *without_long_numbers(const struct jx_json_scan *scan,
                                        struct jx_arena *scratch)
{
    if (scan->longest <= CJSON_NUMBER)
        return scan->text.p;
    char *copy = jx_arena_copy(scratch, scan->text.p, scan->text.n);
    for (size_t i = 0; copy && i < scan->count; i++) {
        const struct jx_json_mark *mark = &scan->marks[i];
        if (mark->len > CJSON_NUMBER) {
            memset(copy + mark->offset, ' ', mark->len);
            copy[mark->offset] = '0';
        }
    }
    return copy;
}

static struct jx_json *parse(struct build *b, struct jx_json_scan *scan)
{
    if (!jx_json_scan(scan)) {
        char column[32];
        snprintf(column, sizeof column, _("column %d"),
                 jx_json_column(scan->text, scan->at));
        refuse(b, scan->fault, b->first_line + scan->line, column);
        return NULL;
    }
    const char *text = without_long_numbers(scan, scan->arena);
    cJSON *tree = text ? cJSON_ParseWithLength(text, scan->text.n) : NULL;
    if (!tree) { /* the text is JSON for certain: only memory can be the cause */
        refuse(b, JX_JSON_BAD_MEMORY, 0, "");
        return NULL;
    }
    struct jx_json *root;
    if (!build_node(b, tree, &root))
        root = NULL;
    cJSON_Delete(tree);
    return root;
}

struct jx_json *jx_json_parse(struct jx_arena *arena, struct jx_str text,
                              const char *file, int first_line, struct jx_error *err)
{
    static const struct jx_str bom = {"\xef\xbb\xbf", 3};
    if (jx_str_starts(text, bom)) {
        text.p += bom.n;
        text.n -= bom.n;
    }
    struct jx_arena scratch = jx_arena_new(0);
    struct jx_json_scan scan = {.arena = &scratch, .text = text};
    struct build b = {arena, &scan, file, first_line, 0, err};
    scratch_memory = &scratch;
    struct jx_json *root = parse(&b, &scan);
    scratch_memory = NULL;
    jx_arena_free(&scratch);
    return root;
}

static void *take_memory(size_t size)
{
    return scratch_memory ? jx_arena_room(scratch_memory, size) : malloc(size);
}

static void give_memory(void *memory)
{
    if (!scratch_memory)
        free(memory);
}

void jx_json_own_memory(void)
{
    cJSON_InitHooks(&(cJSON_Hooks){take_memory, give_memory});
}
