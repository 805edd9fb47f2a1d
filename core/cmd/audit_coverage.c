/* audit_coverage.c: audit --report coverage: what of the claimed scores the rules reproduce,
 * by pack and form, and for every item without a score the reason. Works on results as
 * `score` writes them; nothing is scored here. */
#include "audit_coverage.h"

#include "decimal.h"
#include "lang.h"
#include "os_temp.h"
#include "results.h"
#include "run.h"
#include "strbuf.h"
#include "tables.h"

#include <stdio.h>
#include <string.h>

/* What became of an item. */
enum state { REPRODUCED, MISMATCHED, JUDGED, COMPUTED, UNSCORED, STATES };
struct kind { /* forms of one kind under one pack */
    const char *pack, *form;
    uint64_t forms, items, state[STATES];
};
struct reason {
    const char *text;
    uint64_t items;
};
enum { KINDS_MAX = 200, REASONS_MAX = 1000 };

struct coverage {
    struct jx_app *app;
    const struct jx_options *options;
    const char *path; /* of the results */
    struct jx_arena arena;
    struct kind *kinds;
    size_t kind_count, kind_room;
    struct reason *reasons;
    size_t reason_count, reason_room;
    struct jx_tables *tables;
    struct jx_table packs; /* with its note in the language of the run */
    struct jx_error err;
};

/* ---- what results say ---- */

static const char *text_of(const struct jx_json *node, const char *key)
{
    const struct jx_json *m = jx_json_get(node, key);
    return m && (m->type == JX_JSON_STRING || m->type == JX_JSON_NUMBER) ? m->text.p : "";
}

static bool is_number(const struct jx_json *node, const char *key)
{
    const struct jx_json *m = jx_json_get(node, key);
    return m && m->type == JX_JSON_NUMBER;
}

/* The finding of an item that has one of these codes, or NULL. */
static const struct jx_json *finding_of(const struct jx_json *result,
                                        const struct jx_json *item,
                                        const char *const *codes)
{
    const struct jx_json *list = jx_json_get(result, "findings");
    const struct jx_json *index = jx_json_get(item, "index"),
                         *id = jx_json_get(item, "id");
    for (const struct jx_json *f = list ? list->child : NULL; f; f = f->next) {
        const struct jx_json *at = jx_json_get(f, "item"), *of = jx_json_get(f, "id");
        bool same = is_number(item, "index") ? at && jx_json_same(at, index)
                                             : id && of && jx_json_same(of, id);
        for (size_t i = 0; same && codes[i]; i++)
            if (strcmp(text_of(f, "code"), codes[i]) == 0)
                return f;
    }
    return NULL;
}

static enum state state_of(const struct jx_json *result, const struct jx_json *item)
{
    static const char *const mismatch[] = {"score-mismatch", NULL};
    const struct jx_json *judged = jx_json_get(item, "judged");
    if (!is_number(item, "score"))
        return UNSCORED;
    if (judged && judged->type == JX_JSON_TRUE)
        return JUDGED;
    if (finding_of(result, item, mismatch))
        return MISMATCHED;
    return *text_of(item, "reported") ? REPRODUCED : COMPUTED;
}

/* Why an item has its score, or none: the last line that a rule wrote; what exactly cannot
 * be read says a finding. */
static const char *reason_of(const struct jx_json *result, const struct jx_json *item,
                             const struct jx_json **cell)
{
    static const char *const codes[] = {"value-unreadable", "unit-suspect", "rule-error",
                                        "rule-limit", NULL};
    const struct jx_json *lines = jx_json_get(item, "lines");
    const char *why = "";
    *cell = is_number(item, "score") ? NULL : finding_of(result, item, codes);
    for (const struct jx_json *l = lines ? lines->child : NULL; l; l = l->next)
        if (strcmp(text_of(l, "verb"), "round") != 0)
            why = text_of(l, "why");
    return *cell ? text_of(*cell, "message") : why;
}

/* ---- counting ---- */

static const char *keep(struct coverage *c, const char *text)
{
    return jx_arena_copy(&c->arena, text, strlen(text));
}

/* Of a result that only says why there is none: that finding. NULL: it has a pack. */
static const struct jx_json *refusal(const struct jx_json *result)
{
    const struct jx_json *findings = jx_json_get(result, "findings");
    return *text_of(jx_json_get(result, "pack"), "name") || !findings ? NULL
                                                                      : findings->child;
}

/* "NAME VERSION" of the pack, or that there was none. NULL: memory. */
static const char *pack_of(struct coverage *c, const struct jx_json *result)
{
    const struct jx_json *pack = jx_json_get(result, "pack"), *refused = refusal(result);
    if (refused)
        return strcmp(text_of(refused, "code"), "pack-missing") == 0 ? _("no rule pack")
                                                                     : _("not readable");
    return jx_arena_format(&c->arena, "%s %s", text_of(pack, "name"),
                           text_of(pack, "version"));
}

static struct kind *kind_for(struct coverage *c, const struct jx_json *result)
{
    const char *pack = pack_of(c, result), *form = text_of(result, "form");
    for (size_t i = 0; pack && i < c->kind_count; i++)
        if (strcmp(c->kinds[i].pack, pack) == 0 && strcmp(c->kinds[i].form, form) == 0)
            return &c->kinds[i];
    if (c->kind_count == KINDS_MAX)
        return &c->kinds[KINDS_MAX - 1]; /* nobody has so many packs */
    struct kind *grown =
        jx_arena_grow(&c->arena, c->kinds, c->kind_count, &c->kind_room, sizeof *grown);
    form = keep(c, form);
    if (!grown || !pack || !form)
        return NULL;
    c->kinds = grown;
    grown[c->kind_count] = (struct kind){.pack = pack, .form = form};
    return &grown[c->kind_count++];
}

static bool count_reason(struct coverage *c, const char *text)
{
    for (size_t i = 0; i < c->reason_count; i++)
        if (strcmp(c->reasons[i].text, text) == 0 || i == REASONS_MAX - 1) {
            c->reasons[i].items++;
            return true;
        }
    struct reason *grown = jx_arena_grow(&c->arena, c->reasons, c->reason_count,
                                         &c->reason_room, sizeof *grown);
    const char *kept = keep(c, c->reason_count < REASONS_MAX - 1 ? text : _("others"));
    if (!grown || !kept)
        return jx_fail_memory(&c->err, NULL);
    c->reasons = grown;
    grown[c->reason_count++] = (struct reason){kept, 1};
    return true;
}

static bool count_result(struct coverage *c, const struct jx_json *result)
{
    const struct jx_json *items = jx_json_get(result, "items"), *cell;
    struct kind *kind = kind_for(c, result);
    if (!kind)
        return jx_fail_memory(&c->err, NULL);
    kind->forms++;
    for (const struct jx_json *item = items ? items->child : NULL; item;
         item = item->next) {
        enum state state = state_of(result, item);
        kind->items++;
        kind->state[state]++;
        if (state == UNSCORED && !count_reason(c, reason_of(result, item, &cell)))
            return false;
    }
    return true;
}

/* ---- tables ---- */

static const struct jx_column kind_columns[] = {
    {"pack", N_("Rule pack"), JX_COLUMN_TEXT},
    {"form", N_("Kind of form"), JX_COLUMN_TEXT},
    {"forms", N_("Forms"), JX_COLUMN_COUNT},
    {"items", N_("Items"), JX_COLUMN_COUNT},
    {"reproduced", N_("reproduced"), JX_COLUMN_COUNT},
    {"mismatched", N_("mismatched"), JX_COLUMN_COUNT},
    {"judged", N_("evaluator's"), JX_COLUMN_COUNT},
    {"computed", N_("nothing claimed"), JX_COLUMN_COUNT},
    {"unscored", N_("unscored"), JX_COLUMN_COUNT},
};
static const struct jx_column reason_columns[] = {
    {"reason", N_("Why there is no score"), JX_COLUMN_TEXT},
    {"items", N_("Items"), JX_COLUMN_COUNT},
};
static const struct jx_column item_columns[] = {
    {"form", N_("Form"), JX_COLUMN_TEXT},
    {"indicator", N_("Indicator"), JX_COLUMN_TEXT},
    {"reason", N_("Why"), JX_COLUMN_TEXT},
    {"cell", N_("Filled in"), JX_COLUMN_TEXT},
    {"claimed", N_("Claimed"), JX_COLUMN_TEXT},
    {"score", N_("Score"), JX_COLUMN_POINTS},
};
#define COLUMNS(list) .columns = (list), .column_count = sizeof(list) / sizeof *(list)
static const struct jx_table packs_table = {.size = sizeof packs_table,
                                            .key = "packs",
                                            .title =
                                                N_("Scores that the rules reproduce"),
                                            COLUMNS(kind_columns)};
static const struct jx_table reasons_table = {.size = sizeof reasons_table,
                                              .key = "reasons",
                                              .title = N_("Why items have no score"),
                                              COLUMNS(reason_columns)};
static const struct jx_table items_table = {.size = sizeof items_table,
                                            .key = "items",
                                            .title = N_("Mismatched and unscored items"),
                                            COLUMNS(item_columns)};

static bool kind_row(struct coverage *c, const struct kind *kind)
{
    struct jx_value cells[9] = {jx_cell_words(kind->pack), jx_cell_words(kind->form),
                                jx_cell_count(kind->forms), jx_cell_count(kind->items)};
    for (size_t i = 0; i < STATES; i++)
        cells[4 + i] = jx_cell_count(kind->state[i]);
    return jx_tables_row(c->tables, cells, &c->err);
}

static bool write_kinds(struct coverage *c)
{
    struct kind all = {.pack = _("all"), .form = ""};
    c->packs = packs_table;
    c->packs.note =
        jx_str_of(_("Reproduced: claimed and computed agree. Evaluator's: points that a "
                    "person gave and no fact can check. Nothing claimed: computed, with "
                    "no claim to compare."));
    if (!jx_tables_begin(c->tables, &c->packs, &c->err))
        return false;
    for (size_t i = 0; i < c->kind_count; i++) {
        const struct kind *kind = &c->kinds[i];
        all.forms += kind->forms;
        all.items += kind->items;
        for (size_t s = 0; s < STATES; s++)
            all.state[s] += kind->state[s];
        if (!kind_row(c, kind))
            return false;
    }
    return c->kind_count < 2 || kind_row(c, &all);
}

/* Most items first; what is as frequent, in the order of the input. */
static bool write_reasons(struct coverage *c)
{
    if (!jx_tables_begin(c->tables, &reasons_table, &c->err))
        return false;
    for (size_t n = 0; n < c->reason_count; n++) {
        struct reason *most = &c->reasons[0];
        for (size_t i = 1; i < c->reason_count; i++)
            if (c->reasons[i].items > most->items)
                most = &c->reasons[i];
        struct jx_value cells[2] = {jx_cell_words(most->text),
                                    jx_cell_count(most->items)};
        if (!jx_tables_row(c->tables, cells, &c->err))
            return false;
        most->items = 0;
    }
    return true;
}

static bool write_row(struct coverage *c, const struct jx_json *result,
                      const struct jx_json *item, const char *reason, const char *cell)
{
    const char *code = text_of(result, "code"), *name = text_of(result, "name");
    char form[512];
    struct jx_dec score;
    bool scored = jx_dec_parse(jx_str_of(text_of(item, "score")), &score);
    snprintf(form, sizeof form, "%s%s%s", code, *code && *name ? " " : "", name);
    if (!*form)
        snprintf(form, sizeof form, "%s", text_of(refusal(result), "source"));
    struct jx_value cells[6] = {
        jx_cell_words(form),
        jx_cell_words(text_of(item, "name")),
        jx_cell_words(reason),
        jx_cell_words(cell),
        jx_cell_words(text_of(item, "reported")),
        jx_cell_number(scored, score),
    };
    return jx_tables_row(c->tables, cells, &c->err);
}

static bool write_item(struct coverage *c, const struct jx_json *result,
                       const struct jx_json *item)
{
    static const char *const blank[] = {"actual-missing", NULL};
    enum state state = state_of(result, item);
    const struct jx_json *cell;
    const char *reason = reason_of(result, item, &cell);
    if (state != UNSCORED && state != MISMATCHED)
        return true;
    if (!cell)
        cell = finding_of(result, item, blank);
    return write_row(c, result, item, reason, text_of(cell, "claimed"));
}

static bool write_items(struct coverage *c, const struct jx_json *result)
{
    const struct jx_json *items = jx_json_get(result, "items"), *none = refusal(result);
    if (none)
        return write_row(c, result, NULL, text_of(none, "message"), "");
    for (const struct jx_json *item = items ? items->child : NULL; item;
         item = item->next)
        if (!write_item(c, result, item))
            return false;
    return true;
}

/* ---- the run ---- */

typedef bool each_result(struct coverage *c, const struct jx_json *result);

static bool for_results(struct coverage *c, each_result *work)
{
    struct jx_results results;
    const struct jx_json *result;
    bool ok = jx_results_open(&results, c->path, &c->err);
    while (ok && (result = jx_results_next(&results, &c->err)))
        ok = work(c, result);
    jx_results_close(&results);
    return ok && !c->err.text[0];
}

static bool report(struct coverage *c)
{
    if (!for_results(c, count_result))
        return false;
    c->tables = jx_tables_open(c->app, c->options, &c->err);
    bool ok = c->tables && write_kinds(c) && write_reasons(c) &&
              jx_tables_begin(c->tables, &items_table, &c->err) &&
              for_results(c, write_items);
    return jx_tables_close(c->tables, ok, &c->err) && ok;
}

int jx_audit_coverage(struct jx_app *app, const struct jx_options *options)
{
    struct coverage c = {.app = app, .options = options, .arena = jx_arena_new(0)};
    struct jx_options scoring = *options;
    int code = JX_EXIT_INPUT;
    c.path = jx_os_temp_make(&app->arena, &c.err);
    scoring.to = "ndjson";
    scoring.output = c.path;
    scoring.report = NULL;
    scoring.full_detail = scoring.temporary = true;
    if (c.path)
        code = jx_run(app, &scoring, JX_TASK_SCORE);
    bool given_up =
        code == JX_EXIT_USAGE || code == JX_EXIT_PACK || code == JX_EXIT_INTERRUPTED;
    if (!c.path || (!given_up && !report(&c))) {
        bool usage = c.err.kind == JX_ERR_USAGE;
        code = jx_complain(usage ? JX_EXIT_USAGE : JX_EXIT_INPUT, &c.err);
    }
    jx_os_temp_remove(c.path);
    jx_arena_free(&c.arena);
    return code;
}
