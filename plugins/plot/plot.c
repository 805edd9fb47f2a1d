/* plot.c: the list of shapes. What is drawn is draw.c's business, how it is written, that of
 * svg.c and emf.c. */
#include "plot.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_SIZE = 13, SMALL_SIZE = 12 };

const struct plot_colour plot_colours[PLOT_INKS] = {
    [PLOT_INK] = {"p-ink", 0x1b1f24},     [PLOT_SOFT] = {"p-soft", 0x545b64},
    [PLOT_RULE] = {"p-rule", 0xccd1d7},   [PLOT_BEFORE] = {"p-before", 0x9aa5b1},
    [PLOT_AFTER] = {"p-after", 0x3569b5}, [PLOT_BETTER] = {"p-better", 0x2e7d4f},
    [PLOT_WORSE] = {"p-worse", 0xb4532a}, [PLOT_HEAT] = {"p-heat", 0xb4532a},
};

static struct plot_shape *add(struct plot *plot, enum plot_shape_kind kind,
                              enum plot_ink ink, double x, double y)
{
    static struct plot_shape nowhere;
    if (plot->count == plot->capacity) {
        size_t capacity = plot->capacity ? plot->capacity * 2 : 128;
        struct plot_shape *shapes = realloc(plot->shapes, capacity * sizeof *shapes);
        plot->failed |= !shapes;
        if (!shapes)
            return &nowhere;
        plot->shapes = shapes;
        plot->capacity = capacity;
    }
    struct plot_shape *shape = &plot->shapes[plot->count++];
    *shape = (struct plot_shape){
        .kind = (uint8_t)kind, .ink = (uint8_t)ink, .x = x, .y = y, .depth = 1};
    return shape;
}

void plot_rect(struct plot *plot, enum plot_ink ink, double x, double y, double w,
               double h)
{
    struct plot_shape *shape = add(plot, PLOT_RECT, ink, x, y);
    shape->w = w;
    shape->h = h;
}

void plot_line(struct plot *plot, enum plot_ink ink, double x, double y, double to_x,
               double to_y)
{
    struct plot_shape *shape = add(plot, PLOT_LINE, ink, x, y);
    shape->w = to_x;
    shape->h = to_y;
    shape->size = ink == PLOT_RULE ? 1 : 1.8;
}

static void keep_text(struct plot *plot, struct plot_shape *shape, struct jx_str text)
{
    shape->text = plot->texts.n;
    paper_add(&plot->texts, text);
    shape->text_end = plot->texts.n;
    plot->failed |= plot->texts.failed;
}

void plot_says(struct plot *plot, const struct paper_text *words)
{
    if (!plot->count)
        return;
    keep_text(plot, &plot->shapes[plot->count - 1], paper_done(words));
    if (plot->describe.n)
        paper_puts(&plot->describe, paper_word(plot->host, N_("; ")));
    paper_add(&plot->describe, paper_done(words));
}

void plot_text(struct plot *plot, enum plot_ink ink, enum plot_anchor anchor, double x,
               double y, struct jx_str text)
{
    struct plot_shape *shape = add(plot, PLOT_TEXT, ink, x, y);
    shape->anchor = (uint8_t)anchor;
    shape->size = ink == PLOT_INK ? TEXT_SIZE : SMALL_SIZE;
    keep_text(plot, shape, text);
}

void plot_label(struct plot *plot, enum plot_anchor anchor, double x, double y,
                struct jx_str text, size_t columns)
{
    size_t n = text.n;
    bool cut = plot->host->columns(plot->host, text) > columns; /* "…" is two wide */
    while (cut && n &&
           plot->host->columns(plot->host, (struct jx_str){text.p, n}) + 2 > columns)
        do
            n--;
        while (n && (text.p[n] & 0xc0) == 0x80);
    plot_text(plot, PLOT_INK, anchor, x, y, (struct jx_str){text.p, n});
    if (!cut)
        return;
    paper_puts(&plot->texts, "…");
    plot->shapes[plot->count - 1].text_end = plot->texts.n;
}

void plot_free(struct plot *plot)
{
    free(plot->shapes);
    paper_free(&plot->texts);
    paper_free(&plot->describe);
    *plot = (struct plot){0};
}
