/* pages.c: manual pages from the tables of commands and options, so that a page cannot say
 * otherwise than the program. Longer texts stand in prose.c. */
#include "pages.h"

#include "lang.h"
#include "roff.h"
#include "version.h"

#include <ctype.h>
#include <string.h>

void jx_manual_head(struct jx_strbuf *out, const char *name, char section,
                    const char *date)
{
    jx_strbuf_puts(out, ".TH ");
    for (const char *c = name; *c; c++)
        jx_strbuf_putc(out, (char)toupper((unsigned char)*c));
    /* neither words nor lines are stretched, for Chinese has no blanks to stretch */
    jx_strbuf_format(out, " %c \"%s\" \"jixiao %s\" \"%s\"\n.nh\n.ad l\n", section, date,
                     JX_VERSION, _("jixiao manual"));
}

static void head(struct jx_strbuf *out, const char *name, const char *summary,
                 const char *date)
{
    jx_manual_head(out, name, '1', date);
    jx_roff_section(out, N_("NAME"));
    jx_roff_text(out, name, true);
    jx_strbuf_puts(out, " \\- ");
    jx_roff_text(out, _(summary), true);
    jx_strbuf_putc(out, '\n');
}

static void synopsis(struct jx_strbuf *out, const struct jx_command *command)
{
    jx_strbuf_format(out, "\\fBjixiao %s\\fR [\\fI%s\\fR] ", command->name, _("OPTIONS"));
    jx_strbuf_puts(out, "\\fI");
    jx_roff_text(out, command->arguments, true);
    jx_strbuf_puts(out, "\\fR\n");
}

/* Options of every command are said once, on the page of the program. */
static bool is_common(const char *name)
{
    struct jx_option_view option;
    for (size_t i = 0; jx_option_at(NULL, i, &option); i++)
        if (strcmp(option.name, name) == 0)
            return true;
    return false;
}

static size_t options(struct jx_strbuf *out, const struct jx_command *command)
{
    struct jx_option_view option;
    size_t count = 0;
    for (size_t i = 0; jx_option_at(command, i, &option); i++) {
        char name[64] = "--";
        if (command && is_common(option.name))
            continue;
        strncat(name, option.name, sizeof name - 3);
        jx_roff_entry(out, name, option.value, _(option.help));
        count++;
    }
    return count;
}

static void exit_codes(struct jx_strbuf *out)
{
    jx_roff_section(out, N_("EXIT STATUS"));
    jx_roff_entry(out, "0", NULL, _("done"));
    jx_roff_entry(out, "1", NULL, _("there are findings, or differences"));
    jx_roff_entry(out, "2", NULL, _("the command line is wrong"));
    jx_roff_entry(out, "3", NULL, _("a rule pack is faulty or missing"));
    jx_roff_entry(out, "4", NULL,
                  _("some input could not be read, or an output not be written; what "
                    "could be done was done"));
    jx_roff_entry(out, "130", NULL, _("interrupted"));
    jx_roff_paragraphs(out, _("When several apply, the highest."));
}

static void prose(struct jx_strbuf *out, const char *command, const char *otherwise)
{
    const char *text = jx_manual_prose(command);
    jx_roff_paragraphs(out, text ? _(text) : otherwise);
}

static void see_also(struct jx_strbuf *out, bool program)
{
    jx_roff_section(out, N_("SEE ALSO"));
    jx_strbuf_format(out, "%s\\fBjixiao\\-pack\\fR(5), \\fBjixiao\\-rules\\fR(7)\n",
                     program ? "" : "\\fBjixiao\\fR(1), ");
}

/* ---- one page each ---- */

static void subcommand(struct jx_strbuf *out, const struct jx_command *command)
{
    jx_strbuf_format(out, ".SS \"jixiao %s\"\n", command->name);
    synopsis(out, command);
    prose(out, command->name, _(command->summary));
    options(out, command);
    jx_roff_example(out, command->examples);
}

static void command_page(struct jx_strbuf *out, const struct jx_command *command,
                         const char *date)
{
    char name[64] = "jixiao-";
    strncat(name, command->name, sizeof name - 8);
    head(out, name, command->summary, date);
    jx_roff_section(out, N_("SYNOPSIS"));
    if (command->subcommands)
        jx_strbuf_format(out, "\\fBjixiao %s\\fR \\fI%s\\fR …\n", command->name,
                         _("COMMAND"));
    else
        synopsis(out, command);
    jx_roff_section(out, N_("DESCRIPTION"));
    prose(out, command->name, _(command->summary));
    if (command->subcommands)
        jx_roff_section(out, N_("COMMANDS"));
    for (const struct jx_command *const *c = command->subcommands; c && *c; c++)
        subcommand(out, *c);
    jx_roff_section(out, N_("OPTIONS"));
    if (!command->subcommands)
        options(out, command);
    jx_roff_paragraphs(out, _("Options of every command, such as --lang and --quiet, are "
                              "described in jixiao(1)."));
    exit_codes(out);
    jx_roff_section(out, N_("EXAMPLES"));
    jx_roff_example(out, command->examples);
    see_also(out, false);
}

static void environment(struct jx_strbuf *out)
{
    jx_roff_section(out, N_("ENVIRONMENT"));
    jx_roff_entry(out, "LC_ALL, LC_MESSAGES, LANG", NULL,
                  _("English where the first that is set begins with \"en\", else "
                    "Chinese. Numbers and order never depend on them."));
    jx_roff_entry(out, "NO_COLOR, TERM=dumb", NULL, _("no colours on a terminal"));
    jx_roff_entry(out, "XDG_DATA_HOME, XDG_CONFIG_HOME", NULL,
                  _("where a user's own files lie, see below"));
    jx_roff_section(out, N_("FILES"));
    jx_roff_entry(out, "~/.local/share/jixiao/packs", NULL,
                  _("rule packs that the user has installed"));
    jx_roff_entry(out, "/usr/local/share/jixiao/packs", NULL,
                  _("rule packs installed for all users (pack install --system)"));
    jx_roff_entry(out, "PREFIX/share/jixiao/packs", NULL,
                  _("rule packs that came with the program"));
    jx_roff_entry(out, "~/.config/jixiao/trust, /etc/jixiao/trust", NULL,
                  _("keys of those whose packs are accepted (pack trust)"));
    jx_roff_entry(out,
                  "~/.local/share/jixiao/plugins, PREFIX/" JX_LIBDIR "/jixiao/plugins",
                  NULL, _("plugins: trusted code with the rights of the user"));
}

static void program_page(struct jx_strbuf *out, const char *date)
{
    head(out, "jixiao",
         N_("scores budget performance forms by rule packs, and explains every point"),
         date);
    jx_roff_section(out, N_("SYNOPSIS"));
    jx_strbuf_format(out, "\\fBjixiao\\fR \\fI%s\\fR\n", _("COMMAND [OPTIONS] INPUT…"));
    jx_roff_section(out, N_("DESCRIPTION"));
    prose(out, "", "");
    jx_roff_section(out, N_("COMMANDS"));
    for (const struct jx_command *const *c = jx_commands; *c; c++) {
        char name[64] = "jixiao-";
        strncat(name, (*c)->name, sizeof name - 8);
        jx_strbuf_puts(out, ".TP\n\\fB");
        jx_roff_text(out, name, true);
        jx_strbuf_puts(out, "\\fR(1)\n");
        jx_roff_text(out, _((*c)->summary), false);
        jx_strbuf_putc(out, '\n');
    }
    jx_roff_section(out, N_("OPTIONS"));
    options(out, NULL);
    exit_codes(out);
    environment(out);
    see_also(out, true);
}

void jx_manual_page(struct jx_strbuf *out, const struct jx_command *command,
                    const char *date)
{
    if (command)
        command_page(out, command, date);
    else
        program_page(out, date);
}
