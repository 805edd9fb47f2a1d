/* env.h: the names rules see, and nothing else. */
#pragma once

#include <lauxlib.h>
#include <lua.h>

/* Every chunk is compiled under this name; messages name the file themselves. */
#define JX_CHUNK "rule"

/* Where the registry has the same environment without views: faster, for files none of
 * whose functions can set a field. */
enum { JX_REF_BARE = LUA_RIDX_LAST + 1 };

/* Builds the environment and makes it the globals; a body for jx_box_run. */
int jx_env_open(lua_State *L);

/* Every name offered to rules, without its library; for "did you mean". NULL-ended. */
extern const char *const jx_env_names[];

/* The libraries, one file each. */
extern const luaL_Reg jx_lib_base[], jx_lib_string[], jx_lib_table[], jx_lib_math[],
    jx_lib_utf8[], jx_lib_dec[];
