/* kind.h: what a document that no reader knows is, by its content, and what becomes of it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum jx_kind_what {
    JX_KIND_ARCHIVE, /* a zip: a folder, unless its entries say otherwise */
    JX_KIND_OLE,     /* of the old office programs: look inside with jx_kind_of_ole */
    JX_KIND_OFFICE,  /* an office program can turn it into `to` */
    JX_KIND_READ,    /* the reader `to` reads it */
    JX_KIND_REFUSED
};
struct jx_kind {
    enum jx_kind_what what;
    const char *title;          /* message: "an old Word document (.doc)" */
    const char *extension, *to; /* JX_KIND_OFFICE: "doc", "docx" */
    const char *advice;         /* message, JX_KIND_REFUSED: what to do */
};

/* By the first bytes; NULL: nothing that is known here. */
const struct jx_kind *jx_kind_of(const char *head, size_t len);

/* By the streams of a compound file, given whole: an office document, one with a password,
 * or something else. Never NULL. */
const struct jx_kind *jx_kind_of_ole(const char *bytes, size_t len);

/* Likewise of a zip whose entries show what it is; `has` asks for an entry. NULL: it is
 * just a folder of files. */
const struct jx_kind *jx_kind_of_zip(bool (*has)(const void *ctx, const char *entry),
                                     const void *ctx);
