/* book.c: the writer "xlsx": a workbook for score and audit, or a blank form. The library
 * writes a file, so it writes aside and the bytes then go to the output: it appears whole
 * or not at all. */
#include "styles.h"

#include <stdio.h>
#include <string.h>

const char *word(const struct book *book, const char *message)
{
    return paper_word(book->host, message);
}

const char *keep_text(struct book *book, struct jx_str text)
{
    char *copy = book->host->alloc(book->host, text.n + 1);
    book->failed |= !copy;
    if (copy && text.n)
        memcpy(copy, text.p, text.n);
    return copy;
}

double value_of(struct jx_dec number)
{
    double value = (double)number.digits, power = 1;
    int exponent = number.exponent < 0 ? -number.exponent : number.exponent;
    for (int i = 0; i < exponent && i < 300; i++)
        power *= 10;
    return number.exponent < 0 ? value / power : value * power;
}

enum style grade_style(size_t place, size_t count)
{
    if (place == 0)
        return STYLE_BEST;
    if (place + 1 >= count)
        return STYLE_POOR;
    return place == 1 ? STYLE_GOOD : STYLE_FAIR;
}

size_t grade_index(struct book *book, const char *name)
{
    size_t i = 0;
    while (i < book->grade_count && strcmp(book->grade_names[i], name) != 0)
        i++;
    if (i == book->grade_count && i < GRADES) {
        book->grade_names[i] = keep_text(book, paper_str(name));
        if (!book->grade_names[i])
            return GRADES;
        book->grade_count++;
    }
    return i;
}

/* ---- the file ---- */

static void *fail(const struct jx_host *host, const char *text)
{
    host->fail(host, NULL, host->translate(host, text));
    return NULL;
}

static void start_lists(struct book *book)
{
    summary_start(book);
    book->units.ws =
        workbook_add_worksheet(book->workbook, word(book, N_("Departments")));
    items_start(book);
    findings_start(book);
    book->spread.ws =
        workbook_add_worksheet(book->workbook, word(book, N_("Distribution")));
    reviews_start(book);
    book->failed |= !book->units.ws || !book->spread.ws;
}

static void *book_open(const struct jx_host *host, const struct jx_output *output)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .use_zip64 = LXW_TRUE};
    /* The same result gives the same bytes: no clock. */
    lxw_doc_properties properties = {.created = 946684800};
    struct book *book = host->alloc(host, sizeof *book);
    if (!book)
        return NULL;
    book->host = host;
    book->output = output;
    book->path = host->scratch(host);
    if (!book->path)
        return NULL;
    options.constant_memory = output->task != JX_TASK_TEMPLATE;
    book->workbook = workbook_new_opt(book->path, &options);
    if (!book->workbook || !styles_make(book)) {
        remove(book->path);
        return fail(host, N_("out of memory"));
    }
    workbook_set_properties(book->workbook, &properties);
    if (output->task != JX_TASK_TEMPLATE && output->task != JX_TASK_TABLES)
        start_lists(book);
    return book;
}

/* The scale for the review sheet is the first form's that has one. */
static void take_levels(struct book *book, const struct jx_face *face)
{
    size_t used = 0, count = face ? face->level_count : 0;
    if (book->levels || !count)
        return;
    book->levels = book->host->alloc(book->host, (count + 1) * sizeof *book->levels);
    if (!book->levels)
        book->failed = true;
    for (size_t i = 0; i < count && !book->failed; i++) {
        used += strlen(face->levels[i]) + 1;
        if (used > LIST_BYTES)
            break;
        book->levels[book->level_count++] = keep_text(book, paper_str(face->levels[i]));
    }
}

static bool went_well(struct book *book)
{
    return !book->failed ||
           book->host->fail(book->host, NULL, word(book, N_("out of memory")));
}

static bool book_record(void *self, const struct jx_record *record,
                        const struct jx_result *result)
{
    struct book *book = self;
    book->records++;
    take_levels(book, result->face);
    const char *form = form_record(book, record, result);
    summary_record(book, record, result, form);
    units_record(book, record, result);
    items_record(book, record, result);
    if (book->output->task != JX_TASK_AUDIT)
        findings_record(book, record, result);
    spread_record(book, result);
    reviews_record(book, record, result);
    return went_well(book);
}

static bool book_findings(void *self, const struct jx_summary *summary,
                          const struct jx_listed *list, size_t count)
{
    struct book *book = self;
    findings_list(book, summary, list, count);
    return went_well(book);
}

static bool book_blank(void *self, const struct jx_face *face,
                       const struct jx_record *record)
{
    form_blank(self, face, record);
    return went_well(self);
}

static bool copy_out(struct book *book)
{
    char bytes[16 * 1024];
    FILE *file = fopen(book->path, "rb");
    size_t n;
    bool ok = file != NULL;
    while (ok && (n = fread(bytes, 1, sizeof bytes, file)) > 0)
        ok = book->output->write(book->output, bytes, n);
    if (!file || ferror(file))
        ok = book->host->fail(book->host, NULL,
                              word(book, N_("the workbook cannot be read back from the "
                                            "folder of temporary files")));
    if (file)
        fclose(file);
    return ok;
}

static void end_lists(struct book *book)
{
    summary_end(book);
    units_end(book);
    list_end(&book->items);
    list_end(&book->findings);
    spread_end(book);
    reviews_end(book);
}

static bool book_close(void *self, const struct jx_summary *summary, bool whole)
{
    struct book *book = self;
    (void)summary;
    enum jx_task task = book->output->task;
    if (whole && task == JX_TASK_TABLES)
        tables_end(book);
    else if (whole && task != JX_TASK_TEMPLATE)
        end_lists(book);
    paper_table_free(&book->table);
    units_free(book);
    lxw_error error = workbook_close(book->workbook);
    bool ok = !whole || went_well(book);
    if (ok && whole && error != LXW_NO_ERROR)
        ok = book->host->fail(book->host, NULL, lxw_strerror(error));
    ok = ok && (!whole || copy_out(book));
    remove(book->path);
    return ok;
}

static const struct jx_writer book_writer = {
    .size = sizeof(struct jx_writer),
    .flags = JX_WRITER_BINARY | JX_WRITER_RESULTS,
    .name = "xlsx",
    .title = N_("Excel workbook: summary, departments, items, findings, forms"),
    .extension = "xlsx",
    .open = book_open,
    .record = book_record,
    .findings = book_findings,
    .close = book_close,
    .blank = book_blank,
    .table = book_table,
    .row = book_row,
};

static const struct jx_writer *const writers[] = {&book_writer, NULL};

JX_PLUGIN("workbook", "1.0", NULL, writers, NULL);
