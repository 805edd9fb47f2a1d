/* styles.c: fonts, borders, colours and number formats. Fonts are those that offices have:
 * 宋体 for tables, 黑体 for headings, 仿宋 for texts of forms. */
#include "styles.h"

enum { NO_BORDER = 1, LEFT = 2, RIGHT = 4, BOLD = 8, WRAP = 16, UNLOCKED = 32, TOP = 64 };

struct look {
    const char *font;
    double size;
    unsigned flags;
    lxw_color_t fill, ink;
    const char *number;
};

static const char song[] = "宋体", hei[] = "黑体", fang[] = "仿宋";

static const struct look looks[STYLE_COUNT] = {
    [STYLE_TITLE] = {hei, 16, NO_BORDER | BOLD, 0, 0, NULL},
    [STYLE_TABLE_TITLE] = {hei, 16, NO_BORDER | BOLD | LEFT, 0, 0, NULL},
    [STYLE_NOTE] = {song, 9, NO_BORDER | LEFT | WRAP, 0, 0x595959, NULL},
    [STYLE_HEAD] = {hei, 10, BOLD | WRAP, 0xd9e2f3, 0, NULL},
    [STYLE_TEXT] = {song, 10, LEFT | WRAP, 0, 0, NULL},
    [STYLE_CENTER] = {song, 10, WRAP, 0, 0, NULL},
    [STYLE_FIGURE] = {song, 10, RIGHT, 0, 0, NULL},
    [STYLE_MONEY] = {song, 10, RIGHT, 0, 0, "#,##0.00_ "},
    [STYLE_RATE] = {song, 10, RIGHT, 0, 0, "0.00%"},
    [STYLE_GAP] = {song, 10, RIGHT, 0, 0, "[Red]+0.00_ ;[Blue]-0.00_ ;0.00_ "},
    [STYLE_POINTS] = {song, 10, RIGHT, 0, 0, "0.00"},
    [STYLE_CHANGE] = {song, 10, RIGHT, 0, 0, "+0.00;[Red]-0.00;0.00"},
    [STYLE_CHANGE_WHOLE] = {song, 10, RIGHT, 0, 0, "+0;[Red]-0;0"},
    [STYLE_SHARE] = {song, 10, RIGHT, 0, 0, "0.0%"},
    [STYLE_BEST] = {song, 10, 0, 0xc6efce, 0x006100, NULL},
    [STYLE_GOOD] = {song, 10, 0, 0xddebf7, 0x1f4e78, NULL},
    [STYLE_FAIR] = {song, 10, 0, 0xffeb9c, 0x7f6000, NULL},
    [STYLE_POOR] = {song, 10, 0, 0xffc7ce, 0x9c0006, NULL},
    [STYLE_INFO] = {song, 10, 0, 0, 0x1f4e78, NULL},
    [STYLE_WARNING] = {song, 10, 0, 0xffeb9c, 0x7f6000, NULL},
    [STYLE_ERROR] = {song, 10, BOLD, 0xffc7ce, 0x9c0006, NULL},
    [STYLE_LINK] = {song, 10, LEFT | WRAP, 0, 0x0563c1, NULL},
    [STYLE_INPUT] = {song, 10, UNLOCKED | WRAP, 0xfff2cc, 0, NULL},
    [STYLE_INPUT_TEXT] = {song, 10, UNLOCKED | LEFT | WRAP, 0xfff2cc, 0, NULL},
    [STYLE_INPUT_RATE] = {song, 10, 0, 0, 0, "0.00%"},
    [STYLE_DATE] = {song, 10, UNLOCKED, 0xfff2cc, 0, "yyyy-mm-dd"},
    [STYLE_FORM_TITLE] = {hei, 18, NO_BORDER, 0, 0, NULL},
    [STYLE_FORM_YEAR] = {fang, 11, NO_BORDER, 0, 0, NULL},
    [STYLE_FORM_LABEL] = {hei, 10, WRAP, 0xf2f2f2, 0, NULL},
    [STYLE_FORM_BLANK] = {fang, 10, NO_BORDER | LEFT | WRAP | TOP, 0, 0, NULL},
};

static lxw_format *make(lxw_workbook *workbook, const struct look *look)
{
    lxw_format *format = workbook_add_format(workbook);
    if (!format)
        return NULL;
    format_set_font_name(format, look->font);
    format_set_font_size(format, look->size);
    format_set_align(format, look->flags & LEFT    ? LXW_ALIGN_LEFT
                             : look->flags & RIGHT ? LXW_ALIGN_RIGHT
                                                   : LXW_ALIGN_CENTER);
    format_set_align(format, look->flags & TOP ? LXW_ALIGN_VERTICAL_TOP
                                               : LXW_ALIGN_VERTICAL_CENTER);
    /* Figures with a format of their own have a blank in it. */
    if (look->flags & (LEFT | RIGHT) && !(look->flags & NO_BORDER) && !look->number)
        format_set_indent(format, 1);
    if (look->flags & BOLD)
        format_set_bold(format);
    if (look->flags & WRAP)
        format_set_text_wrap(format);
    if (!(look->flags & NO_BORDER))
        format_set_border(format, LXW_BORDER_THIN);
    if (look->flags & UNLOCKED)
        format_set_unlocked(format);
    if (look->fill)
        format_set_bg_color(format, look->fill);
    if (look->ink)
        format_set_font_color(format, look->ink);
    if (look->number)
        format_set_num_format(format, look->number);
    return format;
}

bool styles_make(struct book *book)
{
    for (int i = 0; i < STYLE_COUNT; i++) {
        book->styles[i] = make(book->workbook, &looks[i]);
        if (!book->styles[i])
            return false;
    }
    format_set_underline(book->styles[STYLE_LINK], LXW_UNDERLINE_SINGLE);
    return true;
}
