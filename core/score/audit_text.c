/* audit_text.c: words in cells: instructions of the blank form left behind, and figures
 * in prose that contradict the form. */
#include "scoring.h"

#include "lang.h"
#include "recognise.h"
#include "record.h"
#include "strbuf.h"
#include "utf8.h"

#include <string.h>

const char *template_words(enum template_mark mark)
{
    return mark == TEMPLATE_ONLY
               ? N_("the cell holds only the blank form's instructions")
               : N_("the blank form's instructions are left beside the text");
}

static void check_template(struct scoring *s, const struct jx_item *item,
                           const struct jx_cell *cell, enum template_mark mark)
{
    if (mark == TEMPLATE_NONE)
        return;
    finding_add(s, "template-text", item, cell, template_words(mark), NULL, 0);
}

static void check_cells(struct scoring *s)
{
    struct jx_item block = {.index = JX_INDEX_BUDGET, .name = s->form->budget_name};
    for (int key = 0; key < JX_FUND_COUNT; key++)
        check_template(s, &block, &s->record->budget.total.cell[key],
                       s->funds[0][key].template);
    for (size_t i = 0; i < s->item_count; i++) {
        const struct scored *item = &s->items[i];
        for (int key = 0; item->row && key < JX_IND_COUNT; key++)
            check_template(s, item->item, &item->row->cell[key],
                           seen_cell(item, key)->template);
    }
}

/* ---- figures in prose ---- */

/* A figure in a text: its value and the unit of its last printed digit. */
struct figure {
    struct jx_dec value, step;
    size_t end;
};

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of the mark that stands behind a figure, blanks before it counted; 0: none does. */
static size_t mark_at(struct jx_str rest, struct jx_str mark)
{
    static const char wide[] = "％";
    size_t blanks = 0;
    while (blanks < rest.n && rest.p[blanks] == ' ')
        blanks++;
    rest = (struct jx_str){rest.p + blanks, rest.n - blanks};
    if (jx_str_starts(rest, mark))
        return blanks + mark.n;
    return *mark.p == '%' && jx_str_starts(rest, jx_str_of(wide)) ? blanks + strlen(wide)
                                                                  : 0;
}

/* Does the sentence, or a part of it, end here? */
static bool ends_here(struct jx_str rest)
{
    static const char *const ends[] = {"，", "。", "；", "、", "）", ",", ";", ")", "\n"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (jx_str_starts(rest, jx_str_of(ends[i])))
            return true;
    return !rest.n;
}

/* Reads "96分" or "79.77%" at text[i..]; `mark` is what must follow the digits, unless
 * `bare` figures will do. */
static bool figure_at(struct jx_str text, size_t i, struct jx_str mark, bool bare,
                      struct figure *out)
{
    size_t end = i, decimals = 0;
    while (end < text.n && digit(text.p[end]))
        end++;
    if (end == i)
        return false;
    if (end + 1 < text.n && text.p[end] == '.' && digit(text.p[end + 1])) {
        size_t from = ++end;
        while (end < text.n && digit(text.p[end]))
            end++;
        decimals = end - from;
    }
    if (!jx_dec_parse((struct jx_str){text.p + i, end - i}, &out->value))
        return false;
    struct jx_str rest = {text.p + end, text.n - end};
    size_t marked = mark_at(rest, mark);
    out->step = (struct jx_dec){1, -(int32_t)decimals};
    out->end = end + marked;
    return marked || (bare && ends_here(rest));
}

/* What may stand between a word and its figure: nothing that ends a sentence (NO_GAP), or
 * makes the figure a limit: 不低于, 未达到, 超过; WIDE is what says more than "is". */
enum gap { NO_GAP, WIDE, NARROW };
static enum gap gap_of(uint32_t c)
{
    switch (c) {
    case 0x3002: /* 。 */
    case 0xff0c: /* ， */
    case 0xff1b: /* ； */
    case ',':
    case 0x4e0d: /* 不 */
    case 0x672a: /* 未 */
    case 0x4f4e: /* 低 */
    case 0x9ad8: /* 高 */
    case 0x8d85: /* 超 */
    case 0x7b2c: /* 第 */ return NO_GAP;
    case 0x4e3a: /* 为 */
    case 0x662f: /* 是 */
    case 0x8fbe: /* 达 */
    case 0x5230: /* 到 */
    case 0xff1a: /* ： */
    case ':':
    case ' ': return NARROW;
    default: return WIDE;
    }
}

/* Where a figure begins that stands behind a word which ends at i, within a few characters
 * that are no digits: "得分为96分", "项目自评总分98.81分"; text.n: none does. *bare: nothing
 * but "is" stands between. */
static size_t figure_behind(struct jx_str text, size_t i, bool *bare)
{
    enum { GAP = 4 };
    size_t step;
    *bare = true;
    for (int n = 0; n < GAP && i < text.n && !digit(text.p[i]); n++, i += step) {
        enum gap gap = gap_of(jx_utf8_next(text.p + i, text.n - i, &step));
        if (gap == NO_GAP)
            return text.n;
        *bare &= gap == NARROW;
    }
    return i;
}

/* Words of a list, and which of the pack's words is the first of them. */
struct list {
    const struct jx_patterns *words;
    size_t first;
};

/* The words of a list that are in the text: bit i % 64 for its i-th. */
static uint64_t list_there(const struct list *list, const struct words *found)
{
    size_t count = list->words->count, before = list->first % 64;
    uint64_t bits = found->there >> before;
    if (before)
        bits |= found->there << (64 - before);
    return count < 64 ? bits & (((uint64_t)1 << count) - 1) : bits;
}

/* What the form itself says in a cell. */
struct said {
    struct jx_dec value;
    const struct jx_cell *cell;
    struct jx_str digits; /* as the cell prints them, where it is a plain figure */
    struct jx_str mark;   /* behind the figure in prose */
    size_t agreed;        /* where the last figure begins that says the same; 0: none */
};

/* Where the figure at text[i] ends if it is printed as the form prints it, its mark counted
 * if it has one; 0: it is not. Most figures are. */
static size_t repeats(struct jx_str text, size_t i, const struct said *said)
{
    const size_t end = i + said->digits.n;
    struct jx_str rest = {text.p + i, text.n - i};
    if (!said->digits.n || !jx_str_starts(rest, said->digits) ||
        (end < text.n && (digit(text.p[end]) || text.p[end] == '.')))
        return 0;
    return end + mark_at((struct jx_str){text.p + end, text.n - end}, said->mark);
}

static bool conflicts(const struct figure *figure, const struct said *said)
{
    /* Figures in prose may be rounded or cut to fewer digits: only a difference of a whole
     * unit of the last printed digit is a conflict. */
    struct jx_dec gap = jx_dec_abs(jx_dec_sub(figure->value, said->value));
    return jx_dec_cmp(gap, figure->step) >= 0;
}

static bool ends_with(struct jx_str word, struct jx_str mark)
{
    return word.n > mark.n && memcmp(word.p + word.n - mark.n, mark.p, mark.n) == 0;
}

static void tell_conflict(struct scoring *s, const struct jx_cell *prose, size_t start,
                          size_t end, const struct said *said)
{
    struct jx_str both = {prose->text.p + start, end - start};
    struct jx_arg args[2] = {arg_text(both), arg_text(said->cell->text)};
    finding_add(s, "text-conflict", NULL, prose,
                N_("the text says \"%s\", the form says %s"), args, 2);
}

/* The figures behind one word, which stands at `from` first. The first that conflicts is
 * told; false: there is one. Without its mark a figure counts behind a word that ends with
 * it, where nothing but "is" stands between: "得分：96。" */
static bool check_word(struct scoring *s, const struct jx_cell *prose, struct jx_str word,
                       size_t from, bool again, struct said *said)
{
    const struct jx_str text = prose->text, mark = said->mark;
    for (bool more = true, bare; more && from + word.n < text.n; more = again) {
        struct figure figure;
        struct jx_str rest = {text.p + from, text.n - from};
        ptrdiff_t at = jx_str_starts(rest, word) ? 0 : jx_str_find(rest, word);
        if (at < 0)
            break;
        size_t start = from + (size_t)at, i = figure_behind(text, start + word.n, &bare);
        from = start + word.n;
        if (i == text.n || i == said->agreed)
            continue;
        size_t end = repeats(text, i, said);
        if (!end) {
            if (!figure_at(text, i, mark, bare && ends_with(word, mark), &figure))
                continue;
            if (conflicts(&figure, said))
                return tell_conflict(s, prose, start, figure.end, said), false;
            end = figure.end;
        }
        from = end;
        said->agreed = i;
    }
    return true;
}

static void check_figures(struct scoring *s, const struct jx_cell *prose,
                          const struct list *list, const struct words *found,
                          struct said *said)
{
    for (uint64_t there = list_there(list, found); there; there &= there - 1)
        for (size_t i = (size_t)__builtin_ctzll(there); i < list->words->count; i += 64) {
            const size_t bit = (list->first + i) % 64;
            if (!check_word(s, prose, list->words->list[i], found->at[bit],
                            found->again >> bit & 1, said))
                return;
        }
}

/* What follows a word for a grade: behind "为", a colon, a quotation mark, if any. */
static struct jx_str after_marks(struct jx_str rest)
{
    static const char *const marks[] = {"为", "是", "：", ":", "“",
                                        "\"", "「", "『", "‘"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (jx_str_starts(rest, jx_str_of(marks[i]))) {
            size_t n = strlen(marks[i]);
            rest = (struct jx_str){rest.p + n, rest.n - n};
        }
    return rest;
}

/* A grade named in prose ("等级为优") against the one the claimed total gives. */
static void check_grade(struct scoring *s, const struct jx_cell *prose,
                        const struct list *list, const struct words *found,
                        struct jx_dec total)
{
    const struct jx_pack *pack = s->pack;
    const char *given = NULL;
    const uint64_t there = list_there(list, found);
    if (!there)
        return;
    for (size_t i = 0; i < pack->grade_count && !given; i++)
        if (jx_dec_cmp(total, pack->grades[i].from) >= 0)
            given = pack->grades[i].name;
    for (size_t i = 0; given && i < list->words->count; i++) {
        struct jx_str word = list->words->list[i];
        ptrdiff_t at = there >> i % 64 & 1 ? jx_str_find(prose->text, word) : -1;
        if (at < 0)
            continue;
        struct jx_str rest = after_marks((struct jx_str){
            prose->text.p + at + word.n, prose->text.n - (size_t)at - word.n});
        for (size_t g = 0; g < pack->grade_count; g++) {
            struct jx_str name = jx_str_of(pack->grades[g].name);
            if (!jx_str_starts(rest, name) || jx_str_is(name, given))
                continue;
            struct jx_arg args[2] = {arg_text(name), arg_words(given)};
            finding_add(s, "text-conflict", NULL, prose,
                        N_("the text says grade %s, the claimed total gives %s"), args,
                        2);
            return;
        }
    }
}

/* Of one text: what the pack's words in it say. */
static void check_prose(struct scoring *s, const struct jx_cell *prose,
                        const struct words *found)
{
    const struct jx_prose *words = &s->pack->prose;
    const struct list scores = {&words->score, 0};
    const struct list rates = {&words->rate, words->score.count};
    const struct list grades = {&words->grade, words->score.count + words->rate.count};
    const struct seen *share = &s->funds[0][JX_FUND_RATE];
    struct said total = {.cell = &s->record->cell[JX_REC_REPORTED_TOTAL],
                         .mark = jx_str_of("分")};
    struct said rate = {.cell = &s->record->budget.total.cell[JX_FUND_RATE],
                        .mark = jx_str_of("%")};
    struct jx_dec step;
    if (s->total.kind && seen_points(&s->total, false, &total.value)) {
        if (s->total.kind == SEEN_FIGURE)
            total.digits = total.cell->text;
        check_figures(s, prose, &scores, found, &total);
        check_grade(s, prose, &grades, found, total.value);
    }
    if (list_there(&rates, found) && share->kind &&
        seen_rate(share, &rate.value, &step)) {
        rate.value = jx_dec_shift(rate.value, 2);
        if (share->kind == SEEN_FIGURE && share->percent)
            rate.digits = (struct jx_str){rate.cell->text.p, rate.cell->text.n - 1};
        check_figures(s, prose, &rates, found, &rate);
    }
}

/* Of a name or a conclusion, which are a form's own: to remember them would be of no use. */
static void check_own(struct scoring *s, const struct jx_cell *cell)
{
    bool only;
    if (s->form && jx_cell_filled(cell) && jx_template_match(s->form, cell->text, &only))
        check_template(s, NULL, cell, only ? TEMPLATE_ONLY : TEMPLATE_BESIDE);
}

/* Of any other text; *seen: nothing where there is no more to say of it. */
static void check_other(struct scoring *s, enum jx_record_key key, bool prose,
                        struct seen *seen)
{
    seen->kind = SEEN_NOTHING;
    if (text_is_dull(s, key, prose))
        return;
    see_record(s, key, seen);
    check_template(s, NULL, &s->record->cell[key], (enum template_mark)seen->template);
}

void audit_texts(struct scoring *s)
{
    static const enum jx_record_key prose[] = {JX_REC_PROBLEMS, JX_REC_MEASURES};
    enum { PROSE = sizeof prose / sizeof *prose };
    const struct jx_cell *cell = s->record->cell;
    const struct jx_str text = cell[JX_REC_NAME].text;
    struct jx_pairs_walk name = {text, text.p, OF_FORM};
    struct seen seen[PROSE], other;
    struct words found;
    if (s->form && s->has_template)
        check_cells(s);
    if (s->form_words->all || jx_pairs_next(s->form_words, &name))
        check_own(s, &cell[JX_REC_NAME]);
    check_other(s, JX_REC_DEPARTMENT, false, &other);
    check_other(s, JX_REC_UNIT, false, &other);
    prose_words(s->engine->prose, s->form_words, cell[JX_REC_CONCLUSION].text, &found);
    if (found.of_form)
        check_own(s, &cell[JX_REC_CONCLUSION]);
    for (size_t i = 0; i < PROSE; i++)
        check_other(s, prose[i], true, &seen[i]);
    if (found.there && jx_cell_filled(&cell[JX_REC_CONCLUSION]))
        check_prose(s, &cell[JX_REC_CONCLUSION], &found);
    for (size_t i = 0; i < PROSE; i++)
        if (seen[i].kind && seen_words(s, &seen[i], &found))
            check_prose(s, &cell[prose[i]], &found);
}
