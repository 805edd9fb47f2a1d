/* values.c: one cell: its stored value and formula, and the text it shows. Where it
 * stands is the business of sheet.c. */
#include "values.h"

#include <string.h>

static char type_of(const char *t)
{
    if (!t || strcmp(t, "n") == 0)
        return 'n';
    if (strcmp(t, "s") == 0 || strcmp(t, "b") == 0 || strcmp(t, "e") == 0)
        return t[0];
    return 't'; /* str, inlineStr, d: text as it stands */
}

static bool take_text(struct ooxml_xml *xml, struct ooxml_buffer *out)
{
    for (;;) {
        enum ooxml_event event = ooxml_next(xml);
        if (event == OOXML_TEXT)
            ooxml_buffer_add(out, xml->text.p, xml->text.n);
        else if (event == OOXML_OPEN ? !ooxml_skip(xml) : true)
            return event == OOXML_CLOSE;
    }
}

bool xlsx_stored_read(struct ooxml_xml *xml, struct xlsx_stored *stored)
{
    stored->type = type_of(ooxml_attribute(xml, "t"));
    stored->style = ooxml_number(ooxml_attribute(xml, "s"), INT32_MAX);
    stored->valued = false;
    stored->value.n = stored->formula.n = 0;
    for (;;) {
        enum ooxml_event event = ooxml_next(xml);
        bool ok = event > OOXML_DONE;
        if (event == OOXML_CLOSE)
            return true;
        if (event == OOXML_OPEN) {
            bool value = ooxml_is(xml, OOXML_SHEET, "v"),
                 text = ooxml_is(xml, OOXML_SHEET, "is");
            stored->valued |= value || text;
            if (value)
                ok = take_text(xml, &stored->value);
            else if (text)
                ok = xlsx_text_read(xml, &stored->value);
            else if (ooxml_is(xml, OOXML_SHEET, "f"))
                ok = take_text(xml, &stored->formula);
            else
                ok = ooxml_skip(xml);
        }
        if (!ok)
            return false;
    }
}

void xlsx_stored_free(struct xlsx_stored *stored)
{
    ooxml_buffer_free(&stored->value);
    ooxml_buffer_free(&stored->formula);
}

static bool has_any(struct jx_str text, const char *characters)
{
    for (size_t i = 0; i < text.n; i++)
        if (strchr(characters, text.p[i]))
            return true;
    return false;
}

/* "=100%" or "=1年" typed as a target means "equal to", but a spreadsheet takes it for a
 * formula. One that only repeats a figure, or is no formula at all, is what was typed. */
static bool is_typed_sign(const struct xlsx_stored *stored)
{
    struct jx_str f = {stored->formula.p, stored->formula.n};
    bool foreign = false;
    size_t figure = 0;
    for (size_t i = 0; i < f.n; i++) {
        foreign |= (unsigned char)f.p[i] >= 0x80;
        figure += f.p[i] && strchr("0123456789.%", f.p[i]);
    }
    if (f.n == 0 || f.n > 64)
        return false;
    return figure == f.n ||
           (stored->type == 'e' && foreign && !has_any(f, "()+-*/&^!:'\""));
}

static bool show_shared(const struct xlsx_book *book, struct jx_str value,
                        struct ooxml_buffer *out)
{
    const struct xlsx_strings *s = &book->strings;
    size_t index = 0;
    for (size_t i = 0; i < value.n && index < SIZE_MAX / 16; i++)
        index = value.p[i] >= '0' && value.p[i] <= '9'
                    ? index * 10 + (size_t)(value.p[i] - '0')
                    : SIZE_MAX;
    if (index >= s->count || value.n == 0)
        return ooxml_fail(book->host,
                          N_("a cell refers to a text that the workbook does not have: "
                             "the file is damaged, get a whole copy"));
    size_t from = index ? s->ends[index - 1] : 0;
    if (s->ends[index] > from)
        ooxml_buffer_add(out, s->text.p + from, s->ends[index] - from);
    return true;
}

bool xlsx_show(const struct xlsx_book *book, const struct xlsx_stored *stored,
               struct ooxml_buffer *out, bool *uncomputed)
{
    struct jx_str value = {stored->value.p, stored->value.n};
    const struct xlsx_styles *styles = &book->styles;
    bool styled = stored->style >= 0 && (size_t)stored->style < styles->count;
    if (is_typed_sign(stored)) {
        ooxml_buffer_add(out, "=", 1);
        ooxml_buffer_add(out, stored->formula.p, stored->formula.n);
        return true;
    }
    *uncomputed = stored->formula.n > 0 && !stored->valued;
    if (value.n == 0)
        return true;
    switch (stored->type) {
    case 's': return show_shared(book, value, out);
    case 'n':
        xlsx_format(styled ? styles->codes[stored->style] : NULL, value, book->date1904,
                    out);
        break;
    case 'b':
        value =
            value.p[0] == '0' ? (struct jx_str){"FALSE", 5} : (struct jx_str){"TRUE", 4};
        ooxml_buffer_add(out, value.p, value.n);
        break;
    default: xlsx_text_add(out, value); break;
    }
    return true;
}
