/* flat.c: findings to bytes and back. The bytes never leave the process but for its
 * temporary file, so structures go in as they are and texts behind them. */
#include "flat.h"

#include <string.h>

static void put_str(struct jx_strbuf *out, struct jx_str text)
{
    uint32_t n = (uint32_t)text.n;
    jx_strbuf_add(out, (const char *)&n, sizeof n);
    jx_strbuf_add(out, text.p, n);
    jx_strbuf_add(out, "", 1); /* so that it can be read as a C string, too */
}

static void put_why(struct jx_strbuf *out, const struct jx_why *why)
{
    size_t count = why->arg_count < JX_FLAT_ARGS ? why->arg_count : JX_FLAT_ARGS;
    put_str(out, why->format);
    for (size_t i = 0; i < count; i++) {
        jx_strbuf_add(out, (const char *)&why->args[i], sizeof why->args[i]);
        if (why->args[i].kind == JX_ARG_TEXT)
            put_str(out, why->args[i].text);
    }
}

void jx_flat_put(struct jx_strbuf *out, const struct jx_finding *finding,
                 struct jx_str code, struct jx_str name, const char *source)
{
    jx_strbuf_add(out, (const char *)finding, sizeof *finding);
    put_str(out, jx_str_of(finding->code));
    put_str(out, jx_str_of(finding->id));
    put_str(out, finding->name);
    put_str(out, finding->claimed.text);
    put_str(out, finding->where);
    put_why(out, &finding->message);
    put_why(out, &finding->because);
    put_str(out, code);
    put_str(out, name);
    put_str(out, jx_str_of(source));
}

const struct jx_finding *jx_flat_head(const void *flat)
{
    return flat;
}

static struct jx_str get_str(const char **at)
{
    uint32_t n;
    memcpy(&n, *at, sizeof n);
    struct jx_str text = {*at + sizeof n, n};
    *at += sizeof n + n + 1;
    return text;
}

static void get_why(const char **at, struct jx_why *why, struct jx_arg *args)
{
    size_t count = why->arg_count < JX_FLAT_ARGS ? why->arg_count : JX_FLAT_ARGS;
    why->format = get_str(at);
    why->args = args;
    why->arg_count = (uint8_t)count;
    for (size_t i = 0; i < count; i++) {
        memcpy(&args[i], *at, sizeof args[i]);
        *at += sizeof args[i];
        if (args[i].kind == JX_ARG_TEXT)
            args[i].text = get_str(at);
    }
}

void jx_flat_get(const void *bytes, struct jx_flat *out)
{
    const char *at = bytes;
    struct jx_finding *finding = &out->finding;
    memcpy(finding, at, sizeof *finding);
    at += sizeof *finding;
    finding->code = get_str(&at).p;
    struct jx_str id = get_str(&at);
    finding->id = finding->id ? id.p : NULL;
    finding->name = get_str(&at);
    finding->claimed.text = get_str(&at);
    finding->where = get_str(&at);
    get_why(&at, &finding->message, out->args);
    get_why(&at, &finding->because, out->args + JX_FLAT_ARGS);
    out->listed.finding = finding;
    out->listed.code = get_str(&at);
    out->listed.name = get_str(&at);
    out->listed.source = get_str(&at).p;
}
