/* template.c: jixiao template: a form of a pack, blank, for offices to fill in. The writer
 * draws it; nothing is read or scored. */
#include "run.h"

#include "blank.h"
#include "guard.h"
#include "lang.h"
#include "os_file.h"
#include "packs.h"
#include "pack_load.h"
#include "recognise.h"
#include "strbuf.h"

#include <stdio.h>
#include <string.h>

/* The output of one blank form. */
struct sheet {
    struct jx_os_output file;
    struct jx_error *err;
    const struct jx_writer *writer;
};

static bool write_bytes(const struct jx_output *output, const char *bytes, size_t len)
{
    struct sheet *sheet = output->ctx;
    return jx_guard_bytes(sheet->writer, bytes, len, sheet->err) &&
           jx_os_output_write(&sheet->file, bytes, len, sheet->err);
}

static const struct jx_form_spec *find_form(struct jx_app *app,
                                            const struct jx_pack *pack, const char *form,
                                            struct jx_error *err)
{
    const char **names = jx_arena_array(&app->arena, pack->form_count + 1, sizeof *names);
    size_t n = 0;
    for (size_t i = 0; names && i < pack->form_count; i++) {
        const struct jx_form_spec *spec = &pack->forms[i];
        if (form ? strcmp(spec->id, form) == 0 : jx_form_has_blank(pack, spec)) {
            if (jx_form_has_blank(pack, spec))
                return spec;
            jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                         _("form '%s' has no blank table: give it \"blank\" with "
                           "\"groups\" in forms.json"),
                         form);
            return NULL;
        }
        names[n++] = spec->id;
    }
    const char *near = names && form ? jx_nearest(form, names) : NULL;
    if (!form)
        jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                     _("no form of pack '%s' has a blank table"), pack->name);
    else
        jx_fail_kind(err, JX_ERR_USAGE, NULL, 0, _("pack '%s' has no form '%s'%s%s"),
                     pack->name, form, near ? _(": did you mean ") : "",
                     near ? near : "");
    return NULL;
}

static const struct jx_writer *
find_writer(struct jx_app *app, const struct jx_options *options, struct jx_error *err)
{
    const char *to = options->to ? options->to : "xlsx";
    const struct jx_writer *writer = jx_registry_writer(&app->registry, to);
    bool blank = writer && JX_HAS(writer, blank) && writer->blank;
    if (blank)
        return jx_writer_fits(writer, options, err) ? writer : NULL;
    jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                 _("format '%s' cannot write blank forms: --to xlsx can"), to);
    return NULL;
}

static struct jx_str year_of(struct jx_app *app, const struct jx_pack *pack,
                             const struct jx_options *options)
{
    if (options->year)
        return jx_str_of(options->year);
    bool one = pack->year_from && pack->year_from == pack->year_to;
    const char *year = one ? jx_arena_format(&app->arena, "%d", pack->year_from) : NULL;
    return year ? jx_str_of(year) : (struct jx_str){0};
}

static bool draw(struct jx_app *app, const struct jx_writer *writer,
                 const struct jx_face *face, const struct jx_record *record,
                 struct sheet *sheet)
{
    struct jx_host_ctx ctx = {&app->arena, sheet->err, NULL};
    struct jx_host host = jx_host_make(&ctx);
    struct jx_output output = {.size = sizeof output,
                               .ctx = sheet,
                               .write = write_bytes,
                               .task = JX_TASK_TEMPLATE};
    sheet->writer = writer;
    void *self = writer->open(&host, &output);
    bool ok = self && writer->blank(self, face, record);
    if (self)
        ok = writer->close(self, NULL, ok) && ok;
    if (!ok && !sheet->err->text[0])
        jx_fail_memory(sheet->err, NULL);
    return ok;
}

static bool write_form(struct jx_app *app, const struct jx_options *options,
                       const struct jx_pack *pack, struct jx_error *err)
{
    struct sheet sheet = {.file = {.fd = -1}, .err = err};
    const struct jx_writer *writer = find_writer(app, options, err);
    const struct jx_form_spec *spec =
        writer ? find_form(app, pack, options->form, err) : NULL;
    if (!spec)
        return false;
    struct jx_face face;
    const struct jx_record *record =
        jx_form_blank(pack, spec, year_of(app, pack, options), &face, &app->arena);
    if (!record)
        return jx_fail_memory(err, NULL);
    if (!jx_os_output_open(&sheet.file, options->output, err))
        return false;
    bool ok = draw(app, writer, &face, record, &sheet);
    return jx_os_output_close(&sheet.file, ok, err) && ok;
}

static int run_template(struct jx_app *app, const struct jx_options *options)
{
    struct jx_error err = {0};
    if (!options->pack) {
        jx_fail(&err, NULL, 0, _("template needs --pack: whose form is it?"));
        return jx_complain(JX_EXIT_USAGE, &err);
    }
    struct jx_pack *pack = jx_pack_open(app, options->pack);
    if (!pack)
        return JX_EXIT_PACK;
    int code = JX_EXIT_DONE;
    if (!write_form(app, options, pack, &err))
        code =
            jx_complain(err.kind == JX_ERR_USAGE ? JX_EXIT_USAGE : JX_EXIT_INPUT, &err);
    jx_pack_free(pack);
    return code;
}

const struct jx_command jx_cmd_template = {
    .name = "template",
    .arguments = "",
    .summary = N_("writes the blank form of a pack, to be filled in"),
    .examples = "  jixiao template --pack national --output form.xlsx\n"
                "  jixiao template --pack national --form department-self-evaluation "
                "--year 2024 --output form.xlsx",
    .options = JX_OPT_PACK | JX_OPT_FORM | JX_OPT_TO | JX_OPT_OUTPUT,
    .run = run_template,
};
