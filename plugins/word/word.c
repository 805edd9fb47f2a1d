/* word.c: the writer "docx": which report goes into which file. What a report says and
 * how a document is made is for the files beside. */
#include "package.h"
#include "units.h"
#include "word.h"

#include <string.h>

/* What one document may hold; a batch belongs into a folder. */
enum { FORMS = 1000 };

static const char *const reports[] = {"form", "evaluation", "notice", NULL};

static bool landscape(const struct word *w)
{
    return w->report == WORD_FORM;
}

static bool refuse(const struct jx_host *host, const char *message)
{
    return host->fail(host, NULL, paper_word(host, message));
}

static void *word_open(const struct jx_host *host, const struct jx_output *output)
{
    struct word *w = host->alloc(host, sizeof *w);
    struct word_units *units = host->alloc(host, sizeof *units);
    if (!w || !units)
        return NULL;
    *w = (struct word){.host = host, .output = output, .units = units};
    w->files = output->next != NULL;
    while (output->report && reports[w->report] &&
           strcmp(reports[w->report], output->report) != 0)
        w->report++;
    word_units_open(units, host);
    return w;
}

/* Ends the open document and hands it over. */
static bool finish(struct word *w)
{
    bool ok = word_package_write(&w->doc, w->output);
    word_doc_free(&w->doc);
    w->open = false;
    return ok;
}

/* A document to write the next form or notice into, called `name` where every one has a
 * file of its own. */
static bool begin(struct word *w, struct jx_str name)
{
    if (w->open && w->files && !finish(w))
        return false;
    if (w->files && !w->output->next(w->output, name))
        return false;
    if (w->open) {
        if (++w->forms > FORMS)
            return refuse(w->host,
                          N_("too many forms for one document: name a folder, as "
                             "in --output FOLDER/, for one file each"));
        word_page(&w->doc);
        return true;
    }
    w->forms = 1;
    w->open = word_doc_open(&w->doc, w->host, landscape(w));
    return w->open || refuse(w->host, N_("out of memory"));
}

/* "CODE name"; without a code, whose it is; without a name too, the document's. */
static void name_of(struct paper_text *name, const struct jx_record *record)
{
    struct jx_str code = record->cell[JX_REC_CODE].text,
                  own = record->cell[JX_REC_NAME].text;
    paper_add(name, code.n || !own.n ? code : record->cell[JX_REC_UNIT].text);
    if (name->n && own.n)
        paper_puts(name, " ");
    paper_add(name, own);
    if (!name->n && record->file) {
        const char *slash = strrchr(record->file, '/');
        paper_puts(name, slash ? slash + 1 : record->file);
    }
}

static bool word_record(void *self, const struct jx_record *record,
                        const struct jx_result *result)
{
    struct word *w = self;
    if (w->report == WORD_NOTICE) {
        word_units_add(w->units, record, result);
        return !w->units->failed || refuse(w->host, N_("out of memory"));
    }
    struct paper_text name = {0};
    name_of(&name, record);
    bool ok =
        name.failed ? refuse(w->host, N_("out of memory")) : begin(w, paper_done(&name));
    paper_free(&name);
    if (!ok)
        return false;
    if (w->report == WORD_FORM)
        word_form(&w->doc, record, result, w->output->reviews);
    else
        word_evaluation(&w->doc, record, result, w->output->reviews);
    return !w->doc.xml.failed || refuse(w->host, N_("out of memory"));
}

static bool word_findings(void *self, const struct jx_summary *summary,
                          const struct jx_listed *list, size_t count)
{
    struct word *w = self;
    (void)summary;
    for (size_t i = 0; w->report == WORD_NOTICE && i < count; i++)
        if (strcmp(list[i].finding->code, "duplicate-record") == 0)
            word_units_listed(w->units, &list[i]);
    return !w->units->failed || refuse(w->host, N_("out of memory"));
}

static bool notices(struct word *w)
{
    for (const struct word_unit *unit = w->units->first; unit; unit = unit->next) {
        const char *name =
            *unit->name ? unit->name : paper_word(w->host, N_("unit not named"));
        if (!begin(w, paper_str(name)))
            return false;
        word_notice(&w->doc, unit);
    }
    return true;
}

/* A document must not be empty, and a folder may be. */
static bool nothing(struct word *w)
{
    if (w->open || w->files)
        return true;
    if (!begin(w, (struct jx_str){0}))
        return false;
    word_say(&w->doc, WORD_BODY,
             w->report == WORD_NOTICE ? N_("There is nothing to correct.")
                                      : N_("No form was read."));
    return true;
}

static bool word_close(void *self, const struct jx_summary *summary, bool whole)
{
    struct word *w = self;
    (void)summary;
    bool tables = w->output->task == JX_TASK_TABLES;
    if (whole && tables)
        word_tables_end(w);
    bool ok =
        !whole || tables || ((w->report != WORD_NOTICE || notices(w)) && nothing(w));
    if (whole && ok && w->open)
        ok = finish(w);
    if (w->open)
        word_doc_free(&w->doc);
    paper_table_free(&w->table);
    return ok;
}

static const struct jx_writer word_writer = {
    .size = sizeof(struct jx_writer),
    .flags = JX_WRITER_BINARY | JX_WRITER_FILES | JX_WRITER_RESULTS,
    .name = "docx",
    .title = N_("Word documents: forms, evaluation reports, notices to units"),
    .extension = "docx",
    .open = word_open,
    .record = word_record,
    .findings = word_findings,
    .close = word_close,
    .reports = reports,
    .table = word_tables_begin,
    .row = word_tables_row,
};

static const struct jx_writer *const writers[] = {&word_writer, NULL};

JX_PLUGIN("word", "1.0", NULL, writers, NULL);
