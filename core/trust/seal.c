/* seal.c: is an installed pack still what it was when it was installed? Judged from the
 * bytes that were loaded, so that nothing can change between looking and loading. */
#include "seal.h"

#include "json.h"
#include "lang.h"
#include "os_file.h"
#include "pack_source.h"
#include "packfile.h"
#include "strbuf.h"

#include <string.h>

static bool read_meta(const char *folder, const char *name, struct jx_arena *arena,
                      const char **path, struct jx_str *out, struct jx_error *err)
{
    struct jx_bytes bytes;
    *out = (struct jx_str){0};
    *path = jx_arena_format(arena, "%s/%s", folder, name);
    if (!*path)
        return jx_fail_memory(err, folder);
    if (!jx_os_exists(*path))
        return true;
    if (!jx_os_read(*path, JX_PACKFILE_ENTRY, &bytes, err))
        return false;
    *out = (struct jx_str){jx_arena_copy(arena, bytes.p, bytes.n), bytes.n};
    jx_os_release(&bytes);
    return out->p || jx_fail_memory(err, folder);
}

static bool changed(const struct jx_pack_source *source, const char *file,
                    struct jx_error *err)
{
    return jx_fail_kind(err, JX_ERR_PACK, source->folder, 0,
                        _("'%s' has changed since the pack was installed: remove the "
                          "pack and install it again"),
                        file);
}

/* What lock.json says was decided here, when the pack was installed. */
static bool counts(const char *name)
{
    return jx_is_rule_file(name) || strcmp(name, "pack.json") == 0 ||
           strcmp(name, "indicators.json") == 0 || strcmp(name, "forms.json") == 0;
}

static bool check_loaded(const struct jx_pack_source *source, struct jx_str manifest,
                         struct jx_error *err)
{
    for (size_t i = 0; i < source->file_count; i++)
        if (!manifest_has(manifest, source->files[i].name, source->files[i].bytes))
            return changed(source, source->files[i].name, err);
    return true;
}

static bool check_complete(const struct jx_pack_source *source,
                           const struct jx_json *files, struct jx_error *err)
{
    const struct jx_json *f = files ? files->child : NULL;
    for (; f; f = f->next) {
        const struct jx_json *name = jx_json_get(f, "name");
        bool there = !name || name->type != JX_JSON_STRING || !counts(name->text.p);
        for (size_t i = 0; !there && i < source->file_count; i++)
            there = strcmp(source->files[i].name, name->text.p) == 0;
        if (!there)
            return changed(source, name->text.p, err);
    }
    return true;
}

bool jx_packfile_seal(const struct jx_pack_source *source, struct jx_arena *arena,
                      struct jx_seal *seal, struct jx_error *err)
{
    struct jx_packfile *file = &seal->file;
    struct jx_str signature;
    const char *path;
    *seal = (struct jx_seal){0};
    if (!read_meta(source->folder, JX_PACKFILE_SIGNATURE, arena, &path, &signature, err))
        return false;
    file->is_signed = signature.p != NULL;
    if (file->is_signed &&
        !jx_signature_parse(path, signature, arena, &file->signature, err))
        return false;
    if (!read_meta(source->folder, JX_PACKFILE_MANIFEST, arena, &path, &file->manifest,
                   err))
        return false;
    seal->sealed = file->manifest.p || file->is_signed;
    if (!seal->sealed)
        return true;
    const struct jx_json *root = jx_json_parse(arena, file->manifest, path, 1, err);
    return root && check_loaded(source, file->manifest, err) &&
           check_complete(source, jx_json_get(root, "files"), err);
}
