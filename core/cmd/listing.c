/* listing.c: counts and findings of a whole run, sorted. Order never depends on anything
 * but the input. */
#include "listing.h"

#include "flat.h"
#include "lang.h"
#include "record.h"
#include "sorter.h"

#include <stdlib.h>
#include <string.h>

enum { HELD = 4 * 1024 * 1024 }; /* bytes sorted in memory before they are spilt */

struct jx_listing {
    struct jx_arena arena;
    struct jx_tally tally;
    struct jx_sorter *findings, *codes;
    struct jx_count *counts;
};

/* ---- tallies ---- */

/* What is kept: a head, then either a finding or a record's code, name and source. */
struct kept {
    uint32_t len; /* of what follows */
    bool finding;
};

void jx_tally_free(struct jx_tally *tally)
{
    free(tally->code_counts);
    free(tally->own);
    jx_strbuf_free(&tally->kept);
    *tally = (struct jx_tally){0};
}

void jx_tally_clear(struct jx_tally *tally)
{
    struct jx_tally empty = {
        .code_counts = tally->code_counts, .own = tally->own, .kept = tally->kept};
    if (empty.code_counts)
        memset(empty.code_counts, 0,
               (jx_finding_code_count + 1) * sizeof *empty.code_counts);
    jx_strbuf_clear(&empty.kept);
    *tally = empty;
}

static bool ready(struct jx_tally *tally)
{
    if (!tally->code_counts)
        tally->code_counts =
            calloc(jx_finding_code_count + 1, sizeof *tally->code_counts);
    if (!tally->own)
        tally->own = calloc(JX_OWN_CODES, sizeof *tally->own);
    tally->failed |= !tally->code_counts || !tally->own;
    return !tally->failed;
}

static void count_own(struct jx_tally *tally, const char *code, uint8_t severity,
                      uint64_t count)
{
    size_t i = 0;
    while (i < tally->own_count && strcmp(tally->own[i].code, code) != 0)
        i++;
    if (i == JX_OWN_CODES || strlen(code) >= sizeof tally->own[i].code) {
        tally->code_counts[jx_finding_code_count] += count;
        return;
    }
    if (i == tally->own_count) {
        tally->own_count++;
        tally->own[i] = (struct jx_own_count){.severity = severity};
        strcpy(tally->own[i].code, code);
    }
    tally->own[i].count += count;
}

static void count_finding(struct jx_tally *tally, const struct jx_finding *finding)
{
    const struct jx_finding_code *known = jx_finding_code_find(finding->code);
    if (known)
        tally->code_counts[known - jx_finding_codes]++;
    else
        count_own(tally, finding->code, finding->severity, 1);
    tally->errors += finding->severity == JX_ERROR;
    tally->warnings += finding->severity == JX_WARNING;
}

/* Begins something to be kept; returns where its head stands. */
static size_t keep_begin(struct jx_tally *tally, bool finding)
{
    struct kept head = {.finding = finding};
    size_t at = tally->kept.len;
    jx_strbuf_add(&tally->kept, (const char *)&head, sizeof head);
    return at;
}

static void keep_end(struct jx_tally *tally, size_t at)
{
    if (tally->kept.failed) {
        tally->failed = true;
        return;
    }
    uint32_t len = (uint32_t)(tally->kept.len - at - sizeof(struct kept));
    memcpy(tally->kept.text + at + offsetof(struct kept, len), &len, sizeof len);
}

static void keep_finding(struct jx_tally *tally, const struct jx_finding *finding,
                         const struct jx_record *record, const char *source)
{
    size_t at = keep_begin(tally, true);
    jx_flat_put(&tally->kept, finding, record->cell[JX_REC_CODE].text,
                record->cell[JX_REC_NAME].text, source);
    keep_end(tally, at);
}

/* A record's code, to find others that have it: as a finding that is yet to be. */
static void keep_code(struct jx_tally *tally, const struct jx_record *record)
{
    char source[512];
    if (!record->cell[JX_REC_CODE].text.n)
        return;
    jx_source_print(record, record->cell[JX_REC_CODE].at, source, sizeof source);
    struct jx_finding none = {.code = "duplicate-record", .item = JX_INDEX_NONE};
    size_t at = keep_begin(tally, false);
    jx_flat_put(&tally->kept, &none, record->cell[JX_REC_CODE].text,
                record->cell[JX_REC_NAME].text, source);
    keep_end(tally, at);
}

void jx_tally_add(struct jx_tally *tally, const struct jx_record *record,
                  const struct jx_result *result, const struct jx_compared *compared,
                  bool keep)
{
    struct jx_summary *summary = &tally->summary;
    if (!ready(tally))
        return;
    summary->records++;
    summary->items += compared->items;
    summary->compared += compared->compared;
    summary->agreed += compared->agreed;
    summary->total_compared += compared->total_compared;
    summary->total_agreed += compared->total_agreed;
    summary->totals_blank += compared->total_blank;
    summary->fallback += result->fallback;
    summary->reviewed += result->review ? result->review->item_count : 0;
    summary->waived += result->review ? result->review->waived_count : 0;
    for (size_t i = 0; i < result->finding_count; i++)
        count_finding(tally, &result->findings[i]);
    if (!keep)
        return;
    keep_code(tally, record);
    for (size_t i = 0; i < result->finding_count; i++) {
        char source[512];
        jx_source_print(record, result->findings[i].at, source, sizeof source);
        keep_finding(tally, &result->findings[i], record, source);
    }
}

/* ---- the whole run ---- */

static int worst_first(const void *a, const void *b)
{
    const struct jx_finding *f = jx_flat_head(a), *g = jx_flat_head(b);
    if (f->severity != g->severity)
        return g->severity - f->severity;
    return jx_dec_cmp(jx_dec_abs(g->points), jx_dec_abs(f->points));
}

static int by_code(const void *a, const void *b)
{
    struct jx_flat x, y;
    jx_flat_get(a, &x);
    jx_flat_get(b, &y);
    return jx_str_cmp(x.listed.code, y.listed.code);
}

struct jx_listing *jx_listing_open(void)
{
    struct jx_listing *listing = calloc(1, sizeof *listing);
    if (!listing)
        return NULL;
    listing->arena = jx_arena_new(0);
    listing->findings = jx_sorter_open(worst_first, HELD);
    listing->codes = jx_sorter_open(by_code, HELD);
    listing->tally.summary.size = sizeof listing->tally.summary;
    if (ready(&listing->tally) && listing->findings && listing->codes)
        return listing;
    jx_listing_close(listing);
    return NULL;
}

void jx_listing_close(struct jx_listing *listing)
{
    if (!listing)
        return;
    jx_sorter_close(listing->findings);
    jx_sorter_close(listing->codes);
    jx_tally_free(&listing->tally);
    jx_arena_free(&listing->arena);
    free(listing);
}

struct jx_tally *jx_listing_tally(struct jx_listing *listing)
{
    return &listing->tally;
}

static void add_counts(struct jx_tally *to, const struct jx_tally *from)
{
    to->summary.records += from->summary.records;
    to->summary.unreadable += from->summary.unreadable;
    to->summary.items += from->summary.items;
    to->summary.compared += from->summary.compared;
    to->summary.agreed += from->summary.agreed;
    to->summary.total_compared += from->summary.total_compared;
    to->summary.total_agreed += from->summary.total_agreed;
    to->summary.totals_blank += from->summary.totals_blank;
    to->summary.fallback += from->summary.fallback;
    to->summary.reviewed += from->summary.reviewed;
    to->summary.waived += from->summary.waived;
    to->errors += from->errors;
    to->warnings += from->warnings;
    for (size_t i = 0; from->code_counts && i <= jx_finding_code_count; i++)
        to->code_counts[i] += from->code_counts[i];
    for (size_t i = 0; i < from->own_count; i++)
        count_own(to, from->own[i].code, from->own[i].severity, from->own[i].count);
}

bool jx_listing_take(struct jx_listing *listing, const struct jx_tally *tally,
                     struct jx_error *err)
{
    if (tally->failed)
        return jx_fail_memory(err, NULL);
    add_counts(&listing->tally, tally);
    for (size_t at = 0; at < tally->kept.len;) {
        struct kept head;
        memcpy(&head, tally->kept.text + at, sizeof head);
        at += sizeof head;
        if (!jx_sorter_add(head.finding ? listing->findings : listing->codes,
                           tally->kept.text + at, head.len, err))
            return false;
        at += head.len;
    }
    return true;
}

/* ---- the same code twice ---- */

/* The first record of the code that is being gone through. */
struct first {
    struct jx_strbuf code, source;
    bool any;
};

static bool add_duplicate(struct jx_listing *listing, const struct first *first,
                          const struct jx_listed *again, uint8_t severity,
                          struct jx_error *err)
{
    struct jx_arg arg = {.kind = JX_ARG_TEXT, .text = jx_str_of(first->source.text)};
    struct jx_finding finding = {
        .code = "duplicate-record",
        .severity = severity,
        .item = JX_INDEX_NONE,
        .message = {.format = jx_str_of(N_("the same code was seen before, at %s")),
                    .args = &arg,
                    .arg_count = 1,
                    .translate = true}};
    struct jx_strbuf flat = {0};
    count_finding(&listing->tally, &finding);
    jx_flat_put(&flat, &finding, again->code, again->name, again->source);
    bool ok = !flat.failed && jx_sorter_add(listing->findings, flat.text, flat.len, err);
    jx_strbuf_free(&flat);
    return ok;
}

static bool go_through(struct jx_listing *listing, struct first *first, uint8_t severity,
                       struct jx_error *err)
{
    const void *entry;
    size_t len;
    while (jx_sorter_next(listing->codes, &entry, &len, err)) {
        struct jx_flat flat;
        jx_flat_get(entry, &flat);
        struct jx_str known = {first->code.text, first->code.len};
        if (first->any && jx_str_eq(flat.listed.code, known)) {
            if (!add_duplicate(listing, first, &flat.listed, severity, err))
                return false;
            continue;
        }
        first->any = true;
        jx_strbuf_clear(&first->code);
        jx_strbuf_clear(&first->source);
        jx_strbuf_add(&first->code, flat.listed.code.p, flat.listed.code.n);
        jx_strbuf_puts(&first->source, flat.listed.source);
        if (first->code.failed || first->source.failed)
            return jx_fail_memory(err, NULL);
    }
    return !err->text[0];
}

static bool find_duplicates(struct jx_listing *listing, const struct jx_pack *pack,
                            struct jx_error *err)
{
    uint8_t severity = jx_finding_severity(pack, "duplicate-record");
    if (severity == JX_SEVERITY_OFF)
        return true;
    struct first first = {0};
    bool ok =
        jx_sorter_sort(listing->codes, err) && go_through(listing, &first, severity, err);
    jx_strbuf_free(&first.code);
    jx_strbuf_free(&first.source);
    return ok;
}

/* ---- the summary ---- */

static int by_severity(const void *a, const void *b)
{
    const struct jx_count *x = a, *y = b;
    if (x->severity != y->severity)
        return y->severity - x->severity;
    return strcmp(x->code, y->code);
}

static bool count_codes(struct jx_listing *listing, const struct jx_packs *packs)
{
    const struct jx_pack *pack = jx_packs_only(packs);
    const struct jx_tally *tally = &listing->tally;
    const char *others = N_("findings of the pack's own rules");
    struct jx_count *codes = jx_arena_array(
        &listing->arena, jx_finding_code_count + tally->own_count + 1, sizeof *codes);
    size_t n = 0;
    for (size_t i = 0; codes && i < jx_finding_code_count; i++) {
        const struct jx_finding_code *known = &jx_finding_codes[i];
        if (tally->code_counts[i])
            codes[n++] = (struct jx_count){
                known->code, jx_finding_title(pack, known->code, ""),
                jx_finding_severity(pack, known->code), tally->code_counts[i]};
    }
    for (size_t i = 0; codes && i < tally->own_count; i++) {
        const struct jx_own_count *own = &tally->own[i];
        const char *title = jx_packs_title(packs, own->code);
        codes[n++] = (struct jx_count){own->code, title ? title : _(others),
                                       own->severity, own->count};
    }
    if (!codes)
        return false;
    if (tally->code_counts[jx_finding_code_count])
        codes[n++] = (struct jx_count){"", _(others), JX_WARNING,
                                       tally->code_counts[jx_finding_code_count]};
    qsort(codes, n, sizeof *codes, by_severity);
    listing->tally.summary.codes = codes;
    listing->tally.summary.code_count = n;
    return true;
}

bool jx_listing_finish(struct jx_listing *listing, const struct jx_packs *packs,
                       struct jx_error *err)
{
    const struct jx_pack *pack = jx_packs_only(packs);
    if (pack) {
        listing->tally.summary.pack_name = pack->name;
        listing->tally.summary.pack_version = pack->version;
        listing->tally.summary.pack_unsigned = pack->is_unsigned;
    }
    return find_duplicates(listing, pack, err) &&
           (count_codes(listing, packs) || jx_fail_memory(err, NULL));
}

bool jx_listing_sort(struct jx_listing *listing, struct jx_error *err)
{
    return jx_sorter_sort(listing->findings, err);
}

bool jx_listing_next(struct jx_listing *listing, const void **entry, size_t *len,
                     struct jx_error *err)
{
    return jx_sorter_next(listing->findings, entry, len, err);
}
