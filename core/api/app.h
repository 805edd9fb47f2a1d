/* app.h: the engine as a program opens it: which plugins there are, where packs and keys
 * lie. What include/jixiao/jixiao.h offers, and more of it for core/cmd. */
#pragma once

#include "arena.h"
#include "fail.h"
#include "loader.h"
#include "registry.h"

struct jx_packfile;
struct jx_pack_overlay;
struct jx_verdict;

/* Where packs are installed and whose packs are trusted; NULL: there is no such place. */
struct jx_places {
    const char *user_packs, *system_packs;
    const char *user_trust, *system_trust;
    const char *trust[3]; /* those that there are, NULL-terminated */
};

struct jx_app {
    struct jx_registry registry;
    struct jx_arena arena;     /* lives as long as the app */
    const char *const *search; /* folders of packs, the first goes first */
    const char *data;          /* folder with packs/ and schema/ */
    const char *locale;        /* folder of the messages */
    /* Folders of plugins: the user's, the system's; NULL-terminated. */
    const char *plugin_folders[3];
    struct jx_places places;
    bool allow_unsigned;
    /* As jx_setup.note. */
    void (*note)(void *ctx, const char *text);
    void *note_ctx;
};

/* Starts an app over the plugins that are built in (NULL-terminated); finds no place yet. */
struct jx_app jx_app_new(const struct jx_plugin *const *builtin);
/* Gives back what it holds. */
void jx_app_end(struct jx_app *app);

/* places.c: finds where everything lies. `folder` is that of the running code (in the
 * app's arena), which lies in `own` (JX_BINDIR, JX_LIBDIR) below the prefix when installed;
 * pack_path, or NULL, goes before all other packs. */
bool jx_app_places(struct jx_app *app, const char *folder, const char *own,
                   const char *pack_path, struct jx_error *err);

/* Adds the plugins of `given` (may be NULL), of which none may be refused, and those of the
 * usual folders. false: one of `given` was. */
bool jx_app_plugins(struct jx_app *app, const char *given,
                    const struct jx_refusal *strict, const struct jx_refusal *lax);

/* ---- pack_open.c: loading packs; any thread ---- */

/* What tools around packs ask for beside the pack. */
struct jx_pack_wish {
    const struct jx_pack_overlay *overlays; /* pack_load.h; may be NULL */
    bool ignore_lock;
    bool warnings;  /* note them too, with advice for authors */
    size_t *warned; /* how many there were; may be NULL */
    /* Told every fault instead of the note; may be NULL. */
    void (*fault)(void *ctx, const struct jx_fault *fault);
    void *fault_ctx;
};
/* Loads a pack by folder, name or file, noting its faults line by line. NULL on failure:
 * err has the first fault, *noted (may be NULL) says that it was noted already. */
struct jx_pack *jx_app_pack_as(struct jx_app *app, const char *reference,
                               const struct jx_pack_wish *wish, bool *noted,
                               struct jx_error *err);

/* "north/pack.json:3: $.grades: text (hint)", noted a line each, or as the wish has it.
 * Returns how many warnings there are. */
size_t jx_faults_note(const struct jx_app *app, const struct jx_faults *faults,
                      const struct jx_pack_wish *wish);

/* ---- pack_trust.c ---- */

/* Reads a pack file and judges its signature. false: err, kind set. */
bool jx_pack_file_read(struct jx_app *app, const char *path, struct jx_arena *arena,
                       struct jx_packfile *file, struct jx_verdict *verdict,
                       struct jx_error *err);

/* The same, and refuses what is not to be trusted (unless app->allow_unsigned). */
bool jx_pack_file_accept(struct jx_app *app, const char *path, struct jx_arena *arena,
                         struct jx_packfile *file, struct jx_verdict *verdict,
                         struct jx_error *err);

/* Judges the seal of an installed pack and of those it stands on, by what was loaded.
 * `first` false: not the pack itself. Sets pack->is_unsigned. */
bool jx_pack_judge(struct jx_app *app, struct jx_pack *pack, bool first,
                   struct jx_error *err);

/* Written beside the manifest of a pack that was installed by --allow-unsigned. */
#define JX_PACK_ALLOWED "META/allowed"
