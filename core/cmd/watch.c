/* watch.c: --watch: which folders are looked at, and what is shown around every run. The
 * runs are the commands'. */
#include "watch.h"

#include "lang.h"
#include "os_file.h"
#include "os_stream.h"
#include "os_watch.h"
#include "pack_load.h"
#include "packs.h"
#include "strbuf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDERS = 32, FILE_MAX = 1 << 20 };

struct watching {
    struct jx_os_watch watch;
    char *folders[FOLDERS];
    size_t count;
    struct jx_error err;
};

static bool add_folder(struct watching *w, const char *path)
{
    for (size_t i = 0; i < w->count; i++)
        if (strcmp(w->folders[i], path) == 0)
            return true;
    if (w->count == FOLDERS || !jx_os_is_folder(path))
        return true;
    w->folders[w->count] = strdup(path);
    return w->folders[w->count++] && jx_os_watch_folder(&w->watch, path, &w->err);
}

/* The pack's folder, its cases, and the same of what it stands on. */
static bool add_pack(struct jx_app *app, struct watching *w, const char *reference)
{
    void (*note)(void *, const char *) = app->note;
    struct jx_error told = {0}; /* its faults are shown by the run */
    bool noted;
    app->note = NULL;
    struct jx_pack *pack =
        jx_app_pack_as(app, reference, &(struct jx_pack_wish){0}, &noted, &told);
    app->note = note;
    bool ok = add_folder(w, reference);
    for (const struct jx_pack *p = pack; ok && p; p = p->parent) {
        const char *cases = jx_arena_format(&app->arena, "%s/cases", p->folder);
        ok = add_folder(w, p->folder) && (!cases || add_folder(w, cases));
    }
    jx_pack_free(pack);
    return ok;
}

/* ---- faults with their line ---- */

static void print_line(const char *path, long number)
{
    struct jx_bytes bytes = {0};
    struct jx_error ignored = {0};
    if (!jx_os_read(path, FILE_MAX, &bytes, &ignored))
        return;
    const char *line = bytes.p, *end = bytes.p + bytes.n;
    for (long n = 1; line && n < number; n++) {
        line = memchr(line, '\n', (size_t)(end - line));
        line += line != NULL;
    }
    if (line && line < end) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        fprintf(stderr, "%6ld | %.*s\n", number, (int)((stop ? stop : end) - line), line);
    }
    jx_os_release(&bytes);
}

/* "north/pack.json:3: …": the line stands in the file of this name in a watched folder. */
static void note_with_line(void *ctx, const char *text)
{
    const struct watching *w = ctx;
    char path[1024];
    fprintf(stderr, "%s\n", text);
    const char *colon = strchr(text, ':');
    char *rest = NULL;
    long line = colon ? strtol(colon + 1, &rest, 10) : 0;
    if (line < 1 || *rest != ':')
        return;
    const char *name = colon;
    while (name > text && name[-1] != '/')
        name--;
    for (size_t i = 0; i < w->count; i++) {
        snprintf(path, sizeof path, "%s/%.*s", w->folders[i], (int)(colon - name), name);
        if (jx_os_exists(path)) {
            print_line(path, line);
            return;
        }
    }
}

/* ---- the loop ---- */

static int run_again(jx_watch_again *again, void *ctx)
{
    if (jx_os_output_terminal())
        printf("\033[H\033[2J"); /* a clean screen */
    else
        printf("\n");
    fflush(stdout);
    double begun = jx_os_seconds();
    int code = again(ctx);
    fflush(stdout);
    fprintf(stderr, _("%.0f ms; watching, Ctrl-C ends\n"),
            (jx_os_seconds() - begun) * 1000);
    return code;
}

static bool open_all(struct jx_app *app, struct watching *w,
                     const char *const *references, size_t count)
{
    bool ok = jx_os_watch_open(&w->watch, &w->err);
    for (size_t i = 0; ok && i < count; i++)
        ok = add_pack(app, w, references[i]);
    return ok && (w->count || jx_fail_kind(&w->err, JX_ERR_USAGE, NULL, 0,
                                           _("--watch needs packs in folders")));
}

int jx_watch(struct jx_app *app, const char *const *references, size_t count,
             jx_watch_again *again, void *ctx, int code)
{
    struct watching w = {.watch = {-1}};
    void (*note)(void *, const char *) = app->note;
    void *note_ctx = app->note_ctx;
    bool ok = open_all(app, &w, references, count);
    if (ok) {
        fprintf(stderr, _("watching %s and %zu other folders, Ctrl-C ends\n"),
                w.folders[0], w.count - 1);
        app->note = note_with_line;
        app->note_ctx = &w;
        jx_os_interrupt_watch();
    }
    while (ok && jx_os_watch_wait(&w.watch, &w.err))
        code = run_again(again, ctx);
    app->note = note;
    app->note_ctx = note_ctx;
    if (w.err.text[0])
        code = jx_complain(w.err.kind == JX_ERR_USAGE ? JX_EXIT_USAGE : JX_EXIT_INPUT,
                           &w.err);
    jx_os_watch_close(&w.watch);
    for (size_t i = 0; i < w.count; i++)
        free(w.folders[i]);
    return code;
}
