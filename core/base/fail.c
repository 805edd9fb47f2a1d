/* fail.c: formatting of errors and faults. Nothing here prints. */
#include "fail.h"

#include "lang.h"
#include "utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void fill(struct jx_error *err, enum jx_error_kind kind, const char *path,
                 int line, const char *format, va_list args)
{
    if (!err)
        return;
    err->kind = kind;
    err->line = line;
    snprintf(err->path, sizeof err->path, "%s", path ? path : "");
    vsnprintf(err->text, sizeof err->text, format, args);
    err->path[jx_utf8_cut(err->path, strlen(err->path))] = '\0';
    err->text[jx_utf8_cut(err->text, strlen(err->text))] = '\0';
}

bool jx_fail(struct jx_error *err, const char *path, int line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fill(err, JX_ERR_INPUT, path, line, format, args);
    va_end(args);
    return false;
}

bool jx_fail_kind(struct jx_error *err, enum jx_error_kind kind, const char *path,
                  int line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fill(err, kind, path, line, format, args);
    va_end(args);
    return false;
}

bool jx_fail_memory(struct jx_error *err, const char *path)
{
    return jx_fail_kind(err, JX_ERR_SYSTEM, path, 0, "%s", _("out of memory"));
}

void jx_error_print(const struct jx_error *err, char *out, size_t size)
{
    if (err->path[0] && err->line > 0)
        snprintf(out, size, "%s:%d: %s", err->path, err->line, err->text);
    else if (err->path[0])
        snprintf(out, size, "%s: %s", err->path, err->text);
    else
        snprintf(out, size, "%s", err->text);
    jx_utf8_tame(out, false);
}

static const char *keep(struct jx_faults *faults, const char *text)
{
    const char *copy = text ? jx_arena_copy(faults->arena, text, strlen(text)) : "";
    faults->lost |= !copy;
    return copy ? copy : "";
}

void jx_fault_add(struct jx_faults *faults, bool warning, const char *path, int line,
                  const char *at, const char *hint, const char *format, ...)
{
    if (warning && faults->errors_only)
        return;
    if (!warning)
        faults->errors++;
    struct jx_fault *grown = jx_arena_grow(faults->arena, faults->list, faults->count,
                                           &faults->capacity, sizeof *grown);
    if (!grown) { /* a pack with a lost fault is refused, whatever the fault was */
        faults->errors += warning;
        faults->lost = true;
        return;
    }
    faults->list = grown;
    char text[768];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    text[jx_utf8_cut(text, strlen(text))] = '\0';
    faults->list[faults->count++] = (struct jx_fault){
        .path = keep(faults, path),
        .at = keep(faults, at),
        .text = keep(faults, text),
        .hint = keep(faults, hint),
        .line = line,
        .warning = warning,
    };
}
