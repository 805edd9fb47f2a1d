/* pack_file.c: saying who signed a pack file, and the stores of installed packs. Judging
 * is core/api/pack_trust.c, installing pack_install.c. */
#include "pack_file.h"

#include "lang.h"
#include "pack_find.h"
#include "pack_load.h"

#include <string.h>

void jx_pack_say_trust(const struct jx_packfile *file, const struct jx_verdict *verdict,
                       struct jx_strbuf *out)
{
    const struct jx_signature *by = &file->signature;
    switch (verdict->trust) {
    case JX_TRUST_GOOD:
        jx_strbuf_format(out, _("signed by %s, key %s, which is trusted"), verdict->name,
                         by->id);
        break;
    case JX_TRUST_UNSIGNED: jx_strbuf_puts(out, _("not signed")); break;
    case JX_TRUST_UNKNOWN:
        jx_strbuf_format(out,
                         _("signed by the key %s, which calls itself '%s' and is not "
                           "trusted here"),
                         by->id, by->name);
        break;
    case JX_TRUST_REVOKED:
        jx_strbuf_format(out, _("signed by the key %s, which its owner revoked: %s"),
                         by->id, verdict->why);
        break;
    case JX_TRUST_BAD:
        jx_strbuf_format(out, _("changed after %s signed it, key %s"), verdict->name,
                         by->id);
        break;
    }
}

/* ---- stores ---- */

static const char *store_or_complaint(const char *store, const char *variable)
{
    struct jx_error err = {0};
    if (store)
        return store;
    jx_fail_kind(&err, JX_ERR_SYSTEM, NULL, 0,
                 _("neither HOME nor %s says where your folder is; expected an absolute "
                   "path"),
                 variable);
    jx_complain(0, &err);
    return NULL;
}

const char *jx_pack_store(struct jx_app *app, const struct jx_options *options)
{
    return options->system ? app->places.system_packs
                           : store_or_complaint(app->places.user_packs, "XDG_DATA_HOME");
}

const char *jx_trust_store(struct jx_app *app, const struct jx_options *options)
{
    return options->system
               ? app->places.system_trust
               : store_or_complaint(app->places.user_trust, "XDG_CONFIG_HOME");
}

static bool fits(const struct jx_pack_entry *entry, const char *name, size_t len,
                 const char *range)
{
    struct jx_version version;
    return strlen(entry->name) == len && memcmp(entry->name, name, len) == 0 &&
           jx_version_parse(entry->version, &version) && jx_range_match(range, version);
}

const struct jx_pack_entry *jx_pack_in_store(const char *store, const char *reference,
                                             struct jx_arena *arena,
                                             struct jx_pack_entry **list, size_t *count)
{
    const char *const search[] = {store, NULL};
    struct jx_error err = {0};
    size_t len = strcspn(reference, "@");
    const char *range = reference[len] ? reference + len + 1 : "*";
    bool ok = jx_range_valid(range)
                  ? jx_pack_list(search, arena, list, count, &err)
                  : jx_fail_kind(&err, JX_ERR_USAGE, NULL, 0,
                                 _("'%s' is no range of versions"), range);
    for (size_t i = 0; ok && i < *count; i++)
        if (fits(*list + i, reference, len, range))
            return *list + i;
    if (ok)
        jx_fail_kind(&err, JX_ERR_PACK, store, 0,
                     _("no pack '%s' is installed here: see 'jixiao pack list'"),
                     reference);
    jx_complain(0, &err);
    return NULL;
}
