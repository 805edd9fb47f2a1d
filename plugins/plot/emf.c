/* emf.c: shapes as an enhanced metafile, the vector picture that every office program draws
 * ([MS-EMF]). Sixteen steps to a unit of the plot. */
#include "plot.h"

#include <string.h>

enum {
    EMR_HEADER = 1,
    EMR_EOF = 14,
    EMR_SETBKMODE = 18,
    EMR_SETTEXTALIGN = 22,
    EMR_SETTEXTCOLOR = 24,
    EMR_MOVETOEX = 27,
    EMR_SELECTOBJECT = 37,
    EMR_CREATEPEN = 38,
    EMR_CREATEBRUSHINDIRECT = 39,
    EMR_DELETEOBJECT = 40,
    EMR_RECTANGLE = 43,
    EMR_LINETO = 54,
    EMR_EXTCREATEFONTINDIRECTW = 82,
    EMR_EXTTEXTOUTW = 84,
    EMR_SETWINDOWEXTEX = 9,
    EMR_SETWINDOWORGEX = 10,
    EMR_SETVIEWPORTEXTEX = 11,
    EMR_SETVIEWPORTORGEX = 12,
    EMR_SETMAPMODE = 17
};
enum { STEPS = 16, NO_PEN = 5, DASHED_PEN = 1, UNITS = 512 };

struct emf {
    struct paper_text *out;
    size_t begin, record; /* where the file and the record begin in out */
    uint32_t records;
};

static void u16(struct emf *e, uint32_t value)
{
    const char bytes[2] = {(char)(value & 0xff), (char)(value >> 8 & 0xff)};
    paper_add(e->out, (struct jx_str){bytes, 2});
}

static void u32(struct emf *e, uint32_t value)
{
    u16(e, value & 0xffff);
    u16(e, value >> 16);
}

static void step(struct emf *e, double place)
{
    u32(e, (uint32_t)(int32_t)(place * STEPS + (place < 0 ? -0.5 : 0.5)));
}

static void patch(struct emf *e, size_t at, uint32_t value)
{
    for (int i = 0; i < 4 && !e->out->failed; i++)
        e->out->p[at + (size_t)i] = (char)(value >> 8 * i & 0xff);
}

static void open_record(struct emf *e, uint32_t type)
{
    e->record = e->out->n;
    e->records++;
    u32(e, type);
    u32(e, 0);
}

static void close_record(struct emf *e)
{
    while ((e->out->n - e->record) % 4 && !e->out->failed)
        paper_add(e->out, (struct jx_str){"", 1});
    patch(e, e->record + 4, (uint32_t)(e->out->n - e->record));
}

static void record(struct emf *e, uint32_t type, const uint32_t *values, size_t count)
{
    open_record(e, type);
    for (size_t i = 0; i < count; i++)
        u32(e, values[i]);
    close_record(e);
}

/* Blue, green, red from the low byte up is how the format has them; `depth` mixes with
 * white, for there is no transparency. */
static uint32_t colour(const struct plot_shape *shape)
{
    uint32_t rgb = plot_colours[shape->ink].rgb, mixed = 0;
    double depth = shape->ink == PLOT_HEAT ? shape->depth * 0.85 : 1;
    for (int i = 0; i < 3; i++) {
        double part = (double)(rgb >> 8 * (2 - i) & 0xff);
        mixed |= (uint32_t)(255 - (255 - part) * depth + 0.5) << 8 * i;
    }
    return mixed;
}

static void drop(struct emf *e, uint32_t object)
{
    record(e, EMR_DELETEOBJECT, &object, 1);
}

static void create_pen(struct emf *e, uint32_t style, double width, uint32_t ink)
{
    const uint32_t pen[] = {1, style, (uint32_t)(width * STEPS), 0, ink};
    record(e, EMR_CREATEPEN, pen, 5);
    record(e, EMR_SELECTOBJECT, (const uint32_t[]){1}, 1);
}

static void put_rect(struct emf *e, const struct plot_shape *shape)
{
    const uint32_t brush[] = {2, 0, colour(shape), 0};
    create_pen(e, NO_PEN, 0, 0);
    record(e, EMR_CREATEBRUSHINDIRECT, brush, 4);
    record(e, EMR_SELECTOBJECT, (const uint32_t[]){2}, 1);
    open_record(e, EMR_RECTANGLE);
    step(e, shape->x);
    step(e, shape->y);
    step(e, shape->x + shape->w);
    step(e, shape->y + shape->h);
    close_record(e);
    drop(e, 2);
    drop(e, 1);
}

static void put_line(struct emf *e, const struct plot_shape *shape)
{
    create_pen(e, shape->kind == PLOT_DASHED ? DASHED_PEN : 0,
               shape->kind == PLOT_DASHED ? 0 : shape->size, colour(shape));
    open_record(e, EMR_MOVETOEX);
    step(e, shape->x);
    step(e, shape->y);
    close_record(e);
    open_record(e, EMR_LINETO);
    step(e, shape->w);
    step(e, shape->h);
    close_record(e);
    drop(e, 1);
}

/* ---- texts ---- */

/* UTF-8 to UTF-16; returns how many units there are. */
static size_t units(struct jx_str text, uint16_t out[UNITS])
{
    size_t n = 0;
    for (size_t i = 0; i < text.n && n + 2 < UNITS;) {
        unsigned char c = (unsigned char)text.p[i];
        size_t more = c < 0x80 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
        uint32_t code = more ? c & (0x3fu >> more) : c;
        for (size_t k = 1; k <= more && i + k < text.n; k++)
            code = code << 6 | ((unsigned char)text.p[i + k] & 0x3fu);
        i += more + 1;
        if (code >= 0x10000) {
            out[n++] = (uint16_t)(0xd800 + ((code - 0x10000) >> 10));
            code = 0xdc00 + ((code - 0x10000) & 0x3ff);
        }
        out[n++] = (uint16_t)code;
    }
    return n;
}

static void create_font(struct emf *e, double size)
{
    static const uint16_t face[] = {0x5b8b, 0x4f53}; /* 宋体 */
    open_record(e, EMR_EXTCREATEFONTINDIRECTW);
    u32(e, 1);
    step(e, -size);
    for (int i = 0; i < 3; i++)
        u32(e, 0);
    u32(e, 400);
    u32(e, 0x86u << 24); /* GB2312 */
    u32(e, 0);
    for (size_t i = 0; i < 32; i++)
        u16(e, i < 2 ? face[i] : 0);
    for (int i = 0; i < 57; i++) /* full name, style and the rest: none */
        u32(e, 0);
    close_record(e);
    record(e, EMR_SELECTOBJECT, (const uint32_t[]){1}, 1);
}

static void put_text(const struct plot *plot, struct emf *e,
                     const struct plot_shape *shape)
{
    static const uint32_t aligns[] = {24, 24 | 6, 24 | 2}; /* on the baseline */
    uint16_t codes[UNITS];
    size_t count =
        units((struct jx_str){plot->texts.p + shape->text, shape->text_end - shape->text},
              codes);
    create_font(e, shape->size);
    record(e, EMR_SETTEXTALIGN, &aligns[shape->anchor], 1);
    record(e, EMR_SETTEXTCOLOR, (const uint32_t[]){colour(shape)}, 1);
    open_record(e, EMR_EXTTEXTOUTW);
    for (int i = 0; i < 4; i++)
        u32(e, 0);
    u32(e, 1);
    u32(e, 0x3f800000); /* 1.0 twice: scales */
    u32(e, 0x3f800000);
    step(e, shape->x);
    step(e, shape->y);
    u32(e, (uint32_t)count);
    u32(e, 76);
    for (int i = 0; i < 5; i++)
        u32(e, 0);
    u32(e, 76 + (uint32_t)(count * 2 + 3) / 4 * 4);
    for (size_t i = 0; i < count; i++)
        u16(e, codes[i]);
    while ((e->out->n - e->record) % 4 && !e->out->failed)
        u16(e, 0);
    for (size_t i = 0; i < count; i++) { /* how far it is to the next character */
        bool wide = codes[i] >= 0x1100;
        step(e, wide ? shape->size : shape->size / 2);
    }
    close_record(e);
    drop(e, 1);
}

/* ---- the file ---- */

static void header(const struct plot *plot, struct emf *e)
{
    uint32_t w = (uint32_t)(plot->width * STEPS), h = (uint32_t)(plot->height * STEPS);
    /* hundredths of a millimetre at 96 units to the inch */
    uint32_t mm[2] = {(uint32_t)(plot->width * 2540 / 96),
                      (uint32_t)(plot->height * 2540 / 96)};
    const uint32_t values[] = {0,
                               0,
                               (uint32_t)plot->width,
                               (uint32_t)plot->height,
                               0,
                               0,
                               mm[0],
                               mm[1],
                               0x464d4520,
                               0x10000,
                               0,
                               0,
                               3,
                               0,
                               0,
                               0,
                               1920,
                               1080,
                               508,
                               286};
    record(e, EMR_HEADER, values, sizeof values / sizeof *values);
    record(e, EMR_SETMAPMODE, (const uint32_t[]){8}, 1);
    record(e, EMR_SETWINDOWORGEX, (const uint32_t[]){0, 0}, 2);
    record(e, EMR_SETWINDOWEXTEX, (const uint32_t[]){w, h}, 2);
    record(e, EMR_SETVIEWPORTORGEX, (const uint32_t[]){0, 0}, 2);
    record(e, EMR_SETVIEWPORTEXTEX,
           (const uint32_t[]){(uint32_t)plot->width, (uint32_t)plot->height}, 2);
    record(e, EMR_SETBKMODE, (const uint32_t[]){1}, 1);
}

void plot_emf(const struct plot *plot, struct paper_text *out)
{
    struct emf e = {.out = out, .begin = out->n};
    header(plot, &e);
    for (size_t i = 0; i < plot->count; i++) {
        const struct plot_shape *shape = &plot->shapes[i];
        if (shape->kind == PLOT_RECT)
            put_rect(&e, shape);
        else if (shape->kind == PLOT_TEXT)
            put_text(plot, &e, shape);
        else
            put_line(&e, shape);
    }
    record(&e, EMR_EOF, (const uint32_t[]){0, 16, 20}, 3);
    patch(&e, e.begin + 48, (uint32_t)(out->n - e.begin));
    patch(&e, e.begin + 52, e.records);
    patch(&e, e.begin + 56, 4);
}
