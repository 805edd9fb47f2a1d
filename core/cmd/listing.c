/* listing.c: findings of a whole run: copied, counted, sorted. Order never depends on
 * anything but the input. */
#include "listing.h"

#include "lang.h"
#include "record.h"
#include "strbuf.h"

#include <stdlib.h>
#include <string.h>

struct jx_seen {
    struct jx_str code, name;
    const char *source;
    size_t order;
};

void jx_listing_start(struct jx_listing *listing)
{
    *listing = (struct jx_listing){.arena = jx_arena_new(0),
                                   .summary = {.size = sizeof(struct jx_summary)}};
    listing->code_counts = jx_arena_array(&listing->arena, jx_finding_code_count + 1,
                                          sizeof *listing->code_counts);
    listing->failed = !listing->code_counts;
}

void jx_listing_free(struct jx_listing *listing)
{
    jx_arena_free(&listing->arena);
}

static void count_finding(struct jx_listing *listing, const struct jx_finding *finding)
{
    const struct jx_finding_code *known = jx_finding_code_find(finding->code);
    size_t index = known ? (size_t)(known - jx_finding_codes) : jx_finding_code_count;
    listing->code_counts[index]++;
    listing->errors += finding->severity == JX_ERROR;
    listing->warnings += finding->severity == JX_WARNING;
}

static struct jx_str keep(struct jx_listing *listing, struct jx_str text)
{
    char *copy = jx_arena_copy(&listing->arena, text.p, text.n);
    listing->failed |= !copy;
    return (struct jx_str){copy, copy ? text.n : 0};
}

static const char *keep_source(struct jx_listing *listing, const struct jx_record *record,
                               struct jx_at at)
{
    char text[512];
    jx_source_print(record, at, text, sizeof text);
    return keep(listing, jx_str_of(text)).p;
}

static void keep_why(struct jx_listing *listing, struct jx_why *why)
{
    struct jx_arg *args = jx_arena_array(&listing->arena, why->arg_count, sizeof *args);
    if (!args) {
        listing->failed = true;
        return;
    }
    for (size_t i = 0; i < why->arg_count; i++) {
        args[i] = why->args[i];
        if (args[i].kind == JX_ARG_TEXT)
            args[i].text = keep(listing, args[i].text);
    }
    why->args = args;
    why->format = keep(listing, why->format);
}

static struct jx_finding *copy_finding(struct jx_listing *listing,
                                       const struct jx_finding *finding)
{
    struct jx_finding *copy = jx_arena_alloc(&listing->arena, sizeof *copy);
    if (!copy) {
        listing->failed = true;
        return NULL;
    }
    *copy = *finding;
    copy->code = keep(listing, jx_str_of(finding->code)).p;
    keep_why(listing, &copy->message);
    keep_why(listing, &copy->because);
    copy->name = keep(listing, finding->name);
    copy->claimed.text = keep(listing, finding->claimed.text);
    copy->where = keep(listing, finding->where);
    if (finding->id)
        copy->id = keep(listing, jx_str_of(finding->id)).p;
    return copy;
}

static void list_finding(struct jx_listing *listing, const struct jx_listed *listed)
{
    struct jx_listed *grown =
        jx_arena_grow(&listing->arena, listing->list, listing->count, &listing->capacity,
                      sizeof *grown);
    if (!grown || !listed->finding) {
        listing->failed = true;
        return;
    }
    listing->list = grown;
    grown[listing->count++] = *listed;
}

static void remember(struct jx_listing *listing, const struct jx_record *record,
                     struct jx_str code, struct jx_str name)
{
    if (!code.n)
        return;
    struct jx_seen *grown =
        jx_arena_grow(&listing->arena, listing->seen, listing->seen_count,
                      &listing->seen_capacity, sizeof *grown);
    if (!grown) {
        listing->failed = true;
        return;
    }
    listing->seen = grown;
    grown[listing->seen_count] = (struct jx_seen){
        code, name, keep_source(listing, record, record->cell[JX_REC_CODE].at),
        listing->seen_count};
    listing->seen_count++;
}

void jx_listing_add(struct jx_listing *listing, const struct jx_record *record,
                    const struct jx_result *result, const struct jx_compared *compared,
                    bool keep_findings)
{
    struct jx_summary *summary = &listing->summary;
    summary->records++;
    summary->items += compared->items;
    summary->compared += compared->compared;
    summary->agreed += compared->agreed;
    summary->total_compared += compared->total_compared;
    summary->total_agreed += compared->total_agreed;
    summary->totals_blank += compared->total_blank;
    summary->fallback += result->fallback;
    if (listing->failed)
        return;
    for (size_t i = 0; i < result->finding_count; i++)
        count_finding(listing, &result->findings[i]);
    if (!keep_findings)
        return;
    struct jx_str code = keep(listing, record->cell[JX_REC_CODE].text);
    struct jx_str name = keep(listing, record->cell[JX_REC_NAME].text);
    remember(listing, record, code, name);
    for (size_t i = 0; i < result->finding_count; i++) {
        struct jx_listed listed = {copy_finding(listing, &result->findings[i]), code,
                                   name,
                                   keep_source(listing, record, result->findings[i].at)};
        list_finding(listing, &listed);
    }
}

static int by_code(const void *a, const void *b)
{
    const struct jx_seen *x = a, *y = b;
    int order = jx_str_cmp(x->code, y->code);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

static void find_duplicates(struct jx_listing *listing, const struct jx_pack *pack)
{
    uint8_t severity = jx_finding_severity(pack, "duplicate-record");
    if (severity == JX_SEVERITY_OFF || listing->seen_count < 2)
        return;
    qsort(listing->seen, listing->seen_count, sizeof *listing->seen, by_code);
    size_t first = 0;
    for (size_t i = 1; i < listing->seen_count; i++) {
        const struct jx_seen *seen = &listing->seen[i];
        if (!jx_str_eq(seen->code, listing->seen[first].code)) {
            first = i;
            continue;
        }
        struct jx_arg arg = {.kind = JX_ARG_TEXT,
                             .text = jx_str_of(listing->seen[first].source)};
        struct jx_finding finding = {
            .code = "duplicate-record",
            .severity = severity,
            .item = JX_INDEX_NONE,
            .message = {.format = jx_str_of(N_("the same code was seen before, at %s")),
                        .args = &arg,
                        .arg_count = 1,
                        .translate = true}};
        count_finding(listing, &finding);
        struct jx_listed listed = {copy_finding(listing, &finding), seen->code,
                                   seen->name, seen->source};
        list_finding(listing, &listed);
    }
}

static int worst_first(const void *a, const void *b)
{
    const struct jx_listed *x = *(const struct jx_listed *const *)a;
    const struct jx_listed *y = *(const struct jx_listed *const *)b;
    const struct jx_finding *f = x->finding, *g = y->finding;
    if (f->severity != g->severity)
        return g->severity - f->severity;
    int points = jx_dec_cmp(jx_dec_abs(g->points), jx_dec_abs(f->points));
    return points ? points : (x > y) - (x < y); /* addresses of one array: input order */
}

static void sort_list(struct jx_listing *listing)
{
    const struct jx_listed **order =
        jx_arena_array(&listing->arena, listing->count, sizeof *order);
    struct jx_listed *sorted =
        jx_arena_array(&listing->arena, listing->count, sizeof *sorted);
    if (!order || !sorted) {
        listing->failed = true;
        return;
    }
    for (size_t i = 0; i < listing->count; i++)
        order[i] = &listing->list[i];
    if (listing->count)
        qsort(order, listing->count, sizeof *order, worst_first);
    for (size_t i = 0; i < listing->count; i++)
        sorted[i] = *order[i];
    listing->list = sorted;
}

static int by_severity(const void *a, const void *b)
{
    const struct jx_count *x = a, *y = b;
    if (x->severity != y->severity)
        return y->severity - x->severity;
    return strcmp(x->code, y->code);
}

static const char *title_of(const struct jx_pack *pack, size_t index)
{
    if (index == jx_finding_code_count)
        return _("findings of the pack's own rules");
    const struct jx_finding_code *known = &jx_finding_codes[index];
    for (size_t i = 0; pack && i < pack->policy_count; i++)
        if (strcmp(pack->policies[i].code, known->code) == 0 && pack->policies[i].title &&
            *pack->policies[i].title)
            return pack->policies[i].title;
    return _(known->title);
}

static void count_codes(struct jx_listing *listing, const struct jx_pack *pack)
{
    struct jx_count *codes =
        jx_arena_array(&listing->arena, jx_finding_code_count + 1, sizeof *codes);
    size_t n = 0;
    for (size_t i = 0; codes && i <= jx_finding_code_count; i++) {
        if (!listing->code_counts[i])
            continue;
        const char *code = i < jx_finding_code_count ? jx_finding_codes[i].code : "";
        codes[n++] = (struct jx_count){
            code, title_of(pack, i), *code ? jx_finding_severity(pack, code) : JX_WARNING,
            listing->code_counts[i]};
    }
    if (!codes) {
        listing->failed = true;
        return;
    }
    qsort(codes, n, sizeof *codes, by_severity);
    listing->summary.codes = codes;
    listing->summary.code_count = n;
}

void jx_listing_finish(struct jx_listing *listing, const struct jx_pack *pack)
{
    if (listing->failed)
        return;
    find_duplicates(listing, pack);
    sort_list(listing);
    count_codes(listing, pack);
}
