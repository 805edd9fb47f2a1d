/* diff_matrix.c: the same forms by the rules of several packs: totals side by side, and the
 * indicators that they score differently, with the clause and the reason of each. */
#include "diff.h"

#include "lang.h"
#include "strbuf.h"

#include <string.h>

enum { SHOWN = 15, OWN = 2 };

struct matrix {
    struct jx_tables *tables;
    const struct jx_cases *cases;
    const struct jx_scores *scores;
    size_t packs;
    struct jx_arena *arena;
    struct jx_error *err;
};

/* "PACK_what" and "PACK label", of the n-th pack. */
static bool head(const struct matrix *m, size_t n, const char *what, const char *label,
                 uint8_t type, struct jx_column *out)
{
    const char *name = m->scores[n].pack->name;
    out->key = jx_arena_format(m->arena, "%s%s%s", name, *what ? "_" : "", what);
    out->heading = jx_arena_format(m->arena, "%s%s%s", name, *label ? " " : "", label);
    out->type = type;
    return out->key && out->heading;
}

static struct jx_value word(const char *text)
{
    return jx_cell_words(text && *text ? text : NULL);
}

/* ---- totals ---- */

static bool total_rows(const struct matrix *m, struct jx_value *cells)
{
    for (size_t i = 0; i < m->cases->count; i++) {
        cells[0] = jx_cell_str(m->cases->list[i].code);
        cells[1] = jx_cell_str(m->cases->list[i].name);
        for (size_t p = 0; p < m->packs; p++) {
            const struct jx_outcome *outcome = &m->scores[p].list[i];
            cells[OWN + p] = jx_cell_number(outcome->has_total, outcome->total);
            cells[OWN + m->packs + p] = word(outcome->grade);
        }
        if (!jx_tables_row(m->tables, cells, m->err))
            return false;
    }
    return true;
}

/* Code and name, then the totals by pack, then the grades. */
static struct jx_table *totals_table(const struct matrix *m)
{
    size_t count = OWN + 2 * m->packs;
    struct jx_table *table = jx_arena_alloc(m->arena, sizeof *table);
    struct jx_column *columns = jx_arena_array(m->arena, count, sizeof *columns);
    if (!table || !columns)
        return NULL;
    columns[0] = (struct jx_column){"code", N_("Code"), JX_COLUMN_TEXT};
    columns[1] = (struct jx_column){"name", N_("Name"), JX_COLUMN_TEXT};
    for (size_t p = 0; p < m->packs; p++)
        if (!head(m, p, "", "", JX_COLUMN_POINTS, &columns[OWN + p]) ||
            !head(m, p, "grade", _("grade"), JX_COLUMN_TEXT,
                  &columns[OWN + m->packs + p]))
            return NULL;
    *table = (struct jx_table){.size = sizeof *table,
                               .key = "totals",
                               .title = N_("Totals by the rules of several packs"),
                               .columns = columns,
                               .column_count = count,
                               .plot = {.kind = JX_PLOT_BARS,
                                        .label = 1,
                                        .first = OWN,
                                        .count = (uint8_t)m->packs},
                               .shown = SHOWN};
    return table;
}

static bool write_totals(const struct matrix *m, struct jx_value *cells)
{
    const struct jx_table *table = totals_table(m);
    return (table || jx_fail_memory(m->err, NULL)) &&
           jx_tables_begin(m->tables, table, m->err) && total_rows(m, cells);
}

/* ---- indicators ---- */

static bool alike(const struct jx_item *a, const struct jx_item *b)
{
    if (!a || !b)
        return a == b;
    return a->scored == b->scored && (!a->scored || jx_dec_cmp(a->score, b->score) == 0);
}

/* Do all packs give the indicator the same? */
static bool all_alike(const struct matrix *m, size_t index, size_t item)
{
    const struct jx_item *first = &m->scores[0].list[index].items[item];
    for (size_t p = 1; p < m->packs; p++)
        if (!alike(first, jx_outcome_item(&m->scores[p].list[index], first, item)))
            return false;
    return true;
}

/* A row a pack: what it gives, by which clause, and why. */
static bool item_rows(const struct matrix *m, size_t index, size_t item)
{
    const struct jx_item *first = &m->scores[0].list[index].items[item];
    const struct jx_case *c = &m->cases->list[index];
    if (all_alike(m, index, item))
        return true;
    for (size_t p = 0; p < m->packs; p++) {
        const struct jx_outcome *outcome = &m->scores[p].list[index];
        const struct jx_item *here = jx_outcome_item(outcome, first, item);
        const struct jx_value cells[] = {
            jx_cell_str(c->code),
            jx_cell_str(c->name),
            jx_cell_str(first->name),
            jx_cell_words(m->scores[p].pack->name),
            jx_cell_number(here && here->scored, here ? here->score : first->score),
            word(here ? here->clause : NULL),
            here ? word(outcome->whys[here - outcome->items])
                 : jx_cell_words(_("does not count it"))};
        if (!jx_tables_row(m->tables, cells, m->err))
            return false;
    }
    return true;
}

static bool write_items(const struct matrix *m)
{
    static const struct jx_column columns[] = {{"code", N_("Code"), JX_COLUMN_TEXT},
                                               {"name", N_("Name"), JX_COLUMN_TEXT},
                                               {"item", N_("Indicator"), JX_COLUMN_TEXT},
                                               {"pack", N_("Pack"), JX_COLUMN_TEXT},
                                               {"score", N_("Score"), JX_COLUMN_POINTS},
                                               {"clause", N_("Clause"), JX_COLUMN_TEXT},
                                               {"why", N_("Why"), JX_COLUMN_TEXT}};
    static const struct jx_table table = {
        JX_TABLE("items", N_("Indicators that are scored differently, and by what"),
                 columns),
        .shown = 2 * SHOWN};
    bool ok = jx_tables_begin(m->tables, &table, m->err);
    for (size_t i = 0; ok && i < m->cases->count; i++)
        for (size_t k = 0; ok && k < m->scores[0].list[i].item_count; k++)
            ok = item_rows(m, i, k);
    return ok;
}

bool jx_matrix_write(struct jx_tables *tables, const struct jx_cases *cases,
                     const struct jx_scores *scores, size_t packs, struct jx_arena *arena,
                     struct jx_error *err)
{
    struct matrix m = {tables, cases, scores, packs, arena, err};
    struct jx_value *cells = jx_arena_array(arena, OWN + 2 * packs, sizeof *cells);
    return (cells || jx_fail_memory(m.err, NULL)) && write_totals(&m, cells) &&
           write_items(&m);
}
