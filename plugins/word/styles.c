/* styles.c: how text looks: sizes and fonts of official documents, and other names under
 * which systems have the same fonts. */
#include "package.h"

#include <string.h>

/* Sizes in half points, distances in twentieths of a point. */
struct style {
    const char *id, *name, *font;
    int size;
    bool bold, keep_next, two_chars; /* two_chars: the first line is indented by them */
    int line, before, after;         /* line: exact height; 0: as the text needs */
    const char *align;
    int level; /* of headings, from 1 */
    const char *fill, *color;
};

enum { TWO_CHARS = 640, CELL_WIDE = 18, CELL_TALL = 21 };

static const struct style styles[] = {
    {WORD_TITLE, "Title", "宋体", 44, .bold = true, .line = 600, .before = 240,
     .after = 480, .align = "center"},
    {WORD_SMALL, "Subtitle", "宋体", 36, .bold = true, .keep_next = true, .after = 120,
     .align = "center"},
    {WORD_YEAR, "Year", "宋体", 21, .keep_next = true, .after = 60, .align = "center"},
    {WORD_H1, "heading 1", "黑体", 32, .keep_next = true, .two_chars = true, .line = 560,
     .level = 1},
    {WORD_H2, "heading 2", "楷体", 32, .keep_next = true, .two_chars = true, .line = 560,
     .level = 2},
    {WORD_BODY, "Body Text", "仿宋", 32, .two_chars = true, .line = 560, .align = "both"},
    {WORD_LEFT, "Addressee", "仿宋", 32, .line = 560},
    {WORD_RIGHT, "Signature", "仿宋", 32, .keep_next = true, .line = 560,
     .align = "right"},
    {WORD_GAP, "Placeholder", "仿宋", 32, .two_chars = true, .line = 560,
     .fill = "FFF2CC", .color = "7F6000"},
    {WORD_NOTE, "Remark", "宋体", 18, .before = 60, .after = 60},
    {WORD_SIGN, "Signatures", "宋体", 24, .before = 240, .after = 60},
    /* size 0: of cells, by the kind of page */
    {WORD_CELL, "Cell", "宋体", 0},
    {WORD_CENTRE, "Cell centred", "宋体", 0, .align = "center"},
    {WORD_HEAD, "Cell heading", "黑体", 0, .align = "center"},
    {"Hairline", "Hairline", "宋体", 2, .line = 20},
    {"Space", "Space", "宋体", 2, .line = 160},
    {"Footer", "footer", "宋体", 28},
};

static void fonts(struct word_markup *xml, const char *east_asian)
{
    static const char *const latin[] = {"w:ascii", "w:hAnsi", "w:cs"};
    word_start(xml, "w:rFonts");
    for (size_t i = 0; i < 3; i++)
        word_attribute(xml, latin[i], "Times New Roman");
    word_attribute(xml, "w:eastAsia", east_asian);
    word_end(xml);
}

static void size(struct word_markup *xml, int half_points)
{
    word_mark_number(xml, "w:sz", half_points);
    word_mark_number(xml, "w:szCs", half_points);
}

static void spacing(struct word_markup *xml, const struct style *style)
{
    word_start(xml, "w:spacing");
    word_number(xml, "w:before", style->before);
    word_number(xml, "w:after", style->after);
    if (style->line) {
        word_number(xml, "w:line", style->line);
        word_attribute(xml, "w:lineRule", "exact");
    }
    word_end(xml);
}

static void paragraph(struct word_markup *xml, const struct style *style)
{
    word_start(xml, "w:pPr");
    if (style->keep_next)
        word_mark(xml, "w:keepNext", NULL);
    if (style->fill) {
        word_start(xml, "w:shd");
        word_attribute(xml, "w:val", "clear");
        word_attribute(xml, "w:color", "auto");
        word_attribute(xml, "w:fill", style->fill);
        word_end(xml);
    }
    spacing(xml, style);
    if (style->two_chars || strcmp(style->id, WORD_RIGHT) == 0) {
        word_start(xml, "w:ind");
        word_number(xml, style->two_chars ? "w:firstLineChars" : "w:rightChars", 200);
        word_number(xml, style->two_chars ? "w:firstLine" : "w:right", TWO_CHARS);
        word_end(xml);
    }
    if (style->align)
        word_mark(xml, "w:jc", style->align);
    if (style->level)
        word_mark_number(xml, "w:outlineLvl", style->level - 1);
    word_end(xml);
}

static void one_style(struct word_markup *xml, const struct style *style, int cell_size)
{
    word_start(xml, "w:style");
    word_attribute(xml, "w:type", "paragraph");
    word_attribute(xml, "w:styleId", style->id);
    word_mark(xml, "w:name", style->name);
    word_mark(xml, "w:basedOn", "Normal");
    word_mark(xml, "w:qFormat", NULL);
    paragraph(xml, style);
    word_start(xml, "w:rPr");
    fonts(xml, style->font);
    if (style->bold)
        word_mark(xml, "w:b", NULL);
    if (style->color)
        word_mark(xml, "w:color", style->color);
    size(xml, style->size ? style->size : cell_size);
    word_end(xml);
    word_end(xml);
}

static void defaults(struct word_markup *xml)
{
    word_start(xml, "w:docDefaults");
    word_start(xml, "w:rPrDefault");
    word_start(xml, "w:rPr");
    fonts(xml, "仿宋");
    size(xml, 32);
    word_start(xml, "w:lang");
    word_attribute(xml, "w:val", "en-US");
    word_attribute(xml, "w:eastAsia", "zh-CN");
    word_end(xml);
    word_end(xml);
    word_end(xml);
    word_mark(xml, "w:pPrDefault", NULL);
    word_end(xml);
    word_start(xml, "w:style");
    word_attribute(xml, "w:type", "paragraph");
    word_attribute(xml, "w:default", "1");
    word_attribute(xml, "w:styleId", "Normal");
    word_mark(xml, "w:name", "Normal");
    word_mark(xml, "w:qFormat", NULL);
    word_end(xml);
}

bool word_styles(struct word_markup *xml, bool landscape)
{
    if (!word_markup_open(xml, "w:styles"))
        return false;
    defaults(xml);
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        one_style(xml, &styles[i], landscape ? CELL_WIDE : CELL_TALL);
    word_markup_end(xml);
    return !xml->failed;
}

bool word_fonts(struct word_markup *xml)
{
    static const char *const list[][2] = {
        {"仿宋", "FangSong,仿宋_GB2312,FangSong_GB2312,华文仿宋"},
        {"宋体", "SimSun,Noto Serif CJK SC,文泉驿宋体"},
        {"黑体", "SimHei,Noto Sans CJK SC,文泉驿正黑"},
        {"楷体", "KaiTi,楷体_GB2312,KaiTi_GB2312,华文楷体"}};
    if (!word_markup_open(xml, "w:fonts"))
        return false;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        word_start(xml, "w:font");
        word_attribute(xml, "w:name", list[i][0]);
        word_mark(xml, "w:altName", list[i][1]);
        word_mark(xml, "w:charset", "86");
        word_mark(xml, "w:pitch", "variable");
        word_end(xml);
    }
    word_markup_end(xml);
    return !xml->failed;
}
