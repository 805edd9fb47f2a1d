/* sandbox.h: one closed interpreter: its allocator, its budget and its errors.
 *
 * A box belongs to one thread at a time. Whatever runs in it runs through jx_box_run, so
 * that every error, memory errors included, ends as a status and a message. */
#pragma once

#include "rule.h"

#include <lauxlib.h>
#include <lua.h>

enum { JX_BOX_TICK = 1000 }; /* instructions charged at a time */

enum jx_box_refusal {
    JX_REFUSED_NOTHING = 0,
    JX_REFUSED_STRING,
    JX_REFUSED_BLOCK,
    JX_REFUSED_CALL,
    JX_REFUSED_LIVE,
    JX_REFUSED_REST, /* everything after too many refusals */
    JX_REFUSED_SYSTEM
};

struct jx_box {
    struct jx_lua_limits limits;
    lua_State *L;
    uint64_t work;       /* units charged since jx_box_begin */
    size_t alive;        /* bytes in use */
    size_t loaded, kept; /* of these: after the rules were loaded; kept since then */
    size_t garbage;      /* of these: left by earlier calls or kept between calls */
    size_t call_bytes;   /* bytes handed out since jx_box_begin */
    size_t nodes;        /* of the largest table by keys, in this call */
    size_t loaded_nodes; /* and after loading */
    int refusals;        /* since jx_box_begin */
    int refused_line;    /* first Lua frame at the last refusal */
    enum jx_box_refusal refused;
    bool clean;                 /* nothing that earlier calls left is in the state */
    bool doubtful;              /* only a clean state can tell how near a limit this is */
    enum jx_lua_status stop;    /* why the run was stopped; err says more */
    bool timed;                 /* cpu_start is set */
    int64_t cpu_start;          /* milliseconds of CPU time of this thread */
    const char *file;           /* of the rule that runs, for messages */
    int line;                   /* where no Lua frame is running */
    bool brief;                 /* what runs next ends before JX_BOX_TICK instructions */
    lua_Hook watch;             /* also told of calls and lines; NULL: nobody */
    struct jx_formats *formats; /* of reasons, checked before; may be NULL */
    void *job;                  /* what the function given to jx_box_run works on */
    struct jx_error err;
};

/* A fresh interpreter with the environment rules see; false when memory runs out. Close
 * it in either case. */
bool jx_box_open(struct jx_box *box, const struct jx_lua_limits *limits);
void jx_box_close(struct jx_box *box);

/* Starts a new budget for `file`; `line` is named where no Lua frame is running. Collects
 * garbage of earlier calls when there is much of it. */
void jx_box_begin(struct jx_box *box, const char *file, int line);

/* Declares what is alive now as the ground on which calls are measured. */
void jx_box_settle(struct jx_box *box);

/* Runs `body` protected with `job`. It must own nothing on its C stack: errors jump out
 * of it. On failure box->err has message, file and line. */
enum jx_lua_status jx_box_run(struct jx_box *box, lua_CFunction body, void *job);
/* Likewise the function that is kept at `ref` in the registry. */
enum jx_lua_status jx_box_run_kept(struct jx_box *box, int ref);

/* Charges work before it is done; stops the run when the budget is spent. */
void jx_box_charge(lua_State *L, uint64_t units);
/* Charges a library call that reads or writes `bytes`. */
void jx_box_charge_bytes(lua_State *L, size_t bytes);

/* Stop the run: an error of the rule, or a limit. */
_Noreturn void jx_box_error(lua_State *L, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
_Noreturn void jx_box_limit(lua_State *L, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* As jx_box_error, at the line of the Lua function `level` calls up. */
_Noreturn void jx_box_error_at(lua_State *L, int level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Notes why the run stops: text is cleaned of what does not belong in a message. */
void jx_box_note(struct jx_box *box, enum jx_lua_status stop, int line, const char *text);

/* Line of the innermost Lua function at or above `level` (0: the running function). */
int jx_box_line(struct jx_box *box, int level);

/* Message handler of every run (explain.c). */
int jx_box_explain(lua_State *L);
/* An error of the interpreter, without its place, in the language of the run (translate.c). */
void jx_box_translate(const char *message, char *out, size_t size);

static inline struct jx_box *jx_box_of(lua_State *L)
{
    return *(struct jx_box **)lua_getextraspace(L);
}

static inline bool jx_box_guards(const struct jx_box *box, enum jx_lua_guard guard)
{
    return !(box->limits.guards_off & (unsigned)guard);
}
