/* test_tables.c: what 'jixiao test' found, as tables: packs, cases, what differs from what
 * they expect, and what they reach. Cases are run and compared elsewhere. */
#include "test_tables.h"

#include "lang.h"
#include "strbuf.h"
#include "tables.h"

#include <string.h>

/* One more element of a list of the given names; NULL: memory. */
#define ADD(tested, list, one)                                                           \
    JX_KEPT_ADD(&(tested)->kept, (tested)->list, (tested)->one##_count,                  \
                (tested)->one##_room)

void jx_tested_pack(struct jx_tested *tested, const char *called)
{
    struct jx_tested_pack *pack = ADD(tested, packs, pack);
    if (pack)
        pack->called = jx_kept_text(&tested->kept, called);
}

void jx_tested_opened(struct jx_tested *tested, const struct jx_pack *pack)
{
    if (tested->kept.lost)
        return;
    struct jx_tested_pack *kept = &tested->packs[tested->pack_count - 1];
    kept->name = jx_kept_text(&tested->kept, pack->name);
    kept->version = jx_kept_text(&tested->kept, pack->version);
}

void jx_tested_case(struct jx_tested *tested, const char *file)
{
    struct jx_tested_case *one = ADD(tested, cases, case);
    if (!one)
        return;
    one->pack = tested->pack_count - 1;
    one->file = jx_kept_text(&tested->kept, file);
}

void jx_tested_difference(struct jx_tested *tested, int line, const char *path,
                          const char *text)
{
    struct jx_tested_difference *one = ADD(tested, differences, difference);
    if (tested->kept.lost)
        return;
    struct jx_tested_case *at = &tested->cases[tested->case_count - 1];
    at->differences++;
    *one = (struct jx_tested_difference){.pack = at->pack,
                                         .file = at->file,
                                         .path = jx_kept_text(&tested->kept, path),
                                         .text = jx_kept_text(&tested->kept, text),
                                         .line = line};
}

void jx_tested_because(struct jx_tested *tested, const char *line)
{
    if (tested->kept.lost || !tested->difference_count)
        return;
    const char **because = &tested->differences[tested->difference_count - 1].because;
    *because = *because ? jx_arena_format(&tested->kept.arena, "%s; %s", *because, line)
                        : jx_kept_text(&tested->kept, line);
    tested->kept.lost |= !*because;
}

void jx_tested_judged(struct jx_tested *tested, bool passed)
{
    if (tested->kept.lost)
        return;
    struct jx_tested_pack *pack = &tested->packs[tested->pack_count - 1];
    *(passed ? &pack->passed : &pack->failed) += 1;
}

void jx_tested_reach(struct jx_tested *tested, const char *kind, const char *key,
                     size_t reached, size_t all)
{
    struct jx_tested_reach *one = ADD(tested, reaches, reach);
    if (one)
        *one = (struct jx_tested_reach){
            tested->pack_count - 1, kind, key, reached, all, NULL};
}

void jx_tested_missed(struct jx_tested *tested, const char *text)
{
    struct jx_tested_reach *one = ADD(tested, reaches, reach);
    if (one)
        *one = (struct jx_tested_reach){.pack = tested->pack_count - 1,
                                        .missed = jx_kept_text(&tested->kept, text)};
}

/* ---- tables ---- */

static struct jx_value pack_cell(const struct jx_tested *tested, size_t pack)
{
    return jx_cell_words(tested->packs[pack].called);
}

static struct jx_value verdict(bool passed)
{
    return passed ? jx_cell_keyed(_("passed"), "passed")
                  : jx_cell_keyed(_("failed"), "failed");
}

static bool write_packs(const struct jx_tested *tested, struct jx_tables *tables,
                        struct jx_error *err)
{
    static const struct jx_column columns[] = {{"pack", N_("As given"), JX_COLUMN_TEXT},
                                               {"name", N_("Rule pack"), JX_COLUMN_TEXT},
                                               {"version", N_("Version"), JX_COLUMN_TEXT},
                                               {"verdict", N_("Verdict"), JX_COLUMN_TEXT},
                                               {"passed", N_("Passed"), JX_COLUMN_COUNT},
                                               {"failed", N_("Failed"), JX_COLUMN_COUNT}};
    static const struct jx_table table = {
        JX_TABLE("packs", N_("Rule packs tested"), columns)};
    bool ok = jx_tables_begin(tables, &table, err);
    for (size_t i = 0; ok && i < tested->pack_count; i++) {
        const struct jx_tested_pack *p = &tested->packs[i];
        ok = jx_tables_row(tables,
                           (const struct jx_value[]){
                               jx_cell_words(p->called), jx_cell_words(p->name),
                               jx_cell_words(p->version),
                               p->name ? verdict(!p->failed)
                                       : jx_cell_keyed(_("cannot be used"), "unusable"),
                               jx_cell_count(p->passed), jx_cell_count(p->failed)},
                           err);
    }
    return ok;
}

static bool write_cases(const struct jx_tested *tested, struct jx_tables *tables,
                        struct jx_error *err)
{
    static const struct jx_column columns[] = {
        {"pack", N_("Rule pack"), JX_COLUMN_TEXT},
        {"file", N_("File"), JX_COLUMN_TEXT},
        {"verdict", N_("Verdict"), JX_COLUMN_TEXT},
        {"differences", N_("Differences"), JX_COLUMN_COUNT}};
    static const struct jx_table table = {JX_TABLE("cases", N_("Cases"), columns)};
    bool ok = jx_tables_begin(tables, &table, err);
    for (size_t i = 0; ok && i < tested->case_count; i++) {
        const struct jx_tested_case *c = &tested->cases[i];
        ok = jx_tables_row(tables,
                           (const struct jx_value[]){
                               pack_cell(tested, c->pack), jx_cell_words(c->file),
                               verdict(!c->differences), jx_cell_count(c->differences)},
                           err);
    }
    return ok;
}

static bool write_differences(const struct jx_tested *tested, struct jx_tables *tables,
                              struct jx_error *err)
{
    static const struct jx_column columns[] = {
        {"pack", N_("Rule pack"), JX_COLUMN_TEXT},
        {"file", N_("File"), JX_COLUMN_TEXT},
        {"line", N_("Line"), JX_COLUMN_COUNT},
        {"path", N_("Place"), JX_COLUMN_TEXT},
        {"message", N_("In detail"), JX_COLUMN_TEXT},
        {"because", N_("How it was scored"), JX_COLUMN_TEXT}};
    static const struct jx_table table = {
        JX_TABLE("differences", N_("Not as expected"), columns)};
    bool ok = jx_tables_begin(tables, &table, err);
    for (size_t i = 0; ok && i < tested->difference_count; i++) {
        const struct jx_tested_difference *d = &tested->differences[i];
        ok = jx_tables_row(
            tables,
            (const struct jx_value[]){pack_cell(tested, d->pack), jx_cell_words(d->file),
                                      d->line > 0 ? jx_cell_count((uint64_t)d->line)
                                                  : (struct jx_value){0},
                                      jx_cell_words(d->path), jx_cell_words(d->text),
                                      jx_cell_words(d->because)},
            err);
    }
    return ok;
}

static bool write_reaches(const struct jx_tested *tested, struct jx_tables *tables,
                          struct jx_error *err)
{
    static const struct jx_column counts[] = {{"pack", N_("Rule pack"), JX_COLUMN_TEXT},
                                              {"kind", N_("What"), JX_COLUMN_TEXT},
                                              {"reached", N_("Reached"), JX_COLUMN_COUNT},
                                              {"all", N_("Of"), JX_COLUMN_COUNT}};
    static const struct jx_column words[] = {
        {"pack", N_("Rule pack"), JX_COLUMN_TEXT},
        {"message", N_("In detail"), JX_COLUMN_TEXT}};
    static const struct jx_table tables_of[] = {
        {JX_TABLE("coverage", N_("What the cases reach"), counts)},
        {JX_TABLE("unreached", N_("What no case reaches"), words)}};
    bool ok = true;
    for (int missed = 0; ok && missed < 2; missed++) {
        ok = jx_tables_begin(tables, &tables_of[missed], err);
        for (size_t i = 0; ok && i < tested->reach_count; i++) {
            const struct jx_tested_reach *r = &tested->reaches[i];
            const struct jx_value pack = pack_cell(tested, r->pack);
            if (missed && r->missed)
                ok = jx_tables_row(
                    tables, (const struct jx_value[]){pack, jx_cell_words(r->missed)},
                    err);
            else if (!missed && !r->missed)
                ok = jx_tables_row(tables,
                                   (const struct jx_value[]){
                                       pack, jx_cell_keyed(r->kind, r->key),
                                       jx_cell_count(r->reached), jx_cell_count(r->all)},
                                   err);
        }
    }
    return ok;
}

bool jx_tested_write(const struct jx_tested *tested, struct jx_app *app,
                     const struct jx_options *options, struct jx_error *err)
{
    if (tested->kept.lost)
        return jx_fail_memory(err, NULL);
    struct jx_tables *tables = jx_tables_open(app, options, err);
    bool ok = tables && write_packs(tested, tables, err) &&
              write_cases(tested, tables, err) && write_differences(tested, tables, err);
    if (ok && options->coverage)
        ok = write_reaches(tested, tables, err);
    return jx_tables_close(tables, ok, err) && ok;
}
