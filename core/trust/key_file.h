/* key_file.h: what the files share that read and write key files. Not for other rooms. */
#pragma once

#include "json.h"
#include "key.h"

struct jx_strbuf;

/* Members of an object; the one called "format" opens it. */
void member_text(struct jx_strbuf *out, const char *name, const char *text);
void member_hex(struct jx_strbuf *out, const char *name, const unsigned char *bytes,
                size_t len);

/* A file of one object, in `arena`; NULL: err. */
struct jx_json *read_json(const char *path, struct jx_arena *arena, struct jx_error *err);
const char *text_of(const struct jx_json *root, const char *key); /* "": no such text */
/* Exactly `len` bytes. */
bool hex_of(const struct jx_json *root, const char *key, unsigned char *out, size_t len);
/* May others read it as somebody's words: nothing in it that steers a terminal? */
bool is_readable(const char *text);
/* The public half; false: damaged. The name lives as long as the node. */
bool key_of(const struct jx_json *root, struct jx_key *key);
