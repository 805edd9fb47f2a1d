/* certificate.c: makes certificates of runs. Comparing one with a run made again is
 * certificate_verify.c's business; nothing is scored here. */
#include "certificate.h"

#include "decimal.h"
#include "json.h"
#include "key.h"
#include "lang.h"
#include "os_file.h"
#include "version.h"

#include <inttypes.h>
#include <string.h>

void jx_certificate_free(struct jx_certificate *certificate)
{
    jx_strbuf_free(&certificate->text);
    jx_strbuf_free(&certificate->inputs);
    jx_strbuf_free(&certificate->results);
}

/* ---- one result ---- */

static void put_text(struct jx_strbuf *out, const char *key, struct jx_str text)
{
    jx_strbuf_format(out, "%s ", key);
    jx_strbuf_json(out, text.n ? text.p : "", text.n);
    jx_strbuf_putc(out, '\n');
}

static void put_word(struct jx_strbuf *out, const char *key, const char *word)
{
    put_text(out, key, jx_str_of(word ? word : ""));
}

static void put_points(struct jx_strbuf *out, const char *key, bool known,
                       struct jx_dec points)
{
    char digits[64] = "null";
    if (known)
        jx_dec_print(points, digits);
    jx_strbuf_format(out, "%s %s\n", key, digits);
}

static void put_lines(struct jx_strbuf *out, const struct jx_line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        jx_strbuf_format(out, "line %d\n", lines[i].line);
        jx_strbuf_format(out, "verb %d\n", lines[i].verb);
        put_word(out, "file", lines[i].file);
        put_points(out, "points", true, lines[i].points);
    }
}

static void put_item(struct jx_strbuf *out, const struct jx_item *item)
{
    jx_strbuf_format(out, "item %" PRId32 "\n", item->index);
    put_word(out, "id", item->id);
    put_text(out, "name", item->name);
    put_text(out, "level1", item->level1);
    put_text(out, "level2", item->level2);
    put_points(out, "weight", item->has_weight, item->weight);
    put_points(out, "start", true, item->start);
    put_points(out, "score", item->scored, item->score);
    put_text(out, "reported", item->reported.text);
    put_word(out, "rule", item->rule);
    put_word(out, "clause", item->clause);
    put_lines(out, item->lines, item->line_count);
}

static void put_finding(struct jx_strbuf *out, const struct jx_finding *finding)
{
    put_word(out, "finding", finding->code);
    jx_strbuf_format(out, "severity %d\n", finding->severity);
    jx_strbuf_format(out, "item %" PRId32 "\n", finding->item);
    put_word(out, "id", finding->id);
    put_text(out, "claimed", finding->claimed.text);
    put_points(out, "computed", finding->has_computed, finding->computed);
    put_points(out, "points", finding->has_points, finding->points);
}

/* Everything that was scored, one thing a line. */
static void put_result(struct jx_strbuf *out, const struct jx_result *result)
{
    put_points(out, "total", result->has_total, result->total);
    put_word(out, "grade", result->grade);
    put_word(out, "weights", result->weights);
    put_points(out, "claimed", result->has_claimed_total, result->claimed_total);
    for (size_t i = 0; i < result->group_count; i++) {
        put_text(out, "group", result->groups[i].level1);
        put_points(out, "weight", true, result->groups[i].weight);
        put_points(out, "score", result->groups[i].scored, result->groups[i].score);
    }
    for (size_t i = 0; i < result->item_count; i++)
        put_item(out, &result->items[i]);
    put_lines(out, result->adjustments, result->adjustment_count);
    for (size_t i = 0; i < result->finding_count; i++)
        put_finding(out, &result->findings[i]);
}

static void put_digest(struct jx_strbuf *out, const unsigned char *sum)
{
    char hex[2 * crypto_hash_sha256_BYTES + 1];
    sodium_bin2hex(hex, sizeof hex, sum, crypto_hash_sha256_BYTES);
    jx_strbuf_format(out, "\"sha256\": \"%s\"}", hex);
}

static void member(struct jx_strbuf *out, const char *before, const char *key,
                   struct jx_str text)
{
    jx_strbuf_format(out, "%s\"%s\": ", before, key);
    jx_strbuf_json(out, text.n ? text.p : "", text.n);
}

void jx_certificate_result(struct jx_strbuf *out, const struct jx_record *record,
                           const struct jx_result *result)
{
    unsigned char sum[crypto_hash_sha256_BYTES];
    char total[64] = "null";
    struct jx_strbuf text = {0};
    put_result(&text, result);
    if (result->has_total)
        jx_dec_print(result->total, total);
    if (text.failed) {
        out->failed = true;
    } else {
        crypto_hash_sha256(sum, (const unsigned char *)text.text, text.len);
        member(out, ",\n    {", "code", record->cell[JX_REC_CODE].text);
        member(out, ", ", "name", record->cell[JX_REC_NAME].text);
        jx_strbuf_format(out, ", \"total\": %s", total);
        member(out, ", ", "grade", jx_str_of(result->grade ? result->grade : ""));
        jx_strbuf_puts(out, ", ");
        put_digest(out, sum);
    }
    jx_strbuf_free(&text);
}

/* ---- a run ---- */

static void end_document(struct jx_certificate *c)
{
    unsigned char sum[crypto_hash_sha256_BYTES];
    if (!c->document)
        return;
    crypto_hash_sha256_final(&c->hash, sum);
    jx_strbuf_format(&c->inputs, ", \"bytes\": %" PRIu64 ", ", c->bytes);
    put_digest(&c->inputs, sum);
}

/* Names without their folders, which are others on another machine. */
static void start_document(struct jx_certificate *c, const struct jx_unit *unit)
{
    const char *slash = strrchr(unit->file, '/');
    end_document(c);
    c->document = unit->end.document;
    c->bytes = 0;
    crypto_hash_sha256_init(&c->hash);
    member(&c->inputs, ",\n    {", "file", jx_str_of(slash ? slash + 1 : unit->file));
}

void jx_certificate_take(struct jx_certificate *certificate, const struct jx_unit *unit,
                         const struct jx_strbuf *results)
{
    struct jx_certificate *c = certificate;
    const struct jx_chunk *chunk = &unit->chunk;
    bool bytes = unit->kind != JX_UNIT_TROUBLE;
    if (!c)
        return;
    if (c->document != unit->end.document)
        start_document(c, unit);
    if (bytes && chunk->len)
        crypto_hash_sha256_update(&c->hash, (const unsigned char *)chunk->bytes,
                                  chunk->len);
    c->bytes += bytes ? chunk->len : 0;
    c->results.failed |= results->failed;
    jx_strbuf_add(&c->results, results->text, results->len);
}

static void put_list(struct jx_strbuf *out, const char *key,
                     const struct jx_strbuf *elements)
{
    jx_strbuf_format(out, ",\n  \"%s\": [", key);
    if (elements->len) /* without the first comma */
        jx_strbuf_add(out, elements->text + 1, elements->len - 1);
    jx_strbuf_puts(out, "\n  ]");
    out->failed |= elements->failed;
}

/* What one must say to get the same results again. */
static void put_settings(struct jx_strbuf *out, const struct jx_options *options,
                         const struct jx_packs *packs)
{
    const struct jx_pack *pack = options->pack ? jx_packs_only(packs) : NULL;
    const char *names[] = {"from", "region", "year", "weights", "record"};
    const char *given[] = {options->from, options->region, options->year,
                           options->weights, options->record};
    const char *before = "";
    jx_strbuf_puts(out, ",\n  \"settings\": {");
    if (pack) {
        jx_strbuf_format(out, "\"pack\": \"%s@%s\"", pack->name, pack->version);
        before = ", ";
    }
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        if (!given[i])
            continue;
        member(out, before, names[i], jx_str_of(given[i]));
        before = ", ";
    }
    jx_strbuf_putc(out, '}');
}

static void put_packs(struct jx_strbuf *out, const struct jx_packs *packs)
{
    struct jx_strbuf list = {0};
    const struct jx_pack *pack;
    for (size_t i = 0; (pack = jx_packs_used(packs, i)); i++) {
        member(&list, ",\n    {", "name", jx_str_of(pack->name));
        member(&list, ", ", "version", jx_str_of(pack->version));
        member(&list, ", ", "digest", jx_str_of(pack->digest));
        jx_strbuf_format(&list, ", \"unsigned\": %s}",
                         pack->is_unsigned ? "true" : "false");
    }
    put_list(out, "packs", &list);
    jx_strbuf_free(&list);
}

bool jx_certificate_end(struct jx_certificate *certificate,
                        const struct jx_options *options, const struct jx_packs *packs,
                        struct jx_error *err)
{
    if (!certificate)
        return true;
    struct jx_strbuf *out = &certificate->text;
    end_document(certificate);
    jx_strbuf_puts(out, "{\n  \"engine\": \"" JX_VERSION "\"");
    put_settings(out, options, packs);
    put_packs(out, packs);
    put_list(out, "inputs", &certificate->inputs);
    put_list(out, "results", &certificate->results);
    jx_strbuf_puts(out, "\n}");
    return !out->failed || jx_fail_memory(err, NULL);
}

/* ---- the file ---- */

static bool print(const struct jx_certificate *certificate, const struct jx_key *key,
                  struct jx_strbuf *out, struct jx_error *err)
{
    const struct jx_strbuf *text = &certificate->text;
    struct jx_arena arena = jx_arena_new(0);
    struct jx_signature signature;
    struct jx_strbuf claim = {0};
    const struct jx_json *root = jx_json_parse(
        &arena, (struct jx_str){text->text, text->len}, JX_CERTIFICATE, 1, err);
    bool ok = root != NULL;
    jx_strbuf_puts(out, "{\"format\": \"" JX_CERTIFICATE "\",\n\"certificate\": ");
    jx_strbuf_add(out, text->text, text->len);
    if (ok && key) {
        jx_certificate_claim(root, &claim);
        jx_key_sign(key, (struct jx_str){claim.text, claim.len}, &signature);
        jx_strbuf_puts(out, ",\n\"signature\": ");
        jx_signature_print(&signature, out);
        while (out->len && out->text[out->len - 1] == '\n')
            out->len--;
    }
    jx_strbuf_puts(out, "}\n");
    ok = ok && (!(out->failed || claim.failed) || jx_fail_memory(err, NULL));
    jx_strbuf_free(&claim);
    jx_arena_free(&arena);
    return ok;
}

/* Never the text of a manifest or a revocation, which begin otherwise. */
void jx_certificate_claim(const struct jx_json *certificate, struct jx_strbuf *out)
{
    jx_strbuf_puts(out, JX_CERTIFICATE "\n");
    jx_json_print(certificate, out);
}

bool jx_certificate_write(const struct jx_certificate *certificate, const char *path,
                          const struct jx_key *key, struct jx_error *err)
{
    struct jx_os_output output;
    struct jx_strbuf text = {0};
    bool ok = print(certificate, key, &text, err);
    if (ok && (ok = jx_os_output_open(&output, path, err))) {
        ok = jx_os_output_write(&output, text.text, text.len, err);
        ok = jx_os_output_close(&output, ok, err) && ok;
    }
    jx_strbuf_free(&text);
    return ok;
}
