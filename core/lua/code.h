/* code.h: what a compiled function is able to do, read from its instructions. */
#pragma once

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

struct jx_code {
    bool stores;         /* may set a field of a table, or make a function that does */
    bool repeats;        /* may run an instruction twice: loops, or makes functions */
    bool captures;       /* may set a variable of an enclosing function, or of the file */
    size_t instructions; /* how many it is made of */
};

/* Of the Lua function at the top of the stack. What cannot be told is taken to be so. */
struct jx_code jx_code_of(lua_State *L);
