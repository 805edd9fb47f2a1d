/* cmd.h: commands and their options. One file a command; each ends with its table entry. */
#pragma once

#include "app.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Exit codes of the contract; when several apply, the highest. */
enum jx_exit {
    JX_EXIT_DONE = 0,
    JX_EXIT_FINDINGS = 1,
    JX_EXIT_USAGE = 2,
    JX_EXIT_PACK = 3,
    JX_EXIT_INPUT = 4,
    JX_EXIT_INTERRUPTED = 130 /* Ctrl-C, as shells count it */
};

enum jx_fail_on { JX_FAIL_DEFAULT = 0, JX_FAIL_ERROR, JX_FAIL_WARNING, JX_FAIL_NEVER };

/* Options as given; NULL, 0 or false where not. */
struct jx_options {
    const char *pack, *from, *to, *report, *output, *record, *lang, *region, *year;
    const char *weights, *against, *extends, *why, *form, *reviews, *plugin_path;
    const char *key, *name, *matrix, *within, *certificate_path;
    const char *sample, *by;
    long variants, seed;
    bool watch;
    long jobs;
    unsigned long long max_work; /* 0: no bound */
    enum jx_fail_on fail_on;
    bool temporary; /* the output is a command's own: nothing to be resumed */
    struct jx_certificate *certificate; /* a command's own, to be filled; NULL: none */
    bool full_detail, origins, resume, quiet, help, version, history, coverage, latest;
    bool allow_unsigned, system, costs;
    const char **inputs; /* what is no option, in order */
    size_t input_count;
    const char **sets; /* every --set, --range or --last-year, in order */
    size_t set_count;
};

/* Which options a command takes. */
enum {
    JX_OPT_PACK = 1 << 0,
    JX_OPT_FROM = 1 << 1,
    JX_OPT_TO = 1 << 2,
    JX_OPT_OUTPUT = 1 << 3,
    JX_OPT_RECORD = 1 << 4,
    JX_OPT_DETAIL = 1 << 5,
    JX_OPT_ORIGINS = 1 << 6,
    JX_OPT_FAIL_ON = 1 << 7,
    JX_OPT_JOBS = 1 << 8,
    JX_OPT_PLACE = 1 << 9, /* --region, --year */
    JX_OPT_WEIGHTS = 1 << 10,
    JX_OPT_RESUME = 1 << 11,
    JX_OPT_REPORT = 1 << 12,
    JX_OPT_LATEST = 1 << 13,
    JX_OPT_TRY = 1 << 14,         /* --set, for the run alone; --matrix */
    JX_OPT_CERTIFICATE = 1 << 15, /* --certificate, --key */
    JX_OPT_AGAINST = 1 << 16,     /* --against, --history */
    JX_OPT_EXTENDS = 1 << 17,
    JX_OPT_SET = 1 << 18,   /* --set, --why */
    JX_OPT_TABLE = 1 << 19, /* --to and --from of a table of parameters */
    JX_OPT_COVERAGE = 1 << 20,
    JX_OPT_FORM = 1 << 21, /* --form, --year */
    JX_OPT_REVIEWS = 1 << 22,
    JX_OPT_UNSIGNED = 1 << 24, /* --allow-unsigned; part of JX_OPT_PACK too */
    JX_OPT_KEY = 1 << 25,
    JX_OPT_WORK = 1 << 23, /* --max-work, --costs */
    JX_OPT_NAME = 1 << 26,
    JX_OPT_SYSTEM = 1 << 27,
    JX_OPT_WHY = 1 << 28,
    JX_OPT_SENSE = 1 << 29, /* --within, --range, --variants, --seed */
    JX_OPT_WATCH = 1 << 30,
    JX_OPT_RUN = JX_OPT_PACK | JX_OPT_FROM | JX_OPT_TO | JX_OPT_OUTPUT | JX_OPT_RECORD |
                 JX_OPT_JOBS | JX_OPT_PLACE | JX_OPT_LATEST
};
/* No ints, as those of an enum are: */
#define JX_OPT_SAMPLE    (UINT64_C(1) << 31) /* --sample, --by, --seed */
#define JX_OPT_LAST_YEAR (UINT64_C(1) << 32) /* --last-year */
#define JX_OPT_DRAFT     (UINT64_C(1) << 33) /* --output of infer */

struct jx_app;

struct jx_command {
    const char *name;
    const char *arguments; /* "INPUT…" */
    const char *summary;   /* message id: one line */
    const char *examples;  /* two command lines, as they are */
    uint64_t options;      /* JX_OPT_… */
    size_t least_inputs;
    int (*run)(struct jx_app *app, const struct jx_options *options);
    /* Instead of run: what the next word chooses among, each named "NAME WORD". */
    const struct jx_command *const *subcommands; /* NULL-terminated, or NULL */
};

/* The word that chooses a command: the last of its name. */
const char *jx_command_word(const struct jx_command *command);

extern const struct jx_command jx_cmd_score, jx_cmd_audit, jx_cmd_explain, jx_cmd_convert,
    jx_cmd_check, jx_cmd_test, jx_cmd_template, jx_cmd_verify, jx_cmd_pack, jx_cmd_schema,
    jx_cmd_plugins, jx_cmd_diff, jx_cmd_sensitivity, jx_cmd_infer, jx_cmd_lint_targets;
extern const struct jx_command jx_cmd_pack_show, jx_cmd_pack_new, jx_cmd_pack_params,
    jx_cmd_pack_lock;
extern const struct jx_command jx_cmd_pack_build, jx_cmd_pack_keygen, jx_cmd_pack_sign,
    jx_cmd_pack_verify, jx_cmd_pack_install, jx_cmd_pack_list, jx_cmd_pack_remove,
    jx_cmd_pack_rollback, jx_cmd_pack_trust;
extern const struct jx_command *const jx_commands[]; /* NULL-terminated */

/* Adds the plugins of --plugin-path and of the usual folders to the registry, and says on
 * standard error what was refused. false: --plugin-path itself cannot be used. */
bool jx_plugins_find(struct jx_app *app, const struct jx_options *options);

/* Runs the command line; returns the exit code. */
int jx_main(int argc, char **argv);

/* Parses the words behind the command. false: err says what and what was meant. */
bool jx_options_parse(struct jx_arena *arena, const struct jx_command *command, int argc,
                      char **argv, struct jx_options *options, struct jx_error *err);

/* An option as the help shows it. */
struct jx_option_view {
    const char *name, *value; /* value: how the help writes it; NULL for flags */
    const char *help;         /* message id */
};
/* The index-th option that a command takes (NULL: the program alone). false: no more. */
bool jx_option_at(const struct jx_command *command, size_t index,
                  struct jx_option_view *out);

struct jx_strbuf;
/* Lines of the options a command takes, for its help. */
void jx_help_options(const struct jx_command *command, struct jx_strbuf *out);

void jx_help_print(const struct jx_command *command); /* NULL: of the whole program */
void jx_version_print(const struct jx_app *app);

/* The exit code that an error asks for. */
int jx_error_exit(const struct jx_error *err);
/* "jixiao: text" on standard error; returns `code`. */
int jx_complain(int code, const struct jx_error *err);
