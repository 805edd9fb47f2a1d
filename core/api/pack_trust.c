/* pack_trust.c: may a pack file, or what was installed from one, be used? Signatures and
 * keys are core/trust's business. */
#include "app.h"

#include "lang.h"
#include "os_file.h"
#include "pack.h"
#include "pack_source.h"
#include "trust.h"

#include <string.h>

bool jx_pack_file_read(struct jx_app *app, const char *path, struct jx_arena *arena,
                       struct jx_packfile *file, struct jx_verdict *verdict,
                       struct jx_error *err)
{
    return jx_packfile_read(path, arena, file, err) &&
           jx_trust_judge(app->places.trust, file, arena, verdict, err);
}

bool jx_pack_file_accept(struct jx_app *app, const char *path, struct jx_arena *arena,
                         struct jx_packfile *file, struct jx_verdict *verdict,
                         struct jx_error *err)
{
    return jx_pack_file_read(app, path, arena, file, verdict, err) &&
           jx_trust_accept(verdict, file, app->allow_unsigned, path, err);
}

/* Only 'pack install' makes a folder NAME@VERSION in a place of packs. */
static bool is_installed(const struct jx_places *places, const char *folder)
{
    const char *const stores[] = {places->user_packs, places->system_packs};
    for (size_t i = 0; i < 2; i++) {
        size_t n = stores[i] ? strlen(stores[i]) : 0;
        if (n && strncmp(folder, stores[i], n) == 0 && folder[n] == '/' &&
            strchr(folder + n, '@'))
            return true;
    }
    return false;
}

/* What it puts beside the pack, without which changes would go unnoticed. */
static bool check_kept(const struct jx_app *app, const struct jx_pack_source *source,
                       bool sealed, struct jx_error *err)
{
    const char *gone = !sealed                           ? JX_PACKFILE_MANIFEST
                       : source->parent && !source->lock ? "lock.json"
                                                         : NULL;
    return !gone || !is_installed(&app->places, source->folder) ||
           jx_fail_kind(err, JX_ERR_PACK, source->folder, 0,
                        _("'%s' has changed since the pack was installed: remove the "
                          "pack and install it again"),
                        gone);
}

static bool judge_one(struct jx_app *app, const struct jx_pack_source *source,
                      struct jx_arena *arena, bool *is_unsigned, struct jx_error *err)
{
    struct jx_seal seal;
    struct jx_verdict verdict;
    if (!jx_packfile_seal(source, arena, &seal, err) ||
        !check_kept(app, source, seal.sealed, err))
        return false;
    if (!seal.sealed)
        return true;
    const char *mark = jx_arena_format(arena, "%s/%s", source->folder, JX_PACK_ALLOWED);
    bool allow = app->allow_unsigned || (mark && jx_os_exists(mark));
    if (!jx_trust_judge(app->places.trust, &seal.file, arena, &verdict, err) ||
        !jx_trust_accept(&verdict, &seal.file, allow, source->folder, err))
        return false;
    *is_unsigned |= verdict.trust != JX_TRUST_GOOD;
    return true;
}

bool jx_pack_judge(struct jx_app *app, struct jx_pack *pack, bool first,
                   struct jx_error *err)
{
    struct jx_arena arena = jx_arena_new(0);
    bool ok = true;
    for (const struct jx_pack_source *s = pack->source; ok && s; s = s->parent)
        if (first || s != pack->source)
            ok = judge_one(app, s, &arena, &pack->is_unsigned, err);
    jx_arena_free(&arena);
    return ok;
}
