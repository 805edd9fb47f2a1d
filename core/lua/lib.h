/* lib.h: strict arguments for library functions, and texts they build. `fn` is the name
 * that messages use: "string.sub". Nothing is converted: a text is no number. */
#pragma once

#include "env.h"
#include "sandbox.h"
#include "view.h"

lua_Number jx_arg_number(lua_State *L, int arg, const char *fn);
/* A number without fraction; inputs are floats, so 3.0 is fine. */
lua_Integer jx_arg_integer(lua_State *L, int arg, const char *fn);
/* `missing` where the argument is absent or nil. */
lua_Integer jx_arg_integer_or(lua_State *L, int arg, const char *fn, lua_Integer missing);
struct jx_str jx_arg_text(lua_State *L, int arg, const char *fn);
/* The table at `arg` to be read: pushes the raw table and returns its index. */
int jx_arg_table(lua_State *L, int arg, const char *fn);
/* The table at `arg` to be written: views are refused. */
void jx_arg_own_table(lua_State *L, int arg, const char *fn);
void jx_arg_function(lua_State *L, int arg, const char *fn);

/* Lua positions (from 1, negative from the end) to a slice; counted in units of `len`. */
void jx_arg_range(lua_Integer *from, lua_Integer *to, size_t len);

/* Scratch memory of the running function, left on the stack as a userdata; refuses what
 * could not become a text. */
char *jx_lib_scratch(lua_State *L, size_t size, const char *fn);

/* Room for `count` results on the stack; a limit error when there is none. */
void jx_lib_room(lua_State *L, lua_Integer count, const char *fn);

/* A number as reasons print it: "10", "0.05". At most 64 bytes; returns the length. */
size_t jx_lib_number(lua_Number number, char out[64]);

/* floor(x / step), exact, of numbers of at most 15 digits; step > 0. */
struct jx_dec jx_lib_steps(struct jx_dec x, struct jx_dec step);

/* Pushes a list of the keys of the raw table at `table`: numbers ascending, then texts
 * bytewise. */
void jx_lib_keys(lua_State *L, int table, const char *fn);

/* Reads a format at stack index `format` and the values behind it, checked as reasons are;
 * texts point into Lua strings. */
void jx_lib_why(lua_State *L, int format, struct jx_why *why, struct jx_arg *args,
                const char *fn);

/* Most elements a table can be expected to hold; a bound for positions and counts. */
enum { JX_TABLE_MOST = 1000000 };

int jx_table_sort(lua_State *L); /* table.sort, in lib_order.c */
