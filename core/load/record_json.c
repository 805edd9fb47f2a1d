/* record_json.c: one JSON object as a record. Which keys there are is said in model;
 * JSON itself is read by json.c, documents and lines by record_reader.c.
 *
 * A value that does not fit is reported and leaves a blank cell: the rest still counts. */
#include "record_json.h"

#include "lang.h"
#include "record.h"
#include "strbuf.h"

#include <stdio.h>
#include <string.h>

struct build {
    struct jx_arena *arena;
    const struct jx_json *root;
    const char *prefix;
    const struct jx_record_faults *faults;
    size_t fault_count;
    const char **sheets;
    size_t sheet_count, sheet_capacity;
    bool foreign; /* `_at` names another document: lines of this one mean nothing */
    bool out_of_memory;
};

static const char *const record_parts[] = {"budget", "indicators", "facts", "peer", NULL};
static const char *const budget_parts[] = {"sources", NULL};
static const char *const no_parts[] = {NULL};

/* ---- what does not fit ---- */

__attribute__((format(printf, 3, 4))) static void
fault(struct build *b, const struct jx_json *node, const char *format, ...)
{
    if (b->fault_count++ >= JX_RECORD_FAULTS - 1 || !b->faults)
        return;
    char path[512], text[1024];
    jx_json_path(b->root, node, path, sizeof path);
    int n = snprintf(text, sizeof text, "%s%s: ", b->prefix, path + (path[0] == '$'));
    va_list args;
    va_start(args, format);
    if (n > 0 && (size_t)n < sizeof text)
        vsnprintf(text + n, sizeof text - (size_t)n, format, args);
    va_end(args);
    b->faults->take(b->faults->ctx, node->line, text);
}

static void fault_rest(struct build *b)
{
    if (b->fault_count < JX_RECORD_FAULTS || !b->faults)
        return;
    char text[256];
    snprintf(text, sizeof text, _("%s: %zu more values of this record cannot be kept"),
             b->prefix, b->fault_count - (JX_RECORD_FAULTS - 1));
    b->faults->take(b->faults->ctx, b->root->line, text);
}

static const char *type_name(const struct jx_json *node)
{
    switch (node->type) {
    case JX_JSON_NULL: return "null";
    case JX_JSON_FALSE: return "false";
    case JX_JSON_TRUE: return "true";
    case JX_JSON_NUMBER: return _("a number");
    case JX_JSON_STRING: return _("a text");
    case JX_JSON_ARRAY: return _("an array");
    case JX_JSON_OBJECT: break;
    }
    return _("an object");
}

/* A container: false when it is null (the same as absent) or, with a fault, of another
 * type. */
static bool container(struct build *b, const struct jx_json *node, enum jx_json_type type)
{
    if (node->type == type)
        return true;
    if (node->type != JX_JSON_NULL)
        fault(b, node, _("%s was expected here, found %s"),
              type == JX_JSON_ARRAY ? _("an array") : _("an object"), type_name(node));
    return false;
}

/* An unknown key is another program's business, unless it looks like a known one that
 * is missing: then what stands there would be lost. */
static void unknown_key(struct build *b, const struct jx_json *object,
                        const struct jx_json *member, const char *const *keys, int count,
                        const char *const *parts)
{
    const char *known[JX_REC_COUNT + 8];
    int n = 0;
    for (int i = 0; i < count; i++)
        known[n++] = keys[i];
    for (; *parts; parts++)
        known[n++] = *parts;
    known[n] = NULL;
    const char *near = jx_nearest(member->key.p, known);
    if (near && !jx_json_get(object, near))
        fault(b, member, _("unknown key, left out; did you mean \"%s\"?"), near);
}

static bool is_part(struct jx_str key, const char *const *parts)
{
    for (; *parts; parts++)
        if (jx_str_is(key, *parts))
            return true;
    return jx_str_starts(key, jx_str_of("_")) || jx_str_is(key, "note");
}

/* ---- origins ---- */

static uint16_t sheet_number(struct build *b, struct jx_str name)
{
    for (size_t i = 0; i < b->sheet_count; i++)
        if (jx_str_is(name, b->sheets[i]))
            return (uint16_t)(i + 1);
    if (b->sheet_count >= UINT16_MAX)
        return 0;
    const char **sheets = jx_arena_grow(b->arena, b->sheets, b->sheet_count,
                                        &b->sheet_capacity, sizeof *sheets);
    const char *copy = jx_arena_copy(b->arena, name.p, name.n);
    if (!sheets || !copy) {
        b->out_of_memory = true;
        return 0;
    }
    b->sheets = sheets;
    sheets[b->sheet_count++] = copy;
    return (uint16_t)b->sheet_count;
}

static bool digits_read(struct jx_str text, uint32_t *out)
{
    uint64_t value = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9' || value > UINT32_MAX)
            return false;
        value = value * 10 + (uint64_t)(text.p[i] - '0');
    }
    *out = (uint32_t)value;
    return text.n > 0 && value <= UINT32_MAX;
}

/* "line 12" or "Sheet1!C5"; a name of a sheet may itself contain '!'. */
static bool origin_read(struct build *b, struct jx_str text, struct jx_at *at)
{
    static const struct jx_str line = {"line ", 5};
    if (jx_str_starts(text, line) &&
        digits_read((struct jx_str){text.p + line.n, text.n - line.n}, &at->line))
        return true;
    size_t mark = text.n;
    while (mark > 0 && text.p[mark - 1] != '!')
        mark--;
    uint32_t column = 0;
    size_t i = mark;
    for (; i < text.n && text.p[i] >= 'A' && text.p[i] <= 'Z' && column < UINT16_MAX; i++)
        column = column * 26 + (uint32_t)(text.p[i] - 'A') + 1;
    if (mark < 2 || i == mark || column > UINT16_MAX ||
        !digits_read((struct jx_str){text.p + i, text.n - i}, &at->line))
        return false;
    at->column = (uint16_t)column;
    at->sheet = sheet_number(b, (struct jx_str){text.p, mark - 1});
    return true;
}

static void set_origin(struct build *b, const struct jx_json *said, struct jx_cell *cell)
{
    cell->at = (struct jx_at){0};
    if (said->type != JX_JSON_STRING || !origin_read(b, said->text, &cell->at))
        fault(b, said, _("an origin such as \"line 12\" or \"Sheet1!C5\" was expected"));
}

/* ---- cells and rows ---- */

static struct jx_cell cell_of(struct build *b, const struct jx_json *member)
{
    struct jx_cell cell = {.kind = JX_TEXT};
    cell.at.line = b->foreign ? 0 : (uint32_t)member->line;
    if (member->type == JX_JSON_STRING || member->type == JX_JSON_NUMBER)
        cell.text = member->text;
    else if (member->type != JX_JSON_NULL)
        fault(b, member, _("a text or a number was expected, found %s"),
              type_name(member));
    if (member->type == JX_JSON_NUMBER)
        cell.kind = JX_NUMBER;
    return cell;
}

/* Fills the cells of a row; returns how many of its keys are known. */
static size_t fill_row(struct build *b, const struct jx_json *object,
                       const char *const *keys, int count, const char *const *parts,
                       struct jx_cell *cells)
{
    size_t known = 0;
    for (const struct jx_json *m = object->child; m; m = m->next) {
        int key = jx_key_index(keys, count, m->key);
        if (key >= 0)
            cells[key] = cell_of(b, m);
        else if (!is_part(m->key, parts))
            unknown_key(b, object, m, keys, count, parts);
        known += key >= 0;
    }
    const struct jx_json *origins = jx_json_get(object, "_at");
    for (const struct jx_json *m = origins ? origins->child : NULL; m; m = m->next) {
        int key = jx_key_index(keys, count, m->key);
        if (key >= 0 && cells[key].kind != JX_ABSENT)
            set_origin(b, m, &cells[key]);
    }
    return known;
}

static void *rows_for(struct build *b, const struct jx_json *array, size_t size)
{
    void *rows = jx_arena_array(b->arena, array->count, size);
    b->out_of_memory |= !rows;
    return rows;
}

static void fill_sources(struct build *b, const struct jx_json *array,
                         struct jx_budget *budget)
{
    if (!array || !container(b, array, JX_JSON_ARRAY))
        return;
    budget->sources = rows_for(b, array, sizeof *budget->sources);
    for (const struct jx_json *m = array->child; budget->sources && m; m = m->next)
        if (container(b, m, JX_JSON_OBJECT))
            fill_row(b, m, jx_fund_keys, JX_FUND_COUNT, no_parts,
                     budget->sources[budget->source_count++].cell);
}

static void fill_budget(struct build *b, const struct jx_json *node,
                        struct jx_budget *budget)
{
    if (!node || !container(b, node, JX_JSON_OBJECT))
        return;
    budget->present = true;
    fill_row(b, node, jx_fund_keys, JX_FUND_COUNT, budget_parts, budget->total.cell);
    fill_sources(b, jx_json_get(node, "sources"), budget);
}

/* A row that is no object stays as a row of absent cells, so that the numbers of the
 * rows behind it are those of the document. */
static void fill_indicators(struct build *b, const struct jx_json *array,
                            struct jx_record *out)
{
    if (!array)
        return;
    out->has_indicators = true;
    if (!container(b, array, JX_JSON_ARRAY))
        return;
    out->indicators = rows_for(b, array, sizeof *out->indicators);
    for (const struct jx_json *m = array->child; out->indicators && m; m = m->next) {
        struct jx_indicator *row = &out->indicators[out->indicator_count++];
        if (m->type == JX_JSON_OBJECT)
            fill_row(b, m, jx_ind_keys, JX_IND_COUNT, no_parts, row->cell);
        else
            fault(b, m, _("%s was expected here, found %s"), _("an object"),
                  type_name(m));
    }
}

/* ---- facts and peers ---- */

static size_t fact_count(const struct jx_json *object)
{
    size_t count = 0;
    for (const struct jx_json *m = object->child; m; m = m->next)
        count += m->type == JX_JSON_OBJECT ? m->count : 1;
    return count;
}

/* The facts of one object, all with the same `id` or, where it is NULL, each with its
 * own. Origins stand in the order of the facts: one walk over both suffices. */
static size_t add_facts(struct build *b, const struct jx_json *object,
                        const struct jx_str *id, struct jx_fact *facts)
{
    const struct jx_json *origins = jx_json_get(object, "_at");
    const struct jx_json *said = origins ? origins->child : NULL;
    size_t n = 0;
    for (const struct jx_json *m = object->child; m; m = m->next) {
        if (m == origins)
            continue;
        if (!id && m->type == JX_JSON_OBJECT) {
            n += add_facts(b, m, &m->key, facts + n);
            continue;
        }
        struct jx_fact *fact = &facts[n++];
        *fact = id ? (struct jx_fact){.id = *id, .field = m->key}
                   : (struct jx_fact){.id = m->key};
        fact->value = cell_of(b, m);
        if (said && jx_str_eq(said->key, m->key)) {
            set_origin(b, said, &fact->value);
            said = said->next;
        }
    }
    if (said)
        fault(b, said, _("no such value, or not in the order of the values; left out"));
    return n;
}

static struct jx_fact *fill_facts(struct build *b, const struct jx_json *object,
                                  size_t *count)
{
    if (!object || !container(b, object, JX_JSON_OBJECT))
        return NULL;
    struct jx_fact *facts = jx_arena_array(b->arena, fact_count(object), sizeof *facts);
    b->out_of_memory |= !facts;
    if (facts)
        *count = add_facts(b, object, NULL, facts);
    return facts;
}

/* ---- the record ---- */

static void fill_record(struct build *b, const char *file, struct jx_record *out,
                        size_t *known)
{
    const struct jx_json *node = b->root;
    const struct jx_json *origin = jx_json_get(jx_json_get(node, "_at"), "file");
    b->foreign = origin && origin->type == JX_JSON_STRING;
    out->file = b->foreign ? origin->text.p : file;
    *known = fill_row(b, node, jx_record_keys, JX_REC_COUNT, record_parts, out->cell);
    fill_budget(b, jx_json_get(node, "budget"), &out->budget);
    fill_indicators(b, jx_json_get(node, "indicators"), out);
    out->facts = fill_facts(b, jx_json_get(node, "facts"), &out->fact_count);
    out->peers = fill_facts(b, jx_json_get(node, "peer"), &out->peer_count);
    out->sheets = b->sheets;
    out->sheet_count = b->sheet_count;
}

bool jx_record_from_json(struct jx_arena *arena, const struct jx_json *node,
                         const char *prefix, const char *file,
                         const struct jx_record_faults *faults, struct jx_record *out,
                         struct jx_error *err)
{
    *out = (struct jx_record){0};
    if (node->type != JX_JSON_OBJECT)
        return jx_fail(err, file, node->line,
                       _("%s: a record is expected, a JSON object; found %s"), prefix,
                       type_name(node));
    struct build b = {.arena = arena, .root = node, .prefix = prefix, .faults = faults};
    size_t known;
    fill_record(&b, file, out, &known);
    if (b.out_of_memory)
        return jx_fail_kind(err, JX_ERR_SYSTEM, file, node->line,
                            _("not enough memory for this record"));
    fault_rest(&b);
    if (known || out->budget.present || out->has_indicators || out->fact_count)
        return true;
    return jx_fail(
        err, file, node->line,
        _("%s: this object has none of the keys of a record (form, code, name, "
          "budget, indicators …)"),
        prefix);
}
