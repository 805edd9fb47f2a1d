/* manual.c: writes the manual pages of section 1 into a folder, while jixiao is built.
 * Not installed. Usage: manual FOLDER LANGUAGE LOCALES DATE */
#include "pages.h"

#include "lang.h"
#include "os_file.h"
#include "os_tree.h"

#include <stdio.h>

static bool write_page(const char *folder, const struct jx_command *command,
                       const char *date, struct jx_error *err)
{
    struct jx_strbuf path = {0}, page = {0};
    struct jx_os_output output;
    jx_strbuf_format(&path, "%s/man1/jixiao%s%s.1", folder, command ? "-" : "",
                     command ? command->name : "");
    jx_manual_page(&page, command, date);
    bool ok = !path.failed && !page.failed
                  ? jx_os_output_open(&output, path.text, err)
                  : jx_fail_kind(err, JX_ERR_SYSTEM, folder, 0, _("out of memory"));
    if (ok) {
        ok = jx_os_output_write(&output, page.text, page.len, err);
        ok = jx_os_output_close(&output, ok, err) && ok;
    }
    jx_strbuf_free(&page);
    jx_strbuf_free(&path);
    return ok;
}

static bool write_all(const char *folder, const char *date, struct jx_error *err)
{
    struct jx_strbuf pages = {0};
    jx_strbuf_format(&pages, "%s/man1", folder);
    /* pages of commands that are gone do not stay */
    bool ok = !pages.failed &&
              (!jx_os_exists(folder) || jx_os_remove_tree(folder, err)) &&
              jx_os_make_folders(pages.text, err) && write_page(folder, NULL, date, err);
    for (const struct jx_command *const *c = jx_commands; ok && *c; c++)
        ok = write_page(folder, *c, date, err);
    jx_strbuf_free(&pages);
    return ok;
}

int main(int argc, char **argv)
{
    struct jx_error err = {0};
    if (argc != 5) {
        fprintf(stderr, "manual: four arguments, see manual.c\n");
        return 2;
    }
    jx_lang_set(argv[2], argv[3]);
    return write_all(argv[1], argv[4], &err) ? 0 : jx_complain(1, &err);
}
