/* verify_tables.c: what 'jixiao verify' found, as tables. Comparing is done elsewhere. */
#include "verify_tables.h"

#include "lang.h"
#include "tables.h"

#include <string.h>

void jx_verified_add(struct jx_verified *verified, const char *record, const char *name,
                     const char *text)
{
    if (!verified->wanted)
        return;
    record = jx_kept_text(&verified->kept, record);
    name = jx_kept_text(&verified->kept, name);
    while (*text && !verified->kept.lost) {
        text += strspn(text, " ");
        size_t n = strcspn(text, "\n");
        struct jx_verified_line *line = JX_KEPT_ADD(&verified->kept, verified->lines,
                                                    verified->count, verified->room);
        if (!line)
            return;
        *line = (struct jx_verified_line){record, name,
                                          jx_arena_copy(&verified->kept.arena, text, n)};
        verified->kept.lost |= !line->text;
        text += n + (text[n] == '\n');
    }
}

static bool write_end(const struct jx_verified_end *end, struct jx_tables *tables,
                      struct jx_error *err)
{
    static const struct jx_column columns[] = {
        {"file", N_("File"), JX_COLUMN_TEXT},
        {"verdict", N_("Verdict"), JX_COLUMN_TEXT},
        {"results", N_("Results"), JX_COLUMN_COUNT},
        {"changed", N_("Differences"), JX_COLUMN_COUNT}};
    static const struct jx_table table = {
        JX_TABLE("verified", N_("Scored again"), columns)};
    return jx_tables_begin(tables, &table, err) &&
           jx_tables_row(tables,
                         (const struct jx_value[]){
                             jx_cell_words(end->file),
                             end->changed ? jx_cell_keyed(_("not reproduced"), "changed")
                                          : jx_cell_keyed(_("reproduced"), "reproduced"),
                             jx_cell_count(end->results), jx_cell_count(end->changed)},
                         err);
}

static bool write_lines(const struct jx_verified *verified, struct jx_tables *tables,
                        struct jx_error *err)
{
    static const struct jx_column columns[] = {
        {"record", N_("Code"), JX_COLUMN_TEXT},
        {"name", N_("Project"), JX_COLUMN_TEXT},
        {"message", N_("In detail"), JX_COLUMN_TEXT}};
    static const struct jx_table table = {
        JX_TABLE("differences", N_("What has changed"), columns)};
    bool ok = jx_tables_begin(tables, &table, err);
    for (size_t i = 0; ok && i < verified->count; i++) {
        const struct jx_verified_line *l = &verified->lines[i];
        ok = jx_tables_row(
            tables,
            (const struct jx_value[]){jx_cell_words(*l->record ? l->record : NULL),
                                      jx_cell_words(*l->name ? l->name : NULL),
                                      jx_cell_words(l->text)},
            err);
    }
    return ok;
}

int jx_verified_tell(const struct jx_verified *verified,
                     const struct jx_verified_end *end, struct jx_app *app,
                     const struct jx_options *options)
{
    struct jx_error err = {0};
    if (verified->kept.lost) {
        jx_fail_memory(&err, NULL);
        return jx_complain(JX_EXIT_INPUT, &err);
    }
    struct jx_tables *tables = jx_tables_open(app, options, &err);
    bool ok =
        tables && write_end(end, tables, &err) && write_lines(verified, tables, &err);
    if (!jx_tables_close(tables, ok, &err) || !ok)
        return jx_complain(jx_error_exit(&err), &err);
    return end->changed ? JX_EXIT_FINDINGS : JX_EXIT_DONE;
}
