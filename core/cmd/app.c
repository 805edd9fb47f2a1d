/* app.c: the command table and the bundled plugins. */
#include "cmd.h"
#include "complete.h"

#include "json.h"
#include "lang.h"
#include "os_file.h"
#include "os_signal.h"
#include "os_stream.h"
#include "record_json.h"
#include "strbuf.h"
#include "version.h"

#include <stdio.h>
#include <string.h>

extern const struct jx_plugin jx_plugin_text, jx_plugin_json, jx_plugin_report,
    jx_plugin_methods, jx_plugin_docx, jx_plugin_xlsx, jx_plugin_csv, jx_plugin_html,
    jx_plugin_workbook, jx_plugin_csvout, jx_plugin_word, jx_plugin_simdjson;

/* The JSON readers belong to the core, for records are its own form; they are listed like
 * any other plugin. */
static const struct jx_reader *const record_readers[] = {&jx_json_reader,
                                                         &jx_ndjson_reader, NULL};
static const struct jx_plugin record_plugin = {
    JX_ABI, sizeof(struct jx_plugin), "records", JX_VERSION, record_readers, NULL, NULL};

static const struct jx_plugin *const bundled[] = {
#ifdef JX_HAVE_SIMDJSON
    &jx_plugin_simdjson, /* before the reader that stands behind it */
#endif
    &record_plugin,
    &jx_plugin_text,
    &jx_plugin_json,
    &jx_plugin_report,
    &jx_plugin_methods,
    &jx_plugin_docx,
    &jx_plugin_xlsx,
    &jx_plugin_csv,
    &jx_plugin_html,
    &jx_plugin_workbook,
    &jx_plugin_csvout,
    &jx_plugin_word,
    NULL};

const struct jx_command *const jx_commands[] = {
    &jx_cmd_score, &jx_cmd_audit,       &jx_cmd_explain,  &jx_cmd_convert,
    &jx_cmd_check, &jx_cmd_test,        &jx_cmd_template, &jx_cmd_verify,
    &jx_cmd_diff,  &jx_cmd_sensitivity, &jx_cmd_infer,    &jx_cmd_lint_targets,
    &jx_cmd_pack,  &jx_cmd_schema,      &jx_cmd_plugins,  NULL};

const char *jx_command_word(const struct jx_command *command)
{
    const char *blank = strrchr(command->name, ' ');
    return blank ? blank + 1 : command->name;
}

static const struct jx_command *find_command(const struct jx_command *const *list,
                                             const char *name, struct jx_error *err)
{
    const char *names[32];
    size_t n = 0;
    for (const struct jx_command *const *c = list; *c; c++) {
        if (strcmp(jx_command_word(*c), name) == 0)
            return *c;
        names[n++] = jx_command_word(*c);
    }
    names[n] = NULL;
    const char *near = jx_nearest(name, names);
    if (near)
        jx_fail(err, NULL, 0, _("no command '%s': did you mean '%s'?"), name, near);
    else
        jx_fail(err, NULL, 0, _("no command '%s': see 'jixiao --help'"), name);
    return NULL;
}

/* --lang must be known before the first message, wherever it stands. */
static const char *early_lang(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        const char *value = strncmp(argv[i], "--lang=", 7) == 0              ? argv[i] + 7
                            : strcmp(argv[i], "--lang") == 0 && i + 1 < argc ? argv[i + 1]
                                                                             : NULL;
        if (value && (strcmp(value, "zh") == 0 || strcmp(value, "en") == 0))
            return value;
    }
    return NULL;
}

static int run_command(struct jx_app *app, int argc, char **argv)
{
    struct jx_error err = {0};
    const struct jx_command *command = NULL;
    struct jx_options options;
    if (argc < 2) {
        jx_help_print(NULL);
        return JX_EXIT_USAGE;
    }
    if (strcmp(argv[1], "__complete") == 0) /* what shells ask; no command for people */
        return jx_complete(app, argv + 2, (size_t)argc - 2);
    bool bare = argv[1][0] == '-' && argv[1][1];
    int skip = bare ? 1 : 2;
    if (!bare && strcmp(argv[1], "help") != 0) {
        command = find_command(jx_commands, argv[1], &err);
        if (command && command->subcommands && argc > 2 && argv[2][0] != '-')
            command = find_command(command->subcommands, argv[skip++], &err);
        if (!command)
            return jx_complain(JX_EXIT_USAGE, &err);
    }
    if (!jx_options_parse(&app->arena, command, argc - skip, argv + skip, &options, &err))
        return jx_complain(JX_EXIT_USAGE, &err);
    if (!options.help && !jx_plugins_find(app, &options))
        return JX_EXIT_USAGE;
    if (options.version) {
        jx_version_print(app);
        return JX_EXIT_DONE;
    }
    if (!command || options.help || !command->run) {
        jx_help_print(command);
        return !command || options.help ? JX_EXIT_DONE : JX_EXIT_USAGE;
    }
    app->allow_unsigned = options.allow_unsigned;
    return command->run(app, &options);
}

/* What core/api notes, faults of packs above all. */
static void print_note(void *ctx, const char *text)
{
    (void)ctx;
    fprintf(stderr, "%s\n", text);
}

int jx_main(int argc, char **argv)
{
    struct jx_app app = jx_app_new(bundled);
    struct jx_error err = {0};
    app.note = print_note;
    jx_os_ignore_pipe_signal();
    jx_json_own_memory();
    bool found =
        jx_app_places(&app, jx_os_program_folder(&app.arena), JX_BINDIR, NULL, &err);
    jx_lang_set(early_lang(argc, argv), app.locale);
    int code = found ? run_command(&app, argc, argv) : jx_complain(JX_EXIT_INPUT, &err);
    if (!jx_os_print_end(&err) && jx_complain(JX_EXIT_INPUT, &err) > code)
        code = JX_EXIT_INPUT;
    jx_app_end(&app);
    return code;
}
