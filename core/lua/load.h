/* load.h: from a rule file's text to a rule table, and into a state. */
#pragma once

#include "bridge.h"

/* Compiles and runs a rule file and pushes the table it returns. Stops the run with the
 * file's error, at its line. */
void jx_load_table(lua_State *L, struct jx_str source);

/* Loads one rule into a state of jx_lua: functions, x, s and what is watched. The body of
 * a run; the job is the struct jx_lua_rule. */
int jx_load_rule(lua_State *L);
