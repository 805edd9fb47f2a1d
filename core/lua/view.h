/* view.h: read-only views of tables, and freezing of what a rule file leaves behind. */
#pragma once

#include "code.h"
#include "sandbox.h"

/* Pushes a read-only view of the raw table at index `raw`; `what` names it in messages. A
 * view of a table whose guard is off is the table itself. */
void jx_view_push(lua_State *L, int raw, const char *what);

/* Pushes the table that library functions read: the raw table behind a view, or the value
 * itself. Returns true when it was a view. */
bool jx_view_target(lua_State *L, int index);

/* Captured variables of a rule, compared after every call: `upvalues[i]` is the number of
 * the upvalue, table[2i+1] its function and table[2i+2] its value after load. `code`: what
 * all functions of the rule together are able to do. */
struct jx_watch {
    int *upvalues;
    size_t count, capacity;
    struct jx_code code;
};

/* Makes every table that the function at index `function` can reach a view, and notes every
 * variable it captured, and what it can do, in `watch` (memory: arena) and in the Lua table
 * at index `table`. */
void jx_view_freeze(lua_State *L, int function, int table, bool uses_env,
                    struct jx_watch *watch, struct jx_arena *arena);

/* The name of a captured variable that changed, or NULL. Raises nothing. */
const char *jx_watch_changed(lua_State *L, int table, const struct jx_watch *watch);
