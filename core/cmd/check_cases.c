/* check_cases.c: looks over the cases of a pack: files that can be read, with records and
 * something expected of them. Running them is for test.c. */
#include "check_cases.h"

#include "json.h"
#include "lang.h"
#include "os_file.h"
#include "strbuf.h"

#include <stdio.h>
#include <string.h>

enum { CASE_MAX = 16 * 1024 * 1024 };

struct looking {
    struct jx_faults *faults;
    struct jx_arena arena; /* of one file */
    const char *label;     /* "north/cases/x.json" */
};

static void tell(struct looking *l, const struct jx_json *node, const char *at,
                 const char *hint, const char *text)
{
    jx_fault_add(l->faults, true, l->label, node->line, at, hint, "%s", text);
}

/* Does `expect` say anything? An empty list of findings does: there are none. */
static bool expects(const struct jx_json *expect)
{
    for (const struct jx_json *m = expect->child; m; m = m->next)
        if (!jx_str_is(m->key, "note") &&
            (m->type < JX_JSON_ARRAY || m->count || jx_str_is(m->key, "findings")))
            return true;
    return false;
}

static void look_at_keys(struct looking *l, const struct jx_json *root)
{
    static const char *const keys[] = {"note",    "record", "records",
                                       "weights", "expect", NULL};
    for (const struct jx_json *m = root->child; m; m = m->next) {
        size_t i = 0;
        while (keys[i] && !jx_str_is(m->key, keys[i]))
            i++;
        if (keys[i])
            continue;
        char hint[160], at[160];
        const char *near = jx_nearest(m->key.p, keys);
        if (near)
            snprintf(hint, sizeof hint, _("did you mean '%s'?"), near);
        snprintf(at, sizeof at, "$.%s", m->key.p);
        jx_fault_add(l->faults, true, l->label, m->line, at, near ? hint : NULL,
                     _("unknown key '%s'"), m->key.p);
    }
}

static void look_at_case(struct looking *l, const struct jx_json *root)
{
    const struct jx_json *expect = jx_json_get(root, "expect");
    const struct jx_json *records = jx_json_get(root, "records");
    look_at_keys(l, root);
    if (!records && !jx_json_get(root, "record"))
        tell(l, root, "$", _("add \"record\" or \"records\""),
             _("the case has no record"));
    if (!expect) {
        tell(l, root, "$", _("add \"expect\", any part of the result"),
             _("the case expects nothing"));
        return;
    }
    if (!records) {
        if (!expects(expect))
            tell(l, expect, "$.expect", _("say at least the total or a score"),
                 _("the case expects nothing"));
        return;
    }
    size_t i = 0;
    for (const struct jx_json *e = expect->child; e; e = e->next, i++) {
        char at[40];
        snprintf(at, sizeof at, "$.expect[%zu]", i);
        if (!expects(e))
            tell(l, e, at, _("say at least the total or a score"),
                 _("the case expects nothing"));
    }
    if (records->count != expect->count)
        tell(l, expect, "$.expect", _("one expectation a record"),
             _("there are not as many expectations as records"));
}

static void look_at_file(struct looking *l, const struct jx_pack *pack, const char *name)
{
    struct jx_error err = {0};
    struct jx_bytes bytes = {0};
    jx_arena_reset(&l->arena);
    const char *path = jx_arena_format(&l->arena, "%s/cases/%s", pack->folder, name);
    l->label = jx_arena_format(&l->arena, "%s/cases/%s", pack->name, name);
    if (!path || !l->label)
        return;
    const struct jx_json *root = NULL;
    if (jx_os_read(path, CASE_MAX, &bytes, &err))
        root = jx_json_parse(&l->arena, (struct jx_str){bytes.p, bytes.n}, l->label, 1,
                             &err);
    if (root)
        look_at_case(l, root);
    else
        jx_fault_add(l->faults, true, l->label, err.line, "", NULL, "%s", err.text);
    jx_os_release(&bytes);
}

void jx_check_cases(const struct jx_pack *pack, struct jx_faults *faults)
{
    struct jx_arena arena = jx_arena_new(0);
    struct looking l = {.faults = faults, .arena = jx_arena_new(0)};
    struct jx_error err;
    const char **names;
    size_t count = 0, cases = 0;
    const char *folder = jx_arena_format(&arena, "%s/cases", pack->folder);
    if (folder && jx_os_is_folder(folder) &&
        !jx_os_list(folder, &arena, &names, &count, &err))
        jx_fault_add(faults, true, err.path, 0, "", NULL, "%s", err.text);
    for (size_t i = 0; i < count; i++) {
        size_t n = strlen(names[i]);
        if (n <= 5 || strcmp(names[i] + n - 5, ".json") != 0)
            continue;
        cases++;
        look_at_file(&l, pack, names[i]);
    }
    if (!cases)
        jx_fault_add(faults, true, pack->name, 0, "",
                     _("add cases/NAME.json; 'jixiao test --coverage' proposes some"),
                     _("the pack has no case"));
    jx_arena_free(&l.arena);
    jx_arena_free(&arena);
}
