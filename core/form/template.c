/* template.c: tells the instructions of a blank form from what somebody wrote. Works on
 * one cell and on nothing else. */
#include "recognise.h"

#include "fold.h"
#include "strbuf.h"
#include "utf8.h"

#include <string.h>

enum { CLAUSE_MAX = 1024 };

enum verdict { CONTENT, REMARK, INSTRUCTION };

/* What a clause is; `width`-folded on both sides, so that "；" and ";" are the same. */
static enum verdict judge(const struct jx_form_spec *spec, struct jx_str clause)
{
    char text[CLAUSE_MAX], word[JX_FOLD_MAX];
    struct jx_str folded = jx_fold_width(clause, text, sizeof text);
    for (size_t i = 0; folded.n && i < spec->template_count; i++) {
        const struct jx_template_text *t = &spec->templates[i];
        struct jx_str pattern = jx_fold_width(t->pattern, word, sizeof word);
        if (pattern.n && jx_str_glob(folded, pattern))
            return t->empties ? INSTRUCTION : REMARK;
    }
    return CONTENT;
}

struct cell {
    const struct jx_form_spec *spec;
    bool found, content;
};

static bool has_text(struct jx_str clause)
{
    for (size_t i = 0, step; i < clause.n; i += step) {
        uint32_t c = jx_utf8_next(clause.p + i, clause.n - i, &step);
        if (!jx_utf8_blank(c) && c != '.' && c != ',' && c != 0xff0c && c != 0x3001)
            return true;
    }
    return false;
}

static void clause(struct cell *cell, struct jx_str text)
{
    text = jx_str_trim(jx_skip_numbering(text));
    if (!has_text(text))
        return;
    enum verdict verdict = judge(cell->spec, text);
    cell->found |= verdict != CONTENT;
    cell->content |= verdict != INSTRUCTION;
}

/* End of the parentheses that open at `from`, or 0: none on the next 100 bytes. */
static size_t remark_end(struct jx_str text, size_t from)
{
    for (size_t i = from, step; i < text.n && i - from < 100; i += step) {
        uint32_t c = jx_utf8_next(text.p + i, text.n - i, &step);
        if (i > from && (c == '(' || c == 0xff08))
            return 0;
        if (c == ')' || c == 0xff09)
            return i + step;
    }
    return 0;
}

/* A remark in parentheses that is an instruction leaves the text around it alone:
 * "…（200字以内）" behind real text is no content, and no clause of its own either. */
static size_t remark(struct cell *cell, struct jx_str text, size_t from)
{
    size_t end = remark_end(text, from);
    if (!end || judge(cell->spec, (struct jx_str){text.p + from, end - from}) == CONTENT)
        return 0;
    cell->found = true;
    return end;
}

static bool ends_clause(uint32_t c)
{
    return c == 0x3002 || c == ';' || c == 0xff1b || c == '\n' || c == '\r';
}

bool jx_template_match(const struct jx_form_spec *spec, struct jx_str text, bool *blank)
{
    struct cell cell = {.spec = spec};
    size_t from = 0, step;
    *blank = false;
    if (spec->template_count == 0 || text.n == 0 ||
        !jx_pairs_may_match(&spec->template_pairs, text))
        return false;
    for (size_t i = 0; i < text.n; i += step) {
        uint32_t c = jx_utf8_next(text.p + i, text.n - i, &step);
        size_t end = c == '(' || c == 0xff08 ? remark(&cell, text, i) : 0;
        if (!end && !ends_clause(c))
            continue;
        clause(&cell, (struct jx_str){text.p + from, i - from});
        if (end)
            step = end - i;
        from = i + step;
    }
    clause(&cell, (struct jx_str){text.p + from, text.n - from});
    *blank = cell.found && !cell.content;
    return cell.found;
}
