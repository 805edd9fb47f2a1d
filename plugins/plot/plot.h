/* plot.h: the plot of a report's table as shapes on a sheet, and the shapes as SVG for pages
 * and documents, or as EMF for office programs that draw no SVG. */
#pragma once

#include "table.h"

/* What a shape stands for; how that looks is one list for all (plot_colours). */
enum plot_ink {
    PLOT_INK,
    PLOT_SOFT,
    PLOT_RULE,
    PLOT_BEFORE,
    PLOT_AFTER,
    PLOT_BETTER,
    PLOT_WORSE,
    PLOT_HEAT, /* deeper the greater */
    PLOT_INKS
};
struct plot_colour {
    const char *class; /* in SVG, so that a page may choose other colours */
    uint32_t rgb;
};
extern const struct plot_colour plot_colours[PLOT_INKS];

enum plot_shape_kind { PLOT_RECT, PLOT_LINE, PLOT_DASHED, PLOT_TEXT };
enum plot_anchor { PLOT_LEFT, PLOT_MIDDLE, PLOT_RIGHT };
struct plot_shape {
    uint8_t kind, ink, anchor;
    double x, y, w, h;     /* of a line: to (w, h) from (x, y); of a text: the baseline */
    double depth;          /* 0..1, of PLOT_HEAT */
    double size;           /* of a text; of a line: its width */
    size_t text, text_end; /* into plot.texts; of other shapes: what a pointer shows */
};
struct plot {
    const struct jx_host *host;
    struct plot_shape *shapes;
    size_t count, capacity;
    struct paper_text texts, describe; /* describe: what is shown, in words */
    double width, height;
    bool failed;
};

/* Draws the rows that are kept; false: there is nothing to draw, or memory ran out. Zeroed
 * to begin with; plot_free in any case. */
bool plot_draw(struct plot *plot, const struct paper_table *kept);
void plot_free(struct plot *plot);

/* `id`: makes names unique on a page. `alone`: as a file, else as part of a page. */
void plot_svg(const struct plot *plot, const char *title, const char *id, bool alone,
              struct paper_text *out);
void plot_emf(const struct plot *plot, struct paper_text *out);

/* ---- for draw.c ---- */

void plot_rect(struct plot *plot, enum plot_ink ink, double x, double y, double w,
               double h);
void plot_line(struct plot *plot, enum plot_ink ink, double x, double y, double to_x,
               double to_y);
/* The last shape: what it is, for pointers and descriptions. */
void plot_says(struct plot *plot, const struct paper_text *words);
void plot_text(struct plot *plot, enum plot_ink ink, enum plot_anchor anchor, double x,
               double y, struct jx_str text);
/* Cut to so many columns of characters. */
void plot_label(struct plot *plot, enum plot_anchor anchor, double x, double y,
                struct jx_str text, size_t columns);
