/* manual.c: writes the manual pages into a folder, while jixiao is built: those of commands
 * by their tables, the others from pages written by hand. Not installed.
 * Usage: manual FOLDER LANGUAGE LOCALES DATE PAGE… */
#include "pages.h"

#include "lang.h"
#include "os_file.h"
#include "os_tree.h"
#include "roff.h"

#include <stdio.h>
#include <string.h>

enum { PAGE_MAX = 1024 * 1024 };

struct book {
    const char *folder, *date;
    struct jx_error err;
};

/* Writes FOLDER/manN/NAME.N, and frees the page. */
static bool write_page(struct book *book, const char *name, char section,
                       struct jx_strbuf *page)
{
    struct jx_strbuf path = {0};
    struct jx_os_output output;
    jx_strbuf_format(&path, "%s/man%c", book->folder, section);
    bool ok = !path.failed && jx_os_make_folders(path.text, &book->err);
    jx_strbuf_format(&path, "/%s.%c", name, section);
    ok = ok && !path.failed && !page->failed &&
         jx_os_output_open(&output, path.text, &book->err);
    if (ok) {
        ok = jx_os_output_write(&output, page->text, page->len, &book->err);
        ok = jx_os_output_close(&output, ok, &book->err) && ok;
    }
    jx_strbuf_free(page);
    jx_strbuf_free(&path);
    return ok;
}

static bool write_command(struct book *book, const struct jx_command *command)
{
    struct jx_strbuf page = {0};
    char name[64];
    snprintf(name, sizeof name, "jixiao%s%s", command ? "-" : "",
             command ? command->name : "");
    jx_manual_page(&page, command, book->date);
    return write_page(book, name, '1', &page);
}

/* "…/jixiao-pack.5" */
static bool write_other(struct book *book, const char *path)
{
    struct jx_strbuf page = {0};
    struct jx_bytes body;
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    char name[64];
    if (!jx_os_read(path, PAGE_MAX, &body, &book->err))
        return false;
    slash = slash ? slash + 1 : path;
    snprintf(name, sizeof name, "%.*s", (int)(dot - slash), slash);
    jx_manual_head(&page, name, dot[1], book->date);
    jx_roff_body(&page, body.p, body.n);
    jx_os_release(&body);
    return write_page(book, name, dot[1], &page);
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        fprintf(stderr, "manual: four arguments and pages, see manual.c\n");
        return 2;
    }
    struct book book = {.folder = argv[1], .date = argv[4]};
    jx_lang_set(argv[2], argv[3]);
    /* pages of commands that are gone do not stay */
    bool ok = (!jx_os_exists(argv[1]) || jx_os_remove_tree(argv[1], &book.err)) &&
              write_command(&book, NULL);
    for (const struct jx_command *const *c = jx_commands; ok && *c; c++)
        ok = write_command(&book, *c);
    for (int i = 5; ok && i < argc; i++)
        ok = write_other(&book, argv[i]);
    return ok ? 0 : jx_complain(1, &book.err);
}
