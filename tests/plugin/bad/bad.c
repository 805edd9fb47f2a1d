/* bad.c: a plugin with one fault, chosen by macros when it is built, to see what the core
 * says. Without any it is sound, but for what it hands over when FAULT is set. */
#include <jixiao/plugin.h>

#include <stdio.h>

#ifndef ABI
#define ABI JX_ABI
#endif
#ifndef SIZE
#define SIZE sizeof(struct jx_plugin)
#endif
#ifndef SYMBOL
#define SYMBOL jx_plugin
#endif
#ifndef NAME
#define NAME "bad"
#endif

enum fault {
    NONE,
    NOT_UTF8,
    NO_CELLS,
    FAR_COLUMN,
    NO_NUMBER,
    MANY_CELLS,
    NO_ROWS,
    NO_SHEET,
    ODD_FILE,
    ENDLESS,
    LONG_PART,
    ODD_MESSAGE,
    CRASH,
    NO_BYTES,
    HUGE_POINTS,
    NO_REASON,
    ARGS_MISSING
};
#ifndef FAULT
#define FAULT NONE
#endif

static __attribute__((constructor)) void say(void)
{
    fputs("constructor ran\n", stderr);
}

static int probe(const char *head, size_t len, const char *name)
{
    (void)head, (void)len, (void)name;
#ifdef SURE
    return 100;
#else
    return 4711; /* beyond 100 counts as nothing */
#endif
}

static void *open_bad(const struct jx_host *host)
{
    return host->alloc(host, 1);
}

#ifndef NO_READ
static bool read_bad(void *self, const struct jx_host *host,
                     const struct jx_document *document, const struct jx_sink *sink)
{
    struct jx_table_cell cell = {.text = {"1", 1}, .span = 1};
    struct jx_row row = {&cell, 1, 0};
    struct jx_record record = {0};
    static const char *const sheets[] = {"one", NULL};
    static char text[1 << 20];
    struct jx_document part = *document;
    (void)self, (void)host;
    switch (FAULT) {
    case NOT_UTF8: cell.text = (struct jx_str){"\xff", 1}; break;
    case NO_CELLS: row.cells = NULL; break;
    case FAR_COLUMN: cell.column = 60000; break;
    case NO_NUMBER: cell.kind = JX_NUMBER, cell.text = (struct jx_str){"1.e", 3}; break;
    case MANY_CELLS: row.count = 1u << 30; break;
    case NO_ROWS:
        record.indicator_count = 10000000;
        return sink->record(sink, &record) || true;
    case NO_SHEET:
        record.sheets = sheets, record.sheet_count = 2;
        return sink->record(sink, &record) || true;
    case ODD_FILE: record.file = "\xff"; return sink->record(sink, &record) || true;
    case ENDLESS:
        for (size_t i = 0; i < sizeof text; i++)
            text[i] = 'x';
        cell.text = (struct jx_str){text, sizeof text};
        while (sink->row(sink, &row))
            ;
        return true;
    case LONG_PART: part.len += 4711; return host->behind(host, &part, sink);
    case ODD_MESSAGE: return host->fail(host, NULL, "\xff");
    case CRASH: *(volatile char *)document->offset = 1; break;
    default: break;
    }
    sink->row(sink, &row);
    return true; /* whatever the sink said */
}
#endif

static void close_bad(void *self)
{
    (void)self;
}

static void *open_output(const struct jx_host *host, const struct jx_output *output)
{
    return output->write(output, FAULT == NO_BYTES ? NULL : "", FAULT == NO_BYTES ? 5 : 0)
               ? host->alloc(host, 1)
               : NULL;
}

static bool write_record(void *self, const struct jx_record *record,
                         const struct jx_result *result)
{
    (void)self, (void)record, (void)result;
    return true;
}

static bool close_output(void *self, const struct jx_summary *summary, bool whole)
{
    (void)self, (void)summary, (void)whole;
    return true;
}

static const struct jx_writer writer = {
    .size = sizeof writer,
    .name = "bad",
    .title = "nothing good",
    .extension = "bad",
    .open = open_output,
    .record = write_record,
    .close = close_output,
};

static const struct jx_reader reader = {
    .size = sizeof reader,
    .name = "bad",
    .title = "nothing good",
    .probe = probe,
    .open = open_bad,
#ifndef NO_READ
    .read = read_bad,
#endif
    .close = close_bad,
};
/* Stands behind it, by its name. */
static const struct jx_reader second = {
    .size = sizeof second,
    .name = "bad",
    .title = "nothing good",
    .probe = probe,
    .open = open_bad,
#ifndef NO_READ
    .read = read_bad,
#endif
    .close = close_bad,
};

static const struct jx_need needs[] = {{"actual", JX_T_NUMBER, true}};
static const struct jx_param params[] = {
#ifdef BAD_DEFAULT
    {.name = "x",
     .type = JX_T_NUMBER,
     .has_default = true,
     .value = {.type = JX_T_TEXT},
     .text = "a number"},
#else
    {.name = "x",
     .type = JX_T_NUMBER,
     .has_default = true,
     .value = {.type = JX_T_NUMBER},
     .text = "a number"},
#endif
};

static void score(const struct jx_call *call)
{
    struct jx_dec huge = {INT64_MAX, 18};
    switch (FAULT) {
    case HUGE_POINTS: call->verbs->award(call->ledger, huge, "huge", NULL, 0); break;
    case NO_REASON: call->verbs->award(call->ledger, call->full, NULL, NULL, 0); break;
    case ARGS_MISSING: call->verbs->award(call->ledger, call->full, "%g", NULL, 0); break;
    default: break;
    }
}

static const struct jx_method method = {
    .size = sizeof method,
    .name = "bad",
    .title = "nothing good",
    .needs = needs,
    .need_count = 1,
    .params = params,
    .param_count = 1,
    .score = score,
};

static const struct jx_reader *const readers[] = {&reader, &second, NULL};
static const struct jx_writer *const writers[] = {&writer, NULL};
static const struct jx_method *const methods[] = {&method, NULL};

extern const struct jx_plugin SYMBOL JX_EXPORT;
const struct jx_plugin SYMBOL = {ABI, SIZE, NAME, "1.0.0", readers, writers, methods};
