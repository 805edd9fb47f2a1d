/* host.c: the table of functions that plugins call back. */
#include "registry.h"

#include "decimal.h"
#include "digest.h"
#include "lang.h"
#include "ledger.h"
#include "os_temp.h"
#include "utf8.h"

#include <stdio.h>
#include <string.h>

static void *host_alloc(const struct jx_host *host, size_t size)
{
    struct jx_host_ctx *ctx = host->ctx;
    return jx_arena_alloc(ctx->arena, size);
}

/* A message for people; outputs print it, so it must be a text. */
static const char *message(const char *text)
{
    bool sound = text && jx_utf8_valid(text, strlen(text)) == strlen(text);
    return sound ? text : _("(the plugin's message is no UTF-8 text)");
}

static bool host_fail(const struct jx_host *host, const struct jx_at *at,
                      const char *text)
{
    struct jx_host_ctx *ctx = host->ctx;
    return jx_fail(ctx->err, ctx->file, at ? (int)at->line : 0, "%s", message(text));
}

static void host_log(const struct jx_host *host, enum jx_log_level level,
                     const char *text)
{
    struct jx_host_ctx *ctx = host->ctx;
    if (level >= JX_LOG_WARN)
        fprintf(stderr, "%s%s%s\n", ctx->file ? ctx->file : "", ctx->file ? ": " : "",
                message(text));
}

static const char *host_translate(const struct jx_host *host, const char *message)
{
    (void)host;
    return jx_lang_recall(message);
}

static size_t host_render(const struct jx_host *host, const struct jx_why *why, char *out,
                          size_t size)
{
    struct jx_host_ctx *ctx = host->ctx;
    if (!ctx->shown && (ctx->shown = jx_arena_alloc(ctx->arena, sizeof *ctx->shown)))
        ctx->shown->arena = ctx->arena;
    return ctx->shown ? jx_why_show(ctx->shown, why, jx_lang_recall, out, size)
                      : jx_why_render(why, jx_lang_recall, out, size);
}

static size_t host_decimal(const struct jx_host *host, struct jx_dec number, char out[64])
{
    (void)host;
    return jx_dec_print(number, out);
}

static size_t host_columns(const struct jx_host *host, struct jx_str text)
{
    (void)host;
    return jx_utf8_columns(text.p, text.n);
}

static const char *host_scratch(const struct jx_host *host)
{
    struct jx_host_ctx *ctx = host->ctx;
    return jx_os_temp_make(ctx->arena, ctx->err);
}

static void host_digest(const struct jx_host *host, const struct jx_record *record,
                        const struct jx_item *item, char out[17])
{
    (void)host;
    jx_input_digest(record, item, out);
}

static bool host_behind(const struct jx_host *host, const struct jx_document *part,
                        const struct jx_sink *sink)
{
    struct jx_host_ctx *ctx = host->ctx;
    return ctx->behind ? ctx->behind(ctx->owner, part, sink)
                       : host_fail(host, NULL, _("no reader stands behind this one"));
}

struct jx_host jx_host_make(struct jx_host_ctx *ctx)
{
    return (struct jx_host){
        .size = sizeof(struct jx_host),
        .ctx = ctx,
        .alloc = host_alloc,
        .fail = host_fail,
        .log = host_log,
        .translate = host_translate,
        .render = host_render,
        .decimal = host_decimal,
        .columns = host_columns,
        .math = &jx_exact_math,
        .scratch = host_scratch,
        .digest = host_digest,
        .behind = host_behind,
    };
}
