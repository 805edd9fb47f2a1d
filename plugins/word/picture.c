/* picture.c: pictures in a document: DrawingML around a metafile, with SVG for programs that
 * know it. The files themselves are package.c's business. */
#include "doc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DRAWING       "http://schemas.openxmlformats.org/drawingml/2006/"
#define SVG_EXTENSION "http://schemas.microsoft.com/office/drawing/2016/SVG/main"

enum { TWIP = 635 }; /* the format's units in a twentieth of a point */

static bool keep(struct word_doc *doc, struct word_picture *picture)
{
    size_t count = doc->picture_count + 1;
    struct word_picture *pictures = realloc(doc->pictures, count * sizeof *doc->pictures);
    doc->xml.failed |= !pictures;
    if (!pictures) {
        paper_free(&picture->emf);
        paper_free(&picture->svg);
        return false;
    }
    pictures[count - 1] = *picture;
    *picture = (struct word_picture){0};
    doc->pictures = pictures;
    doc->picture_count = count;
    return true;
}

static void extent(struct word_doc *doc, const char *name, int width, int height)
{
    word_start(&doc->xml, name);
    word_number(&doc->xml, "cx", width);
    word_number(&doc->xml, "cy", height);
    word_end(&doc->xml);
}

static void properties(struct word_doc *doc, const char *name, int id,
                       const char *describe)
{
    char label[32];
    snprintf(label, sizeof label, "plot%d", id);
    word_start(&doc->xml, name);
    word_number(&doc->xml, "id", id);
    word_attribute(&doc->xml, "name", label);
    word_attribute(&doc->xml, "descr", describe);
    word_end(&doc->xml);
}

/* The metafile, and the SVG in its place where it is known. */
static void fill(struct word_doc *doc, int id)
{
    char emf[32], svg[32];
    snprintf(emf, sizeof emf, "rIdE%d", id);
    snprintf(svg, sizeof svg, "rIdS%d", id);
    word_start(&doc->xml, "pic:blipFill");
    word_start(&doc->xml, "a:blip");
    word_attribute(&doc->xml, "r:embed", emf);
    word_start(&doc->xml, "a:extLst");
    word_start(&doc->xml, "a:ext");
    word_attribute(&doc->xml, "uri", "{96DAC541-7B7A-43D3-8B79-37D633B846F1}");
    word_start(&doc->xml, "asvg:svgBlip");
    word_attribute(&doc->xml, "xmlns:asvg", SVG_EXTENSION);
    word_attribute(&doc->xml, "r:embed", svg);
    for (int i = 0; i < 4; i++)
        word_end(&doc->xml);
    word_start(&doc->xml, "a:stretch");
    word_mark(&doc->xml, "a:fillRect", NULL);
    word_end(&doc->xml);
    word_end(&doc->xml);
}

static void shape(struct word_doc *doc, int width, int height)
{
    word_start(&doc->xml, "pic:spPr");
    word_start(&doc->xml, "a:xfrm");
    word_start(&doc->xml, "a:off");
    word_number(&doc->xml, "x", 0);
    word_number(&doc->xml, "y", 0);
    word_end(&doc->xml);
    extent(doc, "a:ext", width, height);
    word_end(&doc->xml);
    word_start(&doc->xml, "a:prstGeom");
    word_attribute(&doc->xml, "prst", "rect");
    word_mark(&doc->xml, "a:avLst", NULL);
    word_end(&doc->xml);
    word_end(&doc->xml);
}

static void graphic(struct word_doc *doc, int id, int width, int height)
{
    word_start(&doc->xml, "a:graphic");
    word_attribute(&doc->xml, "xmlns:a", DRAWING "main");
    word_start(&doc->xml, "a:graphicData");
    word_attribute(&doc->xml, "uri", DRAWING "picture");
    word_start(&doc->xml, "pic:pic");
    word_attribute(&doc->xml, "xmlns:pic", DRAWING "picture");
    word_start(&doc->xml, "pic:nvPicPr");
    properties(doc, "pic:cNvPr", id, "");
    word_mark(&doc->xml, "pic:cNvPicPr", NULL);
    word_end(&doc->xml);
    fill(doc, id);
    shape(doc, width, height);
    for (int i = 0; i < 3; i++)
        word_end(&doc->xml);
}

void word_picture(struct word_doc *doc, struct word_picture *picture, double width,
                  double height, struct jx_str describe)
{
    int wide = (doc->landscape ? WORD_LANDSCAPE : WORD_PORTRAIT) * TWIP;
    int high = (int)(wide * (height / width));
    const int most = 7600 * TWIP; /* of a page's height */
    char words[256];
    if (high > most) {
        wide = (int)((double)wide * most / high);
        high = most;
    }
    size_t n = describe.n < sizeof words - 1 ? describe.n : sizeof words - 1;
    while (n < describe.n && n && (describe.p[n] & 0xc0) == 0x80)
        n--;
    memcpy(words, n ? describe.p : "", n);
    words[n] = '\0';
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)words[i] < ' ')
            words[i] = ' ';
    if (!keep(doc, picture))
        return;
    int id = (int)doc->picture_count;
    word_start(&doc->xml, "w:p");
    word_start(&doc->xml, "w:r");
    word_start(&doc->xml, "w:drawing");
    word_start(&doc->xml, "wp:inline");
    word_attribute(&doc->xml, "xmlns:wp", DRAWING "wordprocessingDrawing");
    extent(doc, "wp:extent", wide, high);
    properties(doc, "wp:docPr", id, words);
    graphic(doc, id, wide, high);
    for (int i = 0; i < 4; i++)
        word_end(&doc->xml);
}
