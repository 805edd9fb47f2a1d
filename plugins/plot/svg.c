/* svg.c: shapes as SVG. Colours are written as attributes, which any program understands,
 * and as classes, by which a page with a dark ground puts in its own. */
#include "plot.h"

#include <inttypes.h>
#include <stdio.h>

static void put(struct paper_text *out, const char *text)
{
    paper_puts(out, text);
}

/* Tenths are enough, and one way to write them. */
static void put_place(struct paper_text *out, const char *name, double value)
{
    char text[64];
    long tenths = (long)(value * 10 + (value < 0 ? -0.5 : 0.5));
    const char *sign = tenths < 0 ? "-" : "";
    tenths = tenths < 0 ? -tenths : tenths;
    if (tenths % 10)
        snprintf(text, sizeof text, " %s=\"%s%ld.%ld\"", name, sign, tenths / 10,
                 tenths % 10);
    else
        snprintf(text, sizeof text, " %s=\"%s%ld\"", name, sign, tenths / 10);
    put(out, text);
}

static void put_escaped(struct paper_text *out, struct jx_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '&')
            put(out, "&amp;");
        else if (c == '<')
            put(out, "&lt;");
        else if (c == '>')
            put(out, "&gt;");
        else if (c == '"')
            put(out, "&quot;");
        else if (c < ' ' || c == 0x7f)
            put(out, " ");
        else
            paper_add(out, (struct jx_str){text.p + i, 1});
    }
}

static void put_ink(struct paper_text *out, const struct plot_shape *shape,
                    const char *what)
{
    char text[96];
    const struct plot_colour *colour = &plot_colours[shape->ink];
    snprintf(text, sizeof text, " class=\"%s\" %s=\"#%06" PRIx32 "\"", colour->class,
             what, colour->rgb);
    put(out, text);
    if (shape->ink == PLOT_HEAT) {
        snprintf(text, sizeof text, " fill-opacity=\"0.%02d\"",
                 (int)(shape->depth * 85 + 0.5));
        put(out, text);
    }
}

static void put_text(const struct plot *plot, const struct plot_shape *shape,
                     struct paper_text *out)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    put(out, "<text");
    put_place(out, "x", shape->x);
    put_place(out, "y", shape->y);
    put_place(out, "font-size", shape->size);
    put(out, " text-anchor=\"");
    put(out, anchors[shape->anchor]);
    put(out, "\"");
    put_ink(out, shape, "fill");
    put(out, ">");
    put_escaped(
        out, (struct jx_str){plot->texts.p + shape->text, shape->text_end - shape->text});
    put(out, "</text>\n");
}

static void put_shape(const struct plot *plot, const struct plot_shape *shape,
                      struct paper_text *out)
{
    bool rect = shape->kind == PLOT_RECT;
    if (shape->kind == PLOT_TEXT) {
        put_text(plot, shape, out);
        return;
    }
    put(out, rect ? "<rect" : "<line");
    put_place(out, rect ? "x" : "x1", shape->x);
    put_place(out, rect ? "y" : "y1", shape->y);
    put_place(out, rect ? "width" : "x2", shape->w);
    put_place(out, rect ? "height" : "y2", shape->h);
    put_ink(out, shape, rect ? "fill" : "stroke");
    if (!rect)
        put_place(out, "stroke-width", shape->size);
    if (shape->kind == PLOT_DASHED)
        put(out, " stroke-dasharray=\"4 3\"");
    if (shape->text_end > shape->text) {
        put(out, "><title>");
        put_escaped(out, (struct jx_str){plot->texts.p + shape->text,
                                         shape->text_end - shape->text});
        put(out, rect ? "</title></rect>\n" : "</title></line>\n");
    } else {
        put(out, "/>\n");
    }
}

void plot_svg(const struct plot *plot, const char *title, const char *id, bool alone,
              struct paper_text *out)
{
    char text[200];
    put(out, alone ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg "
                     "xmlns=\"http://www.w3.org/2000/svg\" font-family=\"SimSun, Noto "
                     "Serif CJK SC, serif\""
                   : "<svg role=\"img\"");
    snprintf(text, sizeof text, " viewBox=\"0 0 %d %d\"", (int)plot->width,
             (int)plot->height);
    put(out, text);
    if (alone) {
        put_place(out, "width", plot->width);
        put_place(out, "height", plot->height);
    } else {
        snprintf(text, sizeof text, " aria-labelledby=\"t-%s d-%s\"", id, id);
        put(out, text);
    }
    snprintf(text, sizeof text, ">\n<title id=\"t-%s\">", id);
    put(out, text);
    put_escaped(out, paper_str(title));
    snprintf(text, sizeof text, "</title><desc id=\"d-%s\">", id);
    put(out, text);
    put_escaped(out, paper_done(&plot->describe));
    put(out, "</desc>\n");
    for (size_t i = 0; i < plot->count; i++)
        put_shape(plot, &plot->shapes[i], out);
    put(out, "</svg>\n");
}
