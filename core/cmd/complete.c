/* complete.c: jixiao __complete WORD…: what the last word, perhaps begun, may become. The
 * shells' files (core/shell) ask this, so that completion knows every command, option,
 * pack and format there is. It knows no shell and reads no form. */
#include "complete.h"

#include "lang.h"
#include "pack_load.h"
#include "packs.h"
#include "strbuf.h"

#include <stdio.h>
#include <string.h>

/* The command line so far, and the answer being written. */
struct ask {
    struct jx_app *app;
    struct jx_strbuf *out;
    const struct jx_command *command; /* NULL: not chosen yet */
    const struct jx_command *const
        *choices;          /* of the next word; NULL: it is no command */
    const char *pack, *to; /* --pack and --to, where they were given */
    const char *const *inputs;
    size_t input_count;
    struct jx_str lead, word; /* "--to=" or nothing, and what is typed behind it */
};

/* ---- the answer: a line a word, "word TAB what it is"; ":files" asks for files ---- */

static bool offered(const struct ask *ask, struct jx_str line)
{
    struct jx_str all = {ask->out->text, ask->out->len};
    while (all.n) {
        const char *end = memchr(all.p, '\n', all.n);
        size_t n = end ? (size_t)(end - all.p) : all.n;
        if (n >= line.n && memcmp(all.p, line.p, line.n) == 0)
            return true;
        all.p += n + 1;
        all.n -= n + 1;
    }
    return false;
}

/* Once each, and only where the word may become it. */
static void offer(struct ask *ask, struct jx_str word, const char *about)
{
    struct jx_strbuf line = {0};
    jx_strbuf_add(&line, ask->lead.p, ask->lead.n);
    jx_strbuf_add(&line, word.p, word.n);
    jx_strbuf_putc(&line, '\t');
    if (!line.failed && jx_str_starts(word, ask->word) &&
        !offered(ask, (struct jx_str){line.text, line.len})) {
        jx_strbuf_add(ask->out, line.text, line.len);
        jx_strbuf_format(ask->out, "%s\n", about ? about : "");
    }
    jx_strbuf_free(&line);
}

static void offer_path(struct ask *ask, const char *kind)
{
    if (!offered(ask, jx_str_of(kind)))
        jx_strbuf_format(ask->out, "%s\n", kind);
}

/* ---- where words come from ---- */

static void offer_packs(struct ask *ask)
{
    struct jx_error ignored = {0}; /* a folder that cannot be read offers nothing */
    struct jx_pack_entry *list;
    size_t count;
    if (!jx_pack_list(ask->app->search, &ask->app->arena, &list, &count, &ignored))
        return;
    for (size_t i = 0; i < count; i++)
        offer(ask, jx_str_of(list[i].name), list[i].title);
}

/* What the pack on the command line names: its forms, or its templates of weights. */
static void offer_from_pack(struct ask *ask, bool forms)
{
    struct jx_pack *pack = ask->pack ? jx_pack_open(ask->app, ask->pack) : NULL;
    if (!pack)
        return;
    for (size_t i = 0; forms && i < pack->form_count; i++)
        offer(ask, jx_str_of(pack->forms[i].id), NULL);
    for (size_t i = 0; !forms && i < pack->weight_count; i++)
        offer(ask, jx_str_of(pack->weights[i].name), NULL);
    jx_pack_free(pack);
}

static void offer_formats(struct ask *ask, bool readers)
{
    const struct jx_options quiet = {.quiet = true};
    jx_plugins_find(ask->app, &quiet);
    if (readers)
        offer(ask, jx_str_of("auto"), _("by content"));
    for (const struct jx_plugin *const *p = ask->app->registry.plugins; *p; p++) {
        for (const struct jx_reader *const *r = (*p)->readers; readers && r && *r; r++)
            offer(ask, jx_str_of((*r)->name), jx_lang_translate((*r)->title));
        for (const struct jx_writer *const *w = (*p)->writers; !readers && w && *w; w++)
            offer(ask, jx_str_of((*w)->name), jx_lang_translate((*w)->title));
    }
}

static void offer_reports(struct ask *ask)
{
    const struct jx_writer *writer =
        ask->to ? jx_registry_writer(&ask->app->registry, ask->to) : NULL;
    bool many = writer && JX_HAS(writer, reports);
    for (const char *const *r = many ? writer->reports : NULL; r && *r; r++)
        offer(ask, jx_str_of(*r), NULL);
    if (ask->command == &jx_cmd_audit)
        offer(ask, jx_str_of("coverage"), NULL);
}

/* ---- values as the help writes them: "NAME|DIR|FILE", "error|warning|never" ---- */

static bool is_literal(struct jx_str word)
{
    return word.n && word.p[0] >= 'a' && word.p[0] <= 'z';
}

/* One piece of such a text; `option` is NULL for an argument. */
static void offer_piece(struct ask *ask, struct jx_str piece, const char *option)
{
    size_t n = 0;
    while (n < piece.n && ((piece.p[n] >= 'A' && piece.p[n] <= 'Z')))
        n++;
    struct jx_str word = {piece.p, n};
    if (is_literal(piece))
        offer(ask, piece, NULL);
    else if (jx_str_is(word, "PACK"))
        offer_packs(ask), offer_path(ask, ":folders");
    else if (jx_str_is(word, "DIR") || jx_str_is(word, "FOLDER"))
        offer_path(ask, ":folders");
    else if (jx_str_is(word, "FILE") || jx_str_is(word, "PATH") ||
             jx_str_is(word, "INPUT") || jx_str_is(word, "RESULT"))
        offer_path(ask, ":files");
    else if (jx_str_is(word, "FORM"))
        offer_from_pack(ask, true);
    else if (jx_str_is(word, "FORMAT"))
        offer_formats(ask, strcmp(option ? option : "", "from") == 0);
    else if (jx_str_is(word, "NAME") && (!option || strcmp(option, "pack") == 0))
        offer_packs(ask);
    else if (jx_str_is(word, "NAME") && strcmp(option, "weights") == 0)
        offer_from_pack(ask, false);
    else if (jx_str_is(word, "NAME") && strcmp(option, "report") == 0)
        offer_reports(ask);
}

/* The text up to the next `sep`, which is taken off `rest`. */
static struct jx_str cut(struct jx_str *rest, const char *sep)
{
    ptrdiff_t at = jx_str_find(*rest, jx_str_of(sep));
    struct jx_str head = {rest->p, at < 0 ? rest->n : (size_t)at};
    size_t taken = at < 0 ? rest->n : head.n + strlen(sep);
    rest->p += taken;
    rest->n -= taken;
    return head;
}

static void offer_value(struct ask *ask, struct jx_str value, const char *option)
{
    while (value.n)
        offer_piece(ask, cut(&value, "|"), option);
}

/* The arguments of one way to call the command: "RESULT INPUT…", "remove ID". The last
 * stands for all that follow it where it ends in "…". */
static void offer_argument(struct ask *ask, struct jx_str way)
{
    struct jx_str token = {0};
    for (size_t i = 0; i <= ask->input_count; i++) {
        if (!way.n) {
            if (token.n < 3 || memcmp(token.p + token.n - 3, "…", 3) != 0)
                return;
            break;
        }
        token = cut(&way, " ");
        if (i < ask->input_count && is_literal(token) &&
            jx_str_find(token, jx_str_of("|")) < 0 && !jx_str_is(token, ask->inputs[i]))
            return;
    }
    offer_value(ask, token, NULL);
}

/* ---- the command line ---- */

/* The option that a word "--name" or "--name=…" means. */
static bool find_option(const struct ask *ask, struct jx_str word,
                        struct jx_option_view *out)
{
    struct jx_str name = cut(&word, "=");
    for (size_t i = 0; jx_option_at(ask->command, i, out); i++)
        if (name.n > 2 && jx_str_is((struct jx_str){name.p + 2, name.n - 2}, out->name))
            return true;
    return false;
}

static void choose(struct ask *ask, const char *word)
{
    const struct jx_command *const *c = ask->choices;
    while (*c && strcmp(jx_command_word(*c), word) != 0)
        c++;
    ask->command = *c ? *c : ask->command;
    ask->choices = *c ? (*c)->subcommands : NULL;
}

static void note_value(struct ask *ask, const char *option, const char *value)
{
    if (strcmp(option, "pack") == 0)
        ask->pack = value;
    if (strcmp(option, "to") == 0)
        ask->to = value;
}

/* Follows the words before the last. The option whose value the last one is, or NULL. */
static bool follow(struct ask *ask, char **words, size_t count,
                   struct jx_option_view *pending, bool *only_inputs)
{
    const char **inputs = jx_arena_array(&ask->app->arena, count + 1, sizeof *inputs);
    bool waits = false;
    ask->inputs = inputs;
    for (size_t i = 0; inputs && i < count; i++) {
        const char *equals = strchr(words[i], '=');
        if (waits) {
            note_value(ask, pending->name, words[i]);
            waits = false;
        } else if (!*only_inputs && strcmp(words[i], "--") == 0) {
            *only_inputs = true;
        } else if (!*only_inputs && strncmp(words[i], "--", 2) == 0) {
            bool known = find_option(ask, jx_str_of(words[i]), pending);
            waits = known && pending->value && !equals;
            if (known && equals)
                note_value(ask, pending->name, equals + 1);
        } else if (ask->choices) {
            choose(ask, words[i]);
        } else {
            inputs[ask->input_count++] = words[i];
        }
    }
    return waits;
}

static void offer_options(struct ask *ask)
{
    struct jx_option_view option;
    struct jx_str typed = ask->word;
    struct jx_str name = cut(&typed, "=");
    if (name.n < ask->word.n) { /* "--to=…" */
        ask->lead = (struct jx_str){name.p, name.n + 1};
        ask->word = typed;
        if (find_option(ask, name, &option) && option.value)
            offer_value(ask, jx_str_of(option.value), option.name);
        return;
    }
    ask->lead = jx_str_of("--");
    ask->word.p += ask->word.n > 1 ? 2 : 1;
    ask->word.n -= ask->word.n > 1 ? 2 : 1;
    for (size_t i = 0; jx_option_at(ask->command, i, &option); i++)
        offer(ask, jx_str_of(option.name), _(option.help));
}

static void answer(struct ask *ask, char **words, size_t count)
{
    struct jx_option_view pending;
    bool only_inputs = false;
    bool waits = follow(ask, words, count - 1, &pending, &only_inputs);
    ask->word = jx_str_of(words[count - 1]);
    if (waits) {
        offer_value(ask, jx_str_of(pending.value), pending.name);
    } else if (!only_inputs && jx_str_starts(ask->word, jx_str_of("-"))) {
        offer_options(ask);
    } else if (ask->choices) {
        for (const struct jx_command *const *c = ask->choices; *c; c++)
            offer(ask, jx_str_of(jx_command_word(*c)), _((*c)->summary));
    } else if (ask->command) {
        struct jx_str ways = jx_str_of(ask->command->arguments);
        while (ways.n)
            offer_argument(ask, cut(&ways, " | "));
    }
}

int jx_complete(struct jx_app *app, char **words, size_t count)
{
    struct jx_strbuf out = {0};
    struct ask ask = {.app = app, .out = &out, .choices = jx_commands};
    if (count)
        answer(&ask, words, count);
    bool ok =
        !out.failed && (!out.len || fwrite(out.text, 1, out.len, stdout) == out.len);
    jx_strbuf_free(&out);
    return ok ? JX_EXIT_DONE : JX_EXIT_INPUT;
}
