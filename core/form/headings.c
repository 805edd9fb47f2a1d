/* headings.c: which of the headings of a table of indicators count where one kind stands
 * several times, or a level stands for the indicator. How cells stand under headings is
 * the business of columns.c. */
#include "segments.h"

/* In frameworks every level may have its points beside it: those behind the indicator's
 * name are the indicator's. */
static void take_behind_name(struct jx_columns *columns, const struct jx_form_spec *spec,
                             int key)
{
    char buffer[JX_FOLD_MAX];
    const struct jx_patterns *words =
        jx_label_words(spec->columns, spec->column_count, key);
    int name = jx_columns_find(columns, JX_IND_NAME), now = jx_columns_find(columns, key);
    if (!words || name < 0 || now < 0 || now > name)
        return;
    for (size_t i = (size_t)name + 1; i < columns->head.count; i++)
        if (columns->key[i] < 0 &&
            jx_words_have(words, jx_view_fold(&columns->head, i, buffer))) {
            columns->key[now] = -1;
            columns->key[i] = key;
            return;
        }
}

/* A framework of two levels: the second is the indicator, where points are given to it. */
static void take_level_as_name(struct jx_columns *columns)
{
    int level = jx_columns_find(columns, JX_IND_LEVEL2);
    if (level >= 0 && jx_columns_find(columns, JX_IND_NAME) < 0 &&
        jx_columns_find(columns, JX_IND_LEVEL1) >= 0 &&
        jx_columns_find(columns, JX_IND_WEIGHT) >= 0 &&
        jx_columns_find(columns, JX_IND_REPORTED_SCORE) >= 0)
        columns->key[level] = JX_IND_NAME;
}

void jx_headings_settle(struct jx_columns *columns, const struct jx_form_spec *spec)
{
    take_level_as_name(columns);
    take_behind_name(columns, spec, JX_IND_WEIGHT);
    take_behind_name(columns, spec, JX_IND_REPORTED_SCORE);
}

void jx_headings_read(struct jx_columns *columns, const struct jx_block_row *row,
                      const struct jx_form_spec *spec)
{
    jx_columns_read(columns, row, spec->columns, spec->column_count);
    jx_headings_settle(columns, spec);
}
