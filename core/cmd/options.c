/* options.c: the one parser of command lines. Options are data; nothing is done here. */
#include "cmd.h"

#include "lang.h"
#include "os_file.h"
#include "strbuf.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum kind { FLAG, TEXT, LIST, NUMBER, COUNT, UNITS, FAIL_ON, DETAIL, LANG };

struct option {
    const char *name, *value; /* value: its name in the help, NULL for flags */
    const char *help;
    uint64_t mask; /* 0: every command */
    enum kind kind;
    size_t offset;
};

#define AT(field) offsetof(struct jx_options, field)
static const struct option table[] = {
    {"pack", "NAME|DIR|FILE", N_("rule pack (default: by region and year of the form)"),
     JX_OPT_PACK, TEXT, AT(pack)},
    {"from", "FORMAT", N_("format of the input (default: auto, by content)"), JX_OPT_FROM,
     TEXT, AT(from)},
    {"to", "FORMAT",
     N_("format of the output: text, json, ndjson, csv, xlsx, docx, html"), JX_OPT_TO,
     TEXT, AT(to)},
    {"output", "PATH", N_("write to a file, or a FOLDER/, whole or not at all"),
     JX_OPT_OUTPUT, TEXT, AT(output)},
    {"output", "FOLDER|FILE",
     N_("a folder for the draft of a pack, or (with a '.' in its name) a file for the "
        "report"),
     JX_OPT_DRAFT, TEXT, AT(output)},
    {"report", "NAME",
     N_("kind of report (docx: form, evaluation, notice; audit: coverage)"),
     JX_OPT_REPORT, TEXT, AT(report)},
    {"record", "CODE", N_("only the form with this code"), JX_OPT_RECORD, TEXT,
     AT(record)},
    {"latest", NULL, N_("of forms with one code only those of the newest file"),
     JX_OPT_LATEST, FLAG, AT(latest)},
    {"region", "NAME", N_("region of forms that do not say"), JX_OPT_PLACE, TEXT,
     AT(region)},
    {"year", "YEAR", N_("year of forms that do not say"), JX_OPT_PLACE, TEXT, AT(year)},
    {"weights", "NAME|all",
     N_("template of weights for forms that print none (all: one after the other)"),
     JX_OPT_WEIGHTS, TEXT, AT(weights)},
    {"detail", "full|short", N_("full: explain items with full marks too"), JX_OPT_DETAIL,
     DETAIL, AT(full_detail)},
    {"origins", NULL, N_("say where each cell stood (_at)"), JX_OPT_ORIGINS, FLAG,
     AT(origins)},
    {"fail-on", "error|warning|never", N_("findings that make the exit code 1"),
     JX_OPT_FAIL_ON, FAIL_ON, AT(fail_on)},
    {"jobs", "N", N_("at most N threads (default: one a processor)"), JX_OPT_JOBS, NUMBER,
     AT(jobs)},
    {"max-work", "UNITS", N_("stop when the rules have done more work than this"),
     JX_OPT_WORK, UNITS, AT(max_work)},
    {"costs", NULL, N_("say which rules did the most work"), JX_OPT_WORK, FLAG,
     AT(costs)},
    {"resume", NULL, N_("go on where an interrupted run stopped (--to ndjson --output)"),
     JX_OPT_RESUME, FLAG, AT(resume)},
    {"against", "PACK", N_("only what differs from this pack, and why"), JX_OPT_AGAINST,
     TEXT, AT(against)},
    {"history", NULL, N_("the changes of parameters so far"), JX_OPT_AGAINST, FLAG,
     AT(history)},
    {"extends", "PACK", N_("the pack it stands on"), JX_OPT_EXTENDS, TEXT, AT(extends)},
    {"set", "NAME=VALUE", N_("set a parameter; may be repeated"), JX_OPT_SET, LIST,
     AT(sets)},
    {"set", "NAME=VALUE", N_("try a parameter, for this run alone; may be repeated"),
     JX_OPT_TRY, LIST, AT(sets)},
    {"matrix", "PACK,PACK,…", N_("the same forms by the rules of several packs"),
     JX_OPT_TRY, TEXT, AT(matrix)},
    {"why", "TEXT", N_("the reason for the change, kept in changes.json"), JX_OPT_SET,
     TEXT, AT(why)},
    {"to", "FORMAT",
     N_("format of the output: text, json, ndjson, csv, xlsx, docx, html"), JX_OPT_TABLE,
     TEXT, AT(to)},
    {"from", "FILE", N_("set what differs in this table, as --to wrote it"), JX_OPT_TABLE,
     TEXT, AT(from)},
    {"within", "SHARE", N_("how far weights and parameters vary (default: 20%)"),
     JX_OPT_SENSE, TEXT, AT(within)},
    {"range", "NAME=LOW..HIGH",
     N_("vary only what is named, in this range; may be repeated"), JX_OPT_SENSE, LIST,
     AT(sets)},
    {"variants", "N", N_("how many variants to score (default: 1000)"), JX_OPT_SENSE,
     COUNT, AT(variants)},
    {"seed", "N", N_("another draw (default: 1)"), JX_OPT_SENSE | JX_OPT_SAMPLE, COUNT,
     AT(seed)},
    {"watch", NULL, N_("go on: again whenever a file of the pack is saved"), JX_OPT_WATCH,
     FLAG, AT(watch)},
    {"reviews", "FILE", N_("decisions of reviewers: the review sheet, filled in, or CSV"),
     JX_OPT_REVIEWS, TEXT, AT(reviews)},
    {"form", "FORM", N_("which form of the pack (default: its first)"), JX_OPT_FORM, TEXT,
     AT(form)},
    {"year", "YEAR", N_("year printed on the form"), JX_OPT_FORM, TEXT, AT(year)},
    {"sample", "N|P%", N_("pick forms to score again, by department"), JX_OPT_SAMPLE,
     TEXT, AT(sample)},
    {"by", "risk|amount|random", N_("how the sample is picked (default: risk)"),
     JX_OPT_SAMPLE, TEXT, AT(by)},
    {"last-year", "INPUT",
     N_("last year's forms, with what was achieved; may be repeated"), JX_OPT_LAST_YEAR,
     LIST, AT(sets)},
    {"coverage", NULL, N_("rules, lines, verbs and bands that no case reaches"),
     JX_OPT_COVERAGE, FLAG, AT(coverage)},
    {"allow-unsigned", NULL,
     N_("take pack files without a trusted signature too; results say so"),
     JX_OPT_PACK | JX_OPT_UNSIGNED, FLAG, AT(allow_unsigned)},
    {"certificate", "FILE",
     N_("write what 'verify' can check the results by; --key signs it"),
     JX_OPT_CERTIFICATE, TEXT, AT(certificate_path)},
    {"key", "FILE", N_("the secret key file to sign with"),
     JX_OPT_KEY | JX_OPT_CERTIFICATE, TEXT, AT(key)},
    {"name", "TEXT", N_("who the key belongs to, as others will read it"), JX_OPT_NAME,
     TEXT, AT(name)},
    {"why", "TEXT", N_("the reason, for those who are told"), JX_OPT_WHY, TEXT, AT(why)},
    {"system", NULL, N_("for all users of this machine (needs the rights)"),
     JX_OPT_SYSTEM, FLAG, AT(system)},
    {"plugin-path", "PATH", N_("plugins of this folder or file too"), 0, TEXT,
     AT(plugin_path)},
    {"lang", "zh|en", N_("language of messages and reports"), 0, LANG, AT(lang)},
    {"quiet", NULL, N_("no progress, no notes"), 0, FLAG, AT(quiet)},
    {"help", NULL, N_("this help"), 0, FLAG, AT(help)},
    {"version", NULL, N_("version and build"), 0, FLAG, AT(version)},
};
enum { TABLE = sizeof table / sizeof *table };

static bool applies(const struct option *option, const struct jx_command *command)
{
    return !option->mask || (command && (command->options & option->mask));
}

static bool unknown_option(const struct jx_command *command, const char *word, size_t len,
                           struct jx_error *err)
{
    const char *names[TABLE + 1];
    size_t n = 0;
    for (size_t i = 0; i < TABLE; i++)
        if (applies(&table[i], command))
            names[n++] = table[i].name;
    names[n] = NULL;
    char name[64];
    if (len >= sizeof name)
        len = sizeof name - 1;
    memcpy(name, word, len);
    name[len] = '\0';
    const char *near = jx_nearest(name, names);
    return near ? jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                               _("unknown option '--%s': did you mean '--%s'?"), name,
                               near)
                : jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                               _("unknown option '--%s': see 'jixiao %s --help'"), name,
                               command ? command->name : "");
}

static bool one_of(const struct option *option, const char *value, struct jx_error *err)
{
    return jx_fail_kind(err, JX_ERR_USAGE, NULL, 0, _("--%s takes %s, not '%s'"),
                        option->name, option->value, value);
}

static bool set_value(const struct option *option, const char *value,
                      struct jx_options *options, struct jx_error *err)
{
    char *field = (char *)options + option->offset;
    switch (option->kind) {
    case FLAG: *(bool *)field = true; return true;
    case LANG:
        if (strcmp(value, "zh") != 0 && strcmp(value, "en") != 0)
            return one_of(option, value, err);
        *(const char **)field = value;
        return true;
    case TEXT: *(const char **)field = value; return true;
    case LIST: options->sets[options->set_count++] = value; return true;
    case DETAIL:
        *(bool *)field = strcmp(value, "full") == 0;
        return *(bool *)field || strcmp(value, "short") == 0 ||
               one_of(option, value, err);
    case FAIL_ON: {
        static const char *const words[] = {"error", "warning", "never"};
        for (int i = 0; i < 3; i++)
            if (strcmp(value, words[i]) == 0) {
                *(enum jx_fail_on *)field = (enum jx_fail_on)(JX_FAIL_ERROR + i);
                return true;
            }
        return one_of(option, value, err);
    }
    case NUMBER:
    case COUNT: {
        char *end;
        long most = option->kind == COUNT ? 1000000 : 1024;
        errno = 0;
        long number = strtol(value, &end, 10);
        if (errno || end == value || *end || number < 1 || number > most)
            return jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                                _("--%s takes a number from 1 to %ld, not '%s'"),
                                option->name, most, value);
        *(long *)field = number;
        return true;
    }
    case UNITS: {
        char *end;
        errno = 0;
        unsigned long long units = strtoull(value, &end, 10);
        if (errno || *value < '0' || *value > '9' || *end || units < 1)
            return jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                                _("--%s takes a number from 1 on, not '%s'"),
                                option->name, value);
        *(unsigned long long *)field = units;
        return true;
    }
    }
    return false;
}

static bool parse_option(const struct jx_command *command, char **argv, int argc, int *i,
                         struct jx_options *options, struct jx_error *err)
{
    const char *word = argv[*i] + 2;
    const char *equals = strchr(word, '=');
    size_t len = equals ? (size_t)(equals - word) : strlen(word);
    for (size_t k = 0; k < TABLE; k++) {
        const struct option *option = &table[k];
        if (!applies(option, command) || strlen(option->name) != len ||
            memcmp(option->name, word, len) != 0)
            continue;
        if (!option->value && equals)
            return jx_fail_kind(err, JX_ERR_USAGE, NULL, 0, _("--%s takes no value"),
                                option->name);
        const char *value = equals ? equals + 1 : NULL;
        if (option->value && !value) {
            bool bare =
                option->kind == DETAIL && (*i + 1 >= argc || argv[*i + 1][0] == '-');
            if (bare) /* --detail alone means --detail full */
                value = "full";
            else if (*i + 1 < argc)
                value = argv[++*i];
            else
                return jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                                    _("--%s needs a value: %s"), option->name,
                                    option->value);
        }
        return set_value(option, value, options, err);
    }
    return unknown_option(command, word, len, err);
}

/* The document of the command line that is the same file as `path`; NULL: none. */
static const char *read_from(const struct jx_options *options, const char *path)
{
    for (size_t i = 0; i < options->input_count; i++)
        if (jx_os_same_file(path, options->inputs[i]))
            return options->inputs[i];
    for (size_t i = 0; i < options->set_count; i++) /* of --last-year */
        if (jx_os_same_file(path, options->sets[i]))
            return options->sets[i];
    bool reviews = options->reviews && jx_os_same_file(path, options->reviews);
    return reviews ? options->reviews : NULL;
}

/* An output in the place of a document would destroy what was handed in. */
static bool spares_inputs(const struct jx_command *command,
                          const struct jx_options *options, struct jx_error *err)
{
    const char *const outputs[] = {options->output, options->certificate_path};
    bool reads = command && (command->options & JX_OPT_FROM);
    for (size_t i = 0; reads && i < 2; i++) {
        const char *in = outputs[i] ? read_from(options, outputs[i]) : NULL;
        if (in && !jx_os_is_folder(in))
            return jx_fail_kind(err, JX_ERR_USAGE, in, 0,
                                _("this is an input: name another file for the output, "
                                  "so that it is not replaced"));
    }
    return true;
}

bool jx_options_parse(struct jx_arena *arena, const struct jx_command *command, int argc,
                      char **argv, struct jx_options *options, struct jx_error *err)
{
    *options = (struct jx_options){0};
    options->inputs = jx_arena_array(arena, (size_t)argc + 1, sizeof *options->inputs);
    options->sets = jx_arena_array(arena, (size_t)argc + 1, sizeof *options->sets);
    if (!options->inputs || !options->sets)
        return jx_fail_memory(err, NULL);
    bool only_inputs = false;
    for (int i = 0; i < argc; i++) {
        const char *word = argv[i];
        if (!only_inputs && strcmp(word, "--") == 0)
            only_inputs = true;
        else if (!only_inputs && strcmp(word, "-h") == 0)
            options->help = true;
        else if (!only_inputs && strncmp(word, "--", 2) == 0) {
            if (!parse_option(command, argv, argc, &i, options, err))
                return false;
        } else if (!only_inputs && word[0] == '-' && word[1])
            return unknown_option(command, word + 1, strlen(word + 1), err);
        else
            options->inputs[options->input_count++] = word;
    }
    if (command && !options->help && options->input_count < command->least_inputs)
        return jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                            _("%s needs %s: see 'jixiao %s --help'"), command->name,
                            command->arguments, command->name);
    if (options->output)
        options->output = jx_os_output_name(arena, options->output);
    if (options->certificate_path)
        options->certificate_path = jx_os_output_name(arena, options->certificate_path);
    return spares_inputs(command, options, err);
}

bool jx_option_at(const struct jx_command *command, size_t index,
                  struct jx_option_view *out)
{
    for (size_t i = 0; i < TABLE; i++)
        if (applies(&table[i], command) && !index--) {
            *out = (struct jx_option_view){table[i].name, table[i].value, table[i].help};
            return true;
        }
    return false;
}

void jx_help_options(const struct jx_command *command, struct jx_strbuf *out)
{
    struct jx_option_view option;
    for (size_t i = 0; jx_option_at(command, i, &option); i++) {
        size_t from = out->len;
        jx_strbuf_format(out, "  --%s%s%s", option.name, option.value ? " " : "",
                         option.value ? option.value : "");
        jx_strbuf_pad(out, from, 30);
        jx_strbuf_format(out, " %s\n", _(option.help));
    }
}
