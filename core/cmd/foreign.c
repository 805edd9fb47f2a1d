/* foreign.c: what becomes of documents that no reader reads: converted, or refused by name.
 * What they are is told by core/intake. */
#include "foreign.h"

#include "kind.h"
#include "lang.h"
#include "os_office.h"
#include "pool.h"

#include <stdlib.h>
#include <string.h>

struct jx_office {
    struct jx_os_office *program;
    struct jx_lock *lock;
};

/* Folders, archives and pipes may hold anything. */
static bool may_need_office(const char *input)
{
    struct jx_error ignored = {0};
    struct jx_os_input file = {0};
    char head[8];
    size_t n = 0;
    if (strcmp(input, "-") == 0 || jx_os_is_folder(input))
        return true;
    if (!jx_os_input_size(input)) /* a pipe: whoever opens it takes part in it */
        return jx_os_exists(input);
    if (!jx_os_input_open(&file, input, &ignored))
        return false;
    bool may = false;
    if (jx_os_input_read(&file, head, sizeof head, &n, &ignored)) {
        const struct jx_kind *kind = jx_kind_of(head, n);
        may = kind && kind->what != JX_KIND_REFUSED;
    }
    jx_os_input_close(&file);
    return may;
}

struct jx_office *jx_office_open(const struct jx_options *options)
{
    bool named = options->from && strcmp(options->from, "auto") != 0, wanted = false;
    for (size_t i = 0; !named && i < options->input_count && !wanted; i++)
        wanted = may_need_office(options->inputs[i]);
    struct jx_office *office = wanted ? calloc(1, sizeof *office) : NULL;
    if (!office)
        return NULL;
    office->lock = jx_lock_new();
    office->program = office->lock ? jx_os_office_start() : NULL;
    if (office->program)
        return office;
    jx_office_close(office);
    return NULL;
}

void jx_office_close(struct jx_office *office)
{
    if (!office)
        return;
    jx_os_office_stop(office->program);
    jx_lock_free(office->lock);
    free(office);
}

static void refuse(struct jx_unit *unit, const struct jx_error *why)
{
    unit->kind = JX_UNIT_TROUBLE;
    unit->trouble = *why;
}

/* The file's own name, as a command would give it. */
static const char *own_name(const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash ? slash + 1 : file;
}

static bool convert(struct jx_unit *unit, const struct jx_kind *kind,
                    struct jx_office *office, struct jx_error *err)
{
    struct jx_bytes out = {0};
    struct jx_chunk *chunk = &unit->chunk;
    if (!office)
        return jx_fail(err, NULL, 0,
                       _("%s: LibreOffice reads it, and is not installed here; install "
                         "it, or convert the file with: soffice --headless --convert-to "
                         "%s \"%s\""),
                       _(kind->title), kind->to, own_name(unit->file));
    struct jx_error why = {0};
    jx_lock_take(office->lock);
    bool ok = jx_os_office_convert(office->program, chunk->bytes, chunk->len,
                                   kind->extension, kind->to, &out, &why);
    jx_lock_give(office->lock);
    char *bytes = ok ? realloc(out.p, out.n + JX_CHUNK_PADDING) : NULL;
    if (!bytes) {
        jx_os_release(&out);
        return jx_fail(err, NULL, 0, "%s%s%s", _(kind->title), _(": "),
                       ok ? _("out of memory") : why.text);
    }
    jx_chunk_free(chunk);
    *chunk = (struct jx_chunk){
        .bytes = bytes, .len = out.n, .capacity = out.n, .first_line = 1};
    return true;
}

void jx_foreign_turn(struct jx_unit *unit, const struct jx_registry *registry,
                     struct jx_office *office)
{
    const struct jx_kind *kind = unit->foreign;
    struct jx_error err = {0};
    bool ok = true;
    if (!kind || unit->kind != JX_UNIT_DOCUMENT)
        return;
    if (kind->what == JX_KIND_OLE)
        kind = jx_kind_of_ole(unit->chunk.bytes, unit->chunk.len);
    if (kind->what == JX_KIND_REFUSED)
        ok = jx_fail(&err, NULL, 0, "%s%s%s", _(kind->title), _(": "), _(kind->advice));
    else if (kind->what == JX_KIND_OFFICE)
        ok = convert(unit, kind, office, &err);
    unit->reader = ok ? jx_registry_reader(registry, kind->to) : NULL;
    if (ok && !unit->reader)
        ok = jx_fail(&err, NULL, 0, _("no reader '%s'%s%s"), kind->to, "", "");
    if (!ok)
        refuse(unit, &err);
}
