/* sandbox.c: the policy of the sandbox: what a call may use, and how it is stopped.
 *
 * Nothing here knows of rules, records or libraries. Memory is collected only between
 * calls and when an allocation is refused: so a call's memory does not depend on when
 * the collector happened to run. */
#include "sandbox.h"

#include "env.h"
#include "lang.h"
#include "utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    DEPTH = 200,          /* calls within calls, looked at every tick */
    NODE = 24,            /* bytes of a key and its value in a table */
    NODES = 512,          /* keys that make instructions dearer by their price again */
    VALUES = 32,          /* likewise values behind a function's last parameter */
    STRING_HEADER = 32,   /* what Lua adds to a string, at most */
    GARBAGE = 1024 * 1024 /* left between calls before it is collected */
};

const struct jx_lua_limits jx_lua_default_limits = {
    .work = 1000000,
    .string_bytes = 16 * 1024,
    .call_bytes = 64 * 1024 * 1024,
    .live_bytes = 8 * 1024 * 1024,
    .refusals = 8,
    .block_bytes = 256 * 1024,
    .source_bytes = 64 * 1024,
    .cpu_ms = 10000,
};

int jx_box_line(struct jx_box *box, int level)
{
    lua_Debug frame;
    for (int end = level + 250; level < end; level++) {
        if (!lua_getstack(box->L, level, &frame))
            break;
        if (lua_getinfo(box->L, "l", &frame) && frame.currentline > 0)
            return frame.currentline;
    }
    return box->line;
}

/* Why a request is refused. `tag` is the kind of object for new blocks. */
static enum jx_box_refusal refusal(const struct jx_box *box, size_t tag, size_t old,
                                   size_t size)
{
    const struct jx_lua_limits *limits = &box->limits;
    if (box->refusals >= limits->refusals && jx_box_guards(box, JX_GUARD_REFUSALS))
        return JX_REFUSED_REST;
    if (tag == LUA_TSTRING && size > limits->string_bytes + STRING_HEADER &&
        jx_box_guards(box, JX_GUARD_STRINGS))
        return JX_REFUSED_STRING;
    if (tag != LUA_TSTRING && size > limits->block_bytes &&
        jx_box_guards(box, JX_GUARD_BLOCKS))
        return JX_REFUSED_BLOCK;
    if (size > limits->call_bytes - box->call_bytes &&
        jx_box_guards(box, JX_GUARD_CALL_BYTES))
        return JX_REFUSED_CALL;
    if (box->alive - box->garbage - old + size > limits->live_bytes &&
        jx_box_guards(box, JX_GUARD_LIVE_BYTES))
        return JX_REFUSED_LIVE;
    return JX_REFUSED_NOTHING;
}

/* Texts that earlier calls left are found again instead of made, which must not take a call
 * over a limit that it meets elsewhere: so it is stopped as soon as that might matter. */
static bool is_doubtful(const struct jx_box *box, enum jx_box_refusal why)
{
    return !box->clean && (why || box->call_bytes > box->limits.live_bytes / 2);
}

/* Memory errors skip the message handler, so the place is kept here. Lua collects all
 * garbage after a refusal and then asks again. */
static void note_refusal(struct jx_box *box, enum jx_box_refusal why)
{
    box->refusals++;
    box->refused = why;
    box->garbage = box->kept;
    if (box->L)
        box->refused_line = jx_box_line(box, 0);
}

/* Keys can be chosen so that all collide; then one instruction walks over them all. So
 * the largest table is noted (its keys take NODE times a power of two bytes) and
 * instructions are charged by it. */
static void note_nodes(struct jx_box *box, size_t size)
{
    size_t nodes = size / NODE;
    if (nodes >= NODES && nodes > box->nodes && size % NODE == 0 &&
        !(nodes & (nodes - 1)))
        box->nodes = nodes;
}

static void *allocate(void *user, void *block, size_t osize, size_t size)
{
    struct jx_box *box = user;
    size_t old = block ? osize : 0;
    if (size == 0) {
        box->alive -= old;
        free(block);
        return NULL;
    }
    if (size > old) {
        enum jx_box_refusal why = refusal(box, block ? 0 : osize, old, size);
        box->doubtful |= is_doubtful(box, why);
        if (why || box->doubtful) {
            note_refusal(box, why);
            return NULL;
        }
    }
    void *moved = realloc(block, size);
    if (!moved) {
        if (size <= old)
            return block; /* Lua counts on shrinking */
        note_refusal(box, JX_REFUSED_SYSTEM);
        return NULL;
    }
    box->alive += size - old;
    if (size > old) {
        box->call_bytes += size;
        note_nodes(box, size);
    }
    return moved;
}

static int64_t cpu_now(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0)
        return 0;
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void watch_clock(lua_State *L, struct jx_box *box)
{
    if (!jx_box_guards(box, JX_GUARD_ALARM))
        return;
    int64_t now = cpu_now();
    if (!box->timed) {
        box->timed = true;
        box->cpu_start = now;
    } else if (now - box->cpu_start >= box->limits.cpu_ms) {
        jx_box_limit(L,
                     _("the rule ran for more than %u ms of CPU time; make it shorter"),
                     box->limits.cpu_ms);
    }
}

static void charge(lua_State *L, struct jx_box *box, uint64_t units)
{
    if (units > box->limits.work - box->work) {
        box->work = box->limits.work;
        jx_box_limit(
            L,
            _("the rule did more work than one call may (%llu units); look for a "
              "loop that does not end or for very large tables"),
            (unsigned long long)box->limits.work);
    }
    box->work += units;
}

void jx_box_charge(lua_State *L, uint64_t units)
{
    struct jx_box *box = jx_box_of(L);
    if (jx_box_guards(box, JX_GUARD_CHARGES))
        charge(L, box, units);
}

void jx_box_charge_bytes(lua_State *L, size_t bytes)
{
    jx_box_charge(L, 1 + bytes / 64);
}

/* One instruction copies all values behind the last parameter of the function that runs, or
 * of the one that called it. */
static size_t count_values(lua_State *L, lua_Debug *frame)
{
    size_t most = 0;
    for (int level = 0; level < 2 && lua_getstack(L, level, frame); level++)
        for (int n = VALUES; lua_getlocal(L, frame, -n); n *= 2) {
            lua_pop(L, 1);
            most = most > (size_t)n ? most : (size_t)n;
        }
    return most;
}

static void tick(lua_State *L, lua_Debug *event)
{
    struct jx_box *box = jx_box_of(L);
    lua_Debug frame;
    if (event->event != LUA_HOOKCOUNT) {
        box->watch(L, event);
        return;
    }
    size_t dearer = jx_box_guards(box, JX_GUARD_HASH) ? box->nodes / NODES : 0;
    if (jx_box_guards(box, JX_GUARD_VALUES))
        dearer += count_values(L, &frame) / VALUES;
    if (jx_box_guards(box, JX_GUARD_INSTRUCTIONS))
        charge(L, box, JX_BOX_TICK * (1 + dearer));
    if (jx_box_guards(box, JX_GUARD_DEPTH) && lua_getstack(L, DEPTH, &frame))
        jx_box_limit(L,
                     _("functions call each other more than %d deep; look for a "
                       "recursion that does not end"),
                     DEPTH);
    watch_clock(L, box);
}

bool jx_box_open(struct jx_box *box, const struct jx_lua_limits *limits)
{
    *box = (struct jx_box){.limits = limits ? *limits : jx_lua_default_limits,
                           .clean = true};
    lua_State *L = lua_newstate(allocate, box);
    if (!L)
        return jx_fail_kind(&box->err, JX_ERR_SYSTEM, NULL, 0,
                            _("not enough memory for the rules' interpreter"));
    box->L = L;
    *(struct jx_box **)lua_getextraspace(L) = box;
    lua_gc(L, LUA_GCSTOP);
    lua_pushcfunction(L, jx_box_explain); /* stays at index 1 */
    jx_box_begin(box, "", 0);
    return jx_box_run(box, jx_env_open, NULL) == JX_LUA_OK;
}

void jx_box_close(struct jx_box *box)
{
    lua_State *L = box->L;
    box->L = NULL; /* while closing there are no frames to look at */
    if (L)
        lua_close(L);
}

/* Counting makes every instruction slower; so a run that cannot reach the first tick is not
 * counted. */
static void start_count(struct jx_box *box)
{
    int more = box->watch ? LUA_MASKLINE | LUA_MASKCALL : 0;
    if (!box->brief || more)
        lua_sethook(box->L, tick, LUA_MASKCOUNT | more, JX_BOX_TICK);
    else if (lua_gethookmask(box->L))
        lua_sethook(box->L, NULL, 0, 0);
}

void jx_box_begin(struct jx_box *box, const char *file, int line)
{
    if (box->loaded && box->alive > box->loaded + box->kept + GARBAGE) {
        lua_gc(box->L, LUA_GCCOLLECT);
        box->kept = box->alive > box->loaded ? box->alive - box->loaded : 0;
    }
    box->work = 0;
    box->call_bytes = 0;
    box->refusals = 0;
    box->refused = JX_REFUSED_NOTHING;
    box->refused_line = line;
    box->stop = JX_LUA_OK;
    if (box->loaded)
        box->nodes = box->loaded_nodes;
    box->timed = false;
    box->file = file;
    box->line = line;
    box->garbage = box->loaded && box->alive > box->loaded ? box->alive - box->loaded : 0;
    start_count(box);
}

void jx_box_settle(struct jx_box *box)
{
    lua_gc(box->L, LUA_GCCOLLECT);
    box->loaded = box->alive;
    box->loaded_nodes = box->nodes;
    box->kept = 0;
}

/* A rule's message must not carry terminal sequences or broken characters. */
static void clean(char *out, size_t size, const char *text)
{
    size_t len = strlen(text), n = 0;
    while (len && n + 4 < size) {
        size_t step;
        uint32_t c = jx_utf8_next(text, len, &step);
        bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
        n += jx_utf8_put(out + n, control ? ' ' : c);
        text += step;
        len -= step;
    }
    out[n] = '\0';
}

void jx_box_note(struct jx_box *box, enum jx_lua_status stop, int line, const char *text)
{
    char plain[sizeof box->err.text];
    clean(plain, sizeof plain, text);
    box->stop = stop;
    jx_fail_kind(&box->err, JX_ERR_PACK, box->file, line, "%s", plain);
}

static void note_list(struct jx_box *box, enum jx_lua_status stop, int level,
                      const char *format, va_list args)
{
    char text[sizeof box->err.text];
    vsnprintf(text, sizeof text, format, args);
    jx_box_note(box, stop, jx_box_line(box, level), text);
}

/* The message is kept outside Lua, where it needs no memory of the rule's. */
static _Noreturn void jump(lua_State *L)
{
    lua_pushnil(L);
    lua_error(L);
    __builtin_unreachable();
}

_Noreturn void jx_box_error(lua_State *L, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    note_list(jx_box_of(L), JX_LUA_ERROR, 0, format, args);
    va_end(args);
    jump(L);
}

_Noreturn void jx_box_error_at(lua_State *L, int level, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    note_list(jx_box_of(L), JX_LUA_ERROR, level, format, args);
    va_end(args);
    jump(L);
}

_Noreturn void jx_box_limit(lua_State *L, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    note_list(jx_box_of(L), JX_LUA_LIMIT, 0, format, args);
    va_end(args);
    jump(L);
}

static void note_memory(struct jx_box *box)
{
    static const char *const whys[] = {
        [JX_REFUSED_NOTHING] = N_("not enough memory"),
        [JX_REFUSED_STRING] = N_("a text longer than %zu bytes; keep reasons short"),
        [JX_REFUSED_BLOCK] =
            N_("a table or a call stack of more than %zu bytes; use smaller tables"),
        [JX_REFUSED_CALL] = N_("more than %zu bytes of memory taken in one call"),
        [JX_REFUSED_LIVE] = N_("more than %zu bytes of memory in use"),
        [JX_REFUSED_REST] =
            N_("memory was refused %zu times in one call; keep less data in use"),
        [JX_REFUSED_SYSTEM] = N_("the system has no more memory"),
    };
    const struct jx_lua_limits *limits = &box->limits;
    const size_t figures[] = {
        [JX_REFUSED_STRING] = limits->string_bytes,
        [JX_REFUSED_BLOCK] = limits->block_bytes,
        [JX_REFUSED_CALL] = limits->call_bytes,
        [JX_REFUSED_LIVE] = limits->live_bytes,
        [JX_REFUSED_REST] = (size_t)limits->refusals,
        [JX_REFUSED_SYSTEM] = 0,
    };
    char text[256];
    snprintf(text, sizeof text, _(whys[box->refused]), figures[box->refused]);
    jx_box_note(box, JX_LUA_LIMIT, box->refused_line, text);
}

/* Runs the function at the top. */
static enum jx_lua_status run(struct jx_box *box)
{
    lua_State *L = box->L;
    int status = lua_pcall(L, 0, 0, 1);
    if (status == LUA_OK)
        return box->stop; /* a limit stays one even if something caught it */
    if (status == LUA_ERRMEM && !box->stop)
        note_memory(box);
    else if (!box->stop)
        jx_box_note(box, JX_LUA_LIMIT, box->refused_line,
                    _("functions call each other too deep"));
    lua_settop(L, 1);
    return box->stop;
}

enum jx_lua_status jx_box_run(struct jx_box *box, lua_CFunction body, void *job)
{
    box->job = job;
    lua_pushcfunction(box->L, body);
    return run(box);
}

enum jx_lua_status jx_box_run_kept(struct jx_box *box, int ref)
{
    lua_rawgeti(box->L, LUA_REGISTRYINDEX, ref);
    return run(box);
}
