/* certificate.h: what a run scored, from which bytes, by which packs and engine: one small
 * JSON text that can be signed, and that the same run, made again, prints again.
 *
 * Figures only: words of messages and reasons follow the language and are left out. The
 * digest of a document is the SHA-256 of its bytes, as sha256sum prints it; that of a
 * result covers what was scored, line by line. */
#pragma once

#include "feed.h"
#include "packs.h"
#include "strbuf.h"

#include <sodium.h>

#define JX_CERTIFICATE "jixiao-certificate-1"

/* Filled by one run; starts zeroed. `text` is then the certificate, unsigned. */
struct jx_certificate {
    struct jx_strbuf text, inputs, results;
    crypto_hash_sha256_state hash; /* of the document being read */
    uint64_t document, bytes;
};
void jx_certificate_free(struct jx_certificate *certificate);

/* Appends one result, as certificates list it. Any thread. */
void jx_certificate_result(struct jx_strbuf *out, const struct jx_record *record,
                           const struct jx_result *result);

/* A unit that was scored, and its results; in the order of the input. NULL: nothing is
 * wanted, here and below. */
void jx_certificate_take(struct jx_certificate *certificate, const struct jx_unit *unit,
                         const struct jx_strbuf *results);

/* The end of the run. false: memory ran out somewhere. */
bool jx_certificate_end(struct jx_certificate *certificate,
                        const struct jx_options *options, const struct jx_packs *packs,
                        struct jx_error *err);

/* Writes a certificate, whole or not at all; signed when `key` is not NULL. */
struct jx_key;
bool jx_certificate_write(const struct jx_certificate *certificate, const char *path,
                          const struct jx_key *key, struct jx_error *err);

/* What is signed: the same for every way to write the same JSON. */
struct jx_json;
void jx_certificate_claim(const struct jx_json *certificate, struct jx_strbuf *out);

/* Is the file a certificate? */
bool jx_certificate_is(const char *path);
/* jixiao verify of one: scores again by its settings; prints what differs and who signed
 * it. Returns the exit code. */
int jx_certificate_verify(struct jx_app *app, const struct jx_options *options);
