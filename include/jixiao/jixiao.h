/* jixiao.h: libjixiao, the scoring engine inside another program.
 *
 *     struct jx_error err;
 *     struct jx_app *app = jx_app_open(NULL, &err);               once a program
 *     struct jx_pack *pack = jx_app_pack(app, "national", &err);  shared by threads
 *     struct jx_engine *engine = jx_engine_open(pack, &err);      one a thread
 *     const struct jx_result *result =
 *         jx_engine_score_json(engine, text, strlen(text), &err);
 *
 * The result is that of value.h: items, the lines of their ledgers, findings; the program
 * `jixiao` scores through these very functions. The library keeps no state outside what it
 * returns here, never prints, never exits and changes no locale or signal. Functions of
 * different objects may be called from different threads at once; what one object allows
 * stands beside it.
 *
 * Texts are UTF-8, in English or, where gettext finds the program's own language to be
 * Chinese (setlocale, LANGUAGE), in Chinese.
 *
 * C11 and C++17. The number in the library's name, libjixiao.so.N, goes up with every
 * change that breaks programs built before it, in versions 0.x too; nothing else breaks
 * them. Structs grow only at their end, and those that stand in lists not at all. */
#pragma once

#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define JX_API __attribute__((visibility("default")))
#else
#define JX_API
#endif

/* Why a call failed: lives where the caller puts it. */
enum jx_error_kind {
    JX_ERR_NONE = 0,
    JX_ERR_INPUT, /* a document or record that cannot be read */
    JX_ERR_PACK,  /* a pack that cannot be used */
    JX_ERR_USAGE, /* what was asked for does not exist */
    JX_ERR_SYSTEM /* memory, files */
};
struct jx_error {
    enum jx_error_kind kind;
    int line;       /* from 1; 0: none */
    char path[256]; /* file, possibly with ":JSON path"; "" none */
    char text[768]; /* what, what was expected, what to do */
};
/* "path:line: text", "path: text" or "text" into `out`, always terminated. */
JX_API void jx_error_print(const struct jx_error *err, char *out, size_t size);

/* "0.1.0" */
JX_API const char *jx_version(void);

/* ---- where packs and plugins are ---- */

struct jx_setup {
    uint32_t size;           /* sizeof(struct jx_setup) */
    const char *pack_path;   /* a folder of packs, looked in first; NULL: none */
    const char *plugin_path; /* a folder of plugins, or one; NULL: none. Plugins are
                                trusted code; nothing of it is loaded when one of these
                                must be refused */
    bool allow_unsigned;     /* take pack files without a trusted signature too */
    /* Is told, a line each, of every fault of a pack that cannot be used and of every
     * plugin of the usual folders that is not loaded; from the thread that made the call.
     * The text lives until it returns. NULL: nobody is told. */
    void (*note)(void *ctx, const char *text);
    void *ctx;
};

/* Finds packs and loads plugins: those of `setup` (NULL: none), the user's, the
 * machine's. Call it before threads start that change the environment. NULL and err on
 * failure. */
struct jx_app;
JX_API struct jx_app *jx_app_open(const struct jx_setup *setup, struct jx_error *err);
/* After everything that was made through it; NULL is fine. */
JX_API void jx_app_close(struct jx_app *app);

/* Loads a rule pack: a name ("national"), a name with a range of versions ("national@^2020"),
 * a folder ("./north") or a pack file ("north-2024.1.0.jxp"). NULL when it has a fault:
 * err has the first. Any thread; the pack may be shared by any number of engines and must
 * outlive them. */
struct jx_pack;
JX_API struct jx_pack *jx_app_pack(struct jx_app *app, const char *reference,
                                   struct jx_error *err);
JX_API void jx_pack_free(struct jx_pack *pack); /* NULL is fine */

/* ---- scoring ---- */

/* What scores forms by a pack. One thread at a time. NULL and err on failure. */
struct jx_engine;
JX_API struct jx_engine *jx_engine_open(const struct jx_pack *pack, struct jx_error *err);
JX_API void jx_engine_close(struct jx_engine *engine); /* NULL is fine */

/* Scores a form and compares what it claims; the same form and pack give the same result
 * on any machine. The result lives until the engine scores again or is closed, and borrows
 * texts from record and pack. A rule that fails or a cell that cannot be read is a finding
 * of the result; NULL and err only when memory runs out. */
JX_API const struct jx_result *jx_engine_score(struct jx_engine *engine,
                                               const struct jx_record *record,
                                               struct jx_error *err);

/* The same for a form as JSON (`jixiao schema record`): one object. Values that a record
 * cannot keep are findings "record-unreadable" at the end of the result's. NULL and err
 * also when the text is no such object. The text need not outlive the call. */
JX_API const struct jx_result *jx_engine_score_json(struct jx_engine *engine,
                                                    const char *json, size_t len,
                                                    struct jx_error *err);

/* ---- texts and numbers of a result ---- */

/* A reason or message in words, into `out`, terminated, cut at a character. Returns the
 * length that was needed. */
JX_API size_t jx_why_print(const struct jx_why *why, char *out, size_t size);
/* Shortest plain decimal of a number ("5.1", "-0.05"), terminated. Returns its length. */
JX_API size_t jx_dec_print(struct jx_dec number, char out[64]);
/* "award", "deduct" …, as results write it: what a line of a ledger does. */
JX_API const char *jx_verb_name(uint8_t verb);

#ifdef __cplusplus
}
#endif
