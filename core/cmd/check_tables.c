/* check_tables.c: what 'jixiao check' found, as tables: the packs, and their faults one by
 * one. What a fault is was decided before. */
#include "check_tables.h"

#include "lang.h"
#include "strbuf.h"
#include "tables.h"

#include <string.h>

struct jx_checked_pack *jx_checked_add(struct jx_checked *checked, const char *called)
{
    struct jx_checked_pack *pack = JX_KEPT_ADD(&checked->kept, checked->packs,
                                               checked->pack_count, checked->pack_room);
    if (pack)
        pack->called = jx_kept_text(&checked->kept, called);
    return pack;
}

void jx_checked_fault(void *ctx, const struct jx_fault *fault)
{
    struct jx_checked *checked = ctx;
    struct jx_kept *kept = &checked->kept;
    struct jx_checked_fault *one =
        JX_KEPT_ADD(kept, checked->faults, checked->fault_count, checked->fault_room);
    kept->lost |= !checked->pack_count;
    if (kept->lost)
        return;
    struct jx_checked_pack *pack = &checked->packs[checked->pack_count - 1];
    *(fault->warning ? &pack->warnings : &pack->errors) += 1;
    *one = (struct jx_checked_fault){pack->called,
                                     {.path = jx_kept_text(kept, fault->path),
                                      .at = jx_kept_text(kept, fault->at),
                                      .text = jx_kept_text(kept, fault->text),
                                      .hint = jx_kept_text(kept, fault->hint),
                                      .line = fault->line,
                                      .warning = fault->warning}};
}

void jx_checked_good(struct jx_checked *checked, const struct jx_pack *pack, size_t open,
                     size_t assumed)
{
    struct jx_checked_pack *kept = &checked->packs[checked->pack_count - 1];
    kept->name = jx_kept_text(&checked->kept, pack->name);
    kept->version = jx_kept_text(&checked->kept, pack->version);
    kept->digest = jx_kept_text(&checked->kept, pack->digest);
    kept->rules = pack->rule_count;
    kept->selectors = pack->selector_count;
    kept->open = open;
    kept->assumed = assumed;
}

/* ---- tables ---- */

static bool write_packs(const struct jx_checked *checked, struct jx_tables *tables,
                        struct jx_error *err)
{
    static const struct jx_column columns[] = {
        {"pack", N_("As given"), JX_COLUMN_TEXT},
        {"name", N_("Rule pack"), JX_COLUMN_TEXT},
        {"version", N_("Version"), JX_COLUMN_TEXT},
        {"verdict", N_("Verdict"), JX_COLUMN_TEXT},
        {"errors", N_("Errors"), JX_COLUMN_COUNT},
        {"warnings", N_("Warnings"), JX_COLUMN_COUNT},
        {"rules", N_("Rules"), JX_COLUMN_COUNT},
        {"selectors", N_("Selectors"), JX_COLUMN_COUNT},
        {"unconfirmed", N_("Figures to be confirmed"), JX_COLUMN_COUNT},
        {"assumed", N_("Figures assumed"), JX_COLUMN_COUNT},
        {"digest", N_("Digest"), JX_COLUMN_TEXT}};
    static const struct jx_table table = {
        JX_TABLE("packs", N_("Rule packs checked"), columns)};
    bool ok = jx_tables_begin(tables, &table, err);
    for (size_t i = 0; ok && i < checked->pack_count; i++) {
        const struct jx_checked_pack *p = &checked->packs[i];
        ok = jx_tables_row(tables,
                           (const struct jx_value[]){
                               jx_cell_words(p->called), jx_cell_words(p->name),
                               jx_cell_words(p->version),
                               p->name ? jx_cell_keyed(_("good"), "good")
                                       : jx_cell_keyed(_("cannot be used"), "unusable"),
                               jx_cell_count(p->errors), jx_cell_count(p->warnings),
                               jx_cell_count(p->rules), jx_cell_count(p->selectors),
                               jx_cell_count(p->open), jx_cell_count(p->assumed),
                               jx_cell_words(p->digest)},
                           err);
    }
    return ok;
}

static bool write_faults(const struct jx_checked *checked, struct jx_tables *tables,
                         struct jx_error *err)
{
    static const struct jx_column columns[] = {
        {"pack", N_("Rule pack"), JX_COLUMN_TEXT},
        {"severity", N_("Severity"), JX_COLUMN_TEXT},
        {"file", N_("File"), JX_COLUMN_TEXT},
        {"line", N_("Line"), JX_COLUMN_COUNT},
        {"path", N_("Place"), JX_COLUMN_TEXT},
        {"message", N_("In detail"), JX_COLUMN_TEXT},
        {"advice", N_("What to do"), JX_COLUMN_TEXT}};
    static const struct jx_table table = {
        JX_TABLE("faults", N_("Faults to mend"), columns)};
    bool ok = jx_tables_begin(tables, &table, err);
    for (size_t i = 0; ok && i < checked->fault_count; i++) {
        const struct jx_fault *f = &checked->faults[i].fault;
        ok = jx_tables_row(
            tables,
            (const struct jx_value[]){
                jx_cell_words(checked->faults[i].called),
                jx_cell_severity(f->warning ? JX_WARNING : JX_ERROR),
                jx_cell_words(f->path),
                f->line > 0 ? jx_cell_count((uint64_t)f->line) : (struct jx_value){0},
                jx_cell_words(f->at), jx_cell_words(f->text), jx_cell_words(f->hint)},
            err);
    }
    return ok;
}

bool jx_checked_write(const struct jx_checked *checked, struct jx_app *app,
                      const struct jx_options *options, struct jx_error *err)
{
    if (checked->kept.lost)
        return jx_fail_memory(err, NULL);
    struct jx_tables *tables = jx_tables_open(app, options, err);
    bool ok =
        tables && write_packs(checked, tables, err) && write_faults(checked, tables, err);
    return jx_tables_close(tables, ok, err) && ok;
}
