/* pack_install.c: jixiao pack install: a pack file is judged, checked and tested aside,
 * and appears among the packs whole or not at all. */
#include "pack_file.h"

#include "lang.h"
#include "lock.h"
#include "os_file.h"
#include "os_tree.h"
#include "pack_load.h"
#include "testing.h"

#include <stdio.h>
#include <string.h>

struct install {
    struct jx_app *app;
    const struct jx_options *options;
    const char *path, *store;
    struct jx_arena arena;
    struct jx_packfile file;
    struct jx_verdict verdict;
    char *aside; /* folder being filled; NULL once it is published */
    const char *target;
    struct jx_error err;
};

/* ---- unpacking ---- */

static bool write_file(struct install *in, const char *name, struct jx_str bytes)
{
    const char *path = jx_arena_format(&in->arena, "%s/%s", in->aside, name);
    return path ? jx_os_write_new(path, bytes.p, bytes.n, false, &in->err)
                : jx_fail_memory(&in->err, NULL);
}

static bool make_folder(struct install *in, const char *name)
{
    const char *path = jx_arena_format(&in->arena, "%s/%s", in->aside, name);
    return path ? jx_os_make_folders(path, &in->err) : jx_fail_memory(&in->err, NULL);
}

static bool write_meta(struct install *in)
{
    struct jx_strbuf text = {0};
    bool ok = make_folder(in, "META") &&
              write_file(in, JX_PACKFILE_MANIFEST, in->file.manifest);
    if (ok && in->file.is_signed) {
        jx_signature_print(&in->file.signature, &text);
        ok = text.failed ? jx_fail_memory(&in->err, NULL)
                         : write_file(in, JX_PACKFILE_SIGNATURE,
                                      (struct jx_str){text.text, text.len});
    }
    if (ok && in->verdict.trust != JX_TRUST_GOOD)
        ok = write_file(in, JX_PACK_ALLOWED, jx_str_of("--allow-unsigned\n"));
    jx_strbuf_free(&text);
    return ok;
}

static bool unpack(struct install *in)
{
    in->aside = jx_arena_format(&in->arena, "%s/.incoming-XXXXXX", in->store);
    if (!in->aside)
        return jx_fail_memory(&in->err, NULL);
    if (!jx_os_scratch_folder(in->aside, &in->err)) {
        in->aside = NULL;
        return false;
    }
    bool ok = make_folder(in, "cases");
    for (size_t i = 0; ok && i < in->file.count; i++)
        ok = write_file(in, in->file.entries[i].name, in->file.entries[i].bytes);
    return ok && write_meta(in);
}

/* What an installation left behind that was cut short; the store is held, so nobody is
 * filling it. */
static bool sweep(struct install *in)
{
    const char **names;
    size_t count;
    bool ok = jx_os_list(in->store, &in->arena, &names, &count, &in->err);
    for (size_t i = 0; ok && i < count; i++) {
        if (strncmp(names[i], ".incoming-", 10) != 0)
            continue;
        const char *path = jx_arena_format(&in->arena, "%s/%s", in->store, names[i]);
        ok = path ? jx_os_remove_tree(path, &in->err) : jx_fail_memory(&in->err, NULL);
    }
    return ok;
}

/* ---- checking ---- */

/* Ancestors as they are now stay those of the pack, unless its author pinned others. */
static bool pin(struct install *in, const struct jx_pack *pack)
{
    struct jx_strbuf text = {0};
    const char *path = jx_arena_format(&in->arena, "%s/lock.json", in->aside);
    if (!path)
        return jx_fail_memory(&in->err, NULL);
    if (jx_os_exists(path) || !pack->parent)
        return true;
    jx_lock_write(pack, &text);
    bool ok = text.failed
                  ? jx_fail_memory(&in->err, NULL)
                  : write_file(in, "lock.json", (struct jx_str){text.text, text.len});
    jx_strbuf_free(&text);
    return ok;
}

static bool say_differences(struct install *in, const struct jx_pack *pack)
{
    struct jx_strbuf out = {0};
    if (in->options->quiet || !pack->parent)
        return true;
    int code = jx_pack_show_against(in->app, pack, pack->parent->name, &out);
    return jx_text_out(&out, NULL) == JX_EXIT_DONE && code == JX_EXIT_DONE;
}

static bool check(struct install *in)
{
    struct jx_pack *pack =
        jx_pack_open_as(in->app, in->aside, &(struct jx_pack_wish){.warnings = true});
    if (!pack)
        return jx_fail_kind(&in->err, JX_ERR_PACK, in->path, 0,
                            _("not installed: the pack has the faults above"));
    bool ok = say_differences(in, pack) && pin(in, pack);
    jx_pack_free(pack);
    bool good = ok && jx_test_pack(in->app, in->aside, in->path, in->options->quiet) ==
                          JX_EXIT_DONE;
    fflush(stdout); /* before what is written next to it directly */
    if (ok && !good)
        ok = jx_fail_kind(&in->err, JX_ERR_PACK, in->path, 0,
                          _("not installed: the pack's own cases fail"));
    return ok;
}

/* ---- publishing ---- */

static bool same_file(struct install *in, const char *name, struct jx_str want,
                      bool *same)
{
    struct jx_bytes bytes;
    const char *path = jx_arena_format(&in->arena, "%s/%s", in->target, name);
    *same = false;
    if (!path)
        return jx_fail_memory(&in->err, NULL);
    if (!jx_os_exists(path))
        return true;
    if (!jx_os_read(path, JX_PACKFILE_ENTRY, &bytes, &in->err))
        return false;
    *same = jx_str_eq(want, (struct jx_str){bytes.p, bytes.n});
    jx_os_release(&bytes);
    return true;
}

/* A version stands for one content: whoever cites it in a decision must find it again. */
static bool already(struct install *in, bool *done)
{
    *done = false;
    if (!jx_os_exists(in->target))
        return true;
    if (!same_file(in, JX_PACKFILE_MANIFEST, in->file.manifest, done))
        return false;
    return *done ||
           jx_fail_kind(&in->err, JX_ERR_PACK, in->path, 0,
                        _("another %s %s is installed in %s: give the pack a new "
                          "version, or remove that one first"),
                        in->file.name, in->file.version, in->target);
}

/* A version that was rolled back is wanted again: the copy set aside is in the way no more. */
static bool drop_set_aside(struct install *in)
{
    const char *path = jx_arena_format(&in->arena, "%s/.aside/%s@%s", in->store,
                                       in->file.name, in->file.version);
    if (!path)
        return jx_fail_memory(&in->err, NULL);
    return !jx_os_exists(path) || jx_os_remove_tree(path, &in->err);
}

static bool publish(struct install *in)
{
    if (!jx_os_publish_folder(in->aside, in->target, &in->err))
        return false;
    in->aside = NULL;
    return drop_set_aside(in);
}

static bool install(struct install *in)
{
    bool done;
    if (!jx_pack_file_accept(in->app, in->path, &in->arena, &in->file, &in->verdict,
                             &in->err))
        return false;
    in->target = jx_arena_format(&in->arena, "%s/%s@%s", in->store, in->file.name,
                                 in->file.version);
    if (!in->target)
        return jx_fail_memory(&in->err, NULL);
    if (!already(in, &done))
        return false;
    if (done) {
        printf(_("%s %s is installed already\n"), in->file.name, in->file.version);
        return true;
    }
    if (!sweep(in) || !unpack(in) || !check(in) || !publish(in))
        return false;
    struct jx_strbuf out = {0};
    jx_strbuf_format(&out, _("installed %s %s in %s; "), in->file.name, in->file.version,
                     in->target);
    jx_pack_say_trust(&in->file, &in->verdict, &out);
    jx_strbuf_putc(&out, '\n');
    return jx_text_out(&out, NULL) == JX_EXIT_DONE;
}

static int install_file(struct jx_app *app, const struct jx_options *options,
                        const char *path, const char *store)
{
    struct install in = {.app = app,
                         .options = options,
                         .path = path,
                         .store = store,
                         .arena = jx_arena_new(0)};
    int hold = -1, code = JX_EXIT_DONE;
    if (!jx_os_make_folders(store, &in.err) ||
        !jx_os_hold_folder(store, &hold, &in.err) || !install(&in))
        code = jx_complain(in.err.kind == JX_ERR_PACK ? JX_EXIT_PACK : JX_EXIT_INPUT,
                           &in.err);
    struct jx_error ignored = {0};
    if (in.aside)
        jx_os_remove_tree(in.aside, &ignored);
    jx_os_release_folder(hold);
    jx_arena_free(&in.arena);
    return code;
}

static int run_install(struct jx_app *app, const struct jx_options *options)
{
    const char *store = jx_pack_store(app, options);
    int code = store ? JX_EXIT_DONE : JX_EXIT_INPUT;
    for (size_t i = 0; store && i < options->input_count; i++) {
        int one = install_file(app, options, options->inputs[i], store);
        code = one > code ? one : code;
    }
    return code;
}

const struct jx_command jx_cmd_pack_install = {
    .name = "pack install",
    .arguments = "FILE…",
    .summary = N_("installs pack files, once signature, check and cases are good"),
    .examples = "  jixiao pack install mine-2023.1.0.jxp\n"
                "  jixiao pack install mine-2023.1.0.jxp --system",
    .options = JX_OPT_UNSIGNED | JX_OPT_SYSTEM,
    .least_inputs = 1,
    .run = run_install,
};
