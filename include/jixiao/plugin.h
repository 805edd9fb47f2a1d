/* plugin.h: the whole plugin ABI: readers, writers and native scoring methods.
 *
 * A plugin is a shared object that exports one constant, `jx_plugin`, made with
 * JX_PLUGIN(). The core reads abi and size of that constant before it runs any code of
 * the plugin and refuses a mismatch, naming both numbers. A plugin links to nothing:
 * what it needs comes in the host table. Plugins are trusted code (rules are not).
 *
 * Tables only grow at their end, within one JX_ABI; `size` tells how much is there. */
#pragma once

#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

#define JX_ABI 1u

enum jx_log_level { JX_LOG_DEBUG = 0, JX_LOG_INFO, JX_LOG_WARN };

struct jx_math;
struct jx_document;
struct jx_sink;

/* What the core offers. Every function may be called from the thread that called the
 * plugin, with the host it was given, and only until that call returns. */
struct jx_host {
    uint32_t size;
    void *ctx;
    /* Zeroed memory that lives as long as the document (reader), the output (writer) or
     * the record (method). NULL when memory or the limit is exhausted: then fail. */
    void *(*alloc)(const struct jx_host *host, size_t size);
    /* Records why the call fails and returns false, so: return host->fail(...). `at`
     * may be NULL. The text says what, what was expected and what to do. */
    bool (*fail)(const struct jx_host *host, const struct jx_at *at, const char *text);
    void (*log)(const struct jx_host *host, enum jx_log_level level, const char *text);
    /* The message in the language of the run; without a translation, itself. */
    const char *(*translate)(const struct jx_host *host, const char *message);
    /* Renders a reason as UTF-8 into out (terminated, cut at a character); returns the
     * length that was needed. */
    size_t (*render)(const struct jx_host *host, const struct jx_why *why, char *out,
                     size_t size);
    /* Shortest plain decimal of a number ("5.1", "-0.05"), terminated; its length. */
    size_t (*decimal)(const struct jx_host *host, struct jx_dec number, char out[64]);
    /* Terminal columns of a text; Chinese characters take two. */
    size_t (*columns)(const struct jx_host *host, struct jx_str text);
    const struct jx_math *math; /* exact arithmetic on scores, for writers too */
    /* The path of a new, empty, private file for libraries that can only write files;
     * whoever asks removes it. NULL: it cannot be made, and the host knows why. */
    const char *(*scratch)(const struct jx_host *host);
    /* A digest of what an item's score is made from (item NULL: of the whole form), by
     * which a person's decision tells later whether its input has changed; terminated. */
    void (*digest)(const struct jx_host *host, const struct jx_record *record,
                   const struct jx_item *item, char out[17]);
    /* Gives a part of the document, whole lines, to the reader behind the calling one: the
     * next of the same name. For readers that are quick with what is ordinary and leave
     * the rest, errors above all, to the careful one. Returns what that reader does. */
    bool (*behind)(const struct jx_host *host, const struct jx_document *part,
                   const struct jx_sink *sink);
};

/* ---- readers ---- */

struct jx_document {
    uint32_t size;
    const char *name;  /* for messages; "-" for standard input */
    const char *bytes; /* the whole document, or a chunk of whole lines; behind them
                          JX_DOCUMENT_PADDING bytes may be read, which mean nothing */
    size_t len;
    uint64_t first_line; /* line number of bytes[0], from 1 */
    uint64_t offset;     /* byte offset of bytes[0] in the document */
    const uint32_t
        *line_ends; /* of each line of a chunk, from bytes[0]; NULL: not known */
};

/* A cell of a table. In a row with JX_ROW_GRID, `column` (from 0) and `span` are true
 * grid positions; otherwise they are the running number and 1, and merged cells are
 * simply missing. JX_CELL_CONTINUES: covered by a cell merged from the row above. */
enum { JX_CELL_CONTINUES = 1 };
struct jx_table_cell {
    struct jx_str text; /* as printed, with its line breaks */
    struct jx_at at;
    uint16_t column, span;
    uint8_t flags;
    uint8_t kind; /* JX_TEXT, or JX_NUMBER where the source stored a number */
};
enum { JX_ROW_GRID = 1, JX_ROW_HIDDEN = 2 };
struct jx_row {
    const struct jx_table_cell *cells;
    size_t count;
    uint32_t flags;
};

/* Where a reader puts what it finds, in document order. Each returns false when the
 * reader must stop at once and return false itself. Texts are copied by the core. */
struct jx_sink {
    uint32_t size;
    void *ctx;
    /* A line or paragraph outside tables. */
    bool (*prose)(const struct jx_sink *sink, struct jx_str text, struct jx_at at);
    /* The next row of the current table. */
    bool (*row)(const struct jx_sink *sink, const struct jx_row *row);
    /* The table ends; the next row begins another. */
    bool (*table_end)(const struct jx_sink *sink);
    /* A whole record (JSON and the like); its strings must live until this returns. */
    bool (*record)(const struct jx_sink *sink, const struct jx_record *record);
    /* A part that cannot be read; reading goes on behind it. */
    bool (*trouble)(const struct jx_sink *sink, struct jx_at at, uint64_t offset,
                    const char *text);
    /* A sheet begins (or whatever a document has in its place); the n-th call names
     * jx_at.sheet n. Readers call it only where `size` says that it is there. */
    bool (*sheet)(const struct jx_sink *sink, struct jx_str name);
};

/* Of several readers of one name the first plugin's is used, whichever of them knows the
 * document. */
enum {
    /* One record a line: the core may hand over whole-line chunks, several at a time to
     * several selves, and refuses longer lines than JX_LINE_MAX itself. */
    JX_READER_LINES = 1,
    /* A text of a record that lies in the document has no quote, backslash or byte < ' '. */
    JX_READER_PLAIN = 2
};
enum { JX_LINE_MAX = 16 * 1024 * 1024, JX_DOCUMENT_PADDING = 64 };
struct jx_reader {
    uint32_t size, flags;
    const char *name;  /* for --from and listings: "text" */
    const char *title; /* one sentence */
    /* How sure the plugin is, 0 (not mine) to 100, from the first bytes (up to 64 KiB)
     * and the name. Content decides; the name only breaks ties. */
    int (*probe)(const char *head, size_t len, const char *name);
    /* State of one reading thread; NULL fails. */
    void *(*open)(const struct jx_host *host);
    bool (*read)(void *self, const struct jx_host *host,
                 const struct jx_document *document, const struct jx_sink *sink);
    void (*close)(void *self);
};

/* ---- writers ---- */

enum jx_task {
    JX_TASK_CONVERT = 0,
    JX_TASK_SCORE,
    JX_TASK_AUDIT,
    JX_TASK_EXPLAIN,
    JX_TASK_TEMPLATE, /* a blank form, by `blank` alone */
    JX_TASK_TABLES    /* a report of tables and plots, by `table` and `row` alone */
};

struct jx_output {
    uint32_t size;
    void *ctx;
    /* Appends bytes; false: stop and return false (the core knows why). */
    bool (*write)(const struct jx_output *output, const char *bytes, size_t len);
    enum jx_task task;
    bool full_detail; /* --detail full: lines of full marks too */
    bool origins;     /* --origins: `_at` of every cell */
    uint16_t width;   /* of the terminal; 0: no terminal */
    bool color;
    const char *report; /* --report, one of the writer's reports; NULL: its first */
    /* The run writes a folder: ends the file being written and begins the next, called
     * `name` (any text; the core adds the extension). NULL: there is one output. */
    bool (*next)(const struct jx_output *output, struct jx_str name);
    bool reviews; /* --reviews was given: show claimed, system and reviewed scores */
    /* Where the next `n` bytes could stand: giving `write` just this place, before anything
     * else, saves it a copy. NULL (or not there by `size`): there is no such place. */
    char *(*room)(const struct jx_output *output, size_t n);
    struct jx_str plain; /* during `record`: the document, padded, of a JX_READER_PLAIN */
};

/* Totals of a run, known at its end. */
struct jx_count {
    const char *code, *title;
    uint8_t severity;
    uint64_t count;
};
struct jx_summary {
    uint32_t size;
    uint64_t records, unreadable;
    uint64_t items, compared, agreed; /* scores claimed and computed, within tolerance */
    uint64_t total_compared, total_agreed; /* likewise of totals */
    uint64_t totals_blank;                 /* forms whose claimed total is blank */
    const struct jx_count *codes;          /* findings by code, worst first */
    size_t code_count;
    const char *pack_name, *pack_version; /* NULL where several packs scored */
    uint64_t fallback;         /* forms scored by general rules (jx_result.fallback) */
    bool pack_unsigned;        /* as jx_result.pack_unsigned; of the pack named above */
    uint64_t reviewed, waived; /* scores that people set, findings they settled */
};

/* A finding beside its record, for writers that list findings (audit). */
struct jx_listed {
    const struct jx_finding *finding;
    struct jx_str code, name; /* of the record */
    const char *source;       /* "file:line" or "file Sheet!C5"; "" unknown */
};

/* A report of tables, for commands whose result is no list of forms. Tables come one after
 * another, each with its rows. A table and what it points to live until close; the cells of
 * a row, until `row` returns. */
enum jx_column_type {
    JX_COLUMN_TEXT = 0,
    JX_COLUMN_COUNT,  /* a whole number */
    JX_COLUMN_NUMBER, /* as many digits as it has */
    JX_COLUMN_POINTS,
    JX_COLUMN_CHANGE, /* points with their sign; less is worse */
    JX_COLUMN_SHARE   /* 0..1, read as per cent */
};
struct jx_column {
    const char *key;     /* in JSON */
    const char *heading; /* a message, or words of a document */
    uint8_t type;        /* enum jx_column_type */
};

enum jx_plot_kind {
    JX_PLOT_NONE = 0,
    JX_PLOT_BARS,      /* a bar for every figure of a row */
    JX_PLOT_HISTOGRAM, /* rows are bins, in order; the label is a bin's lower edge */
    JX_PLOT_SLOPES,    /* two figures, joined by a line; the least is on top */
    JX_PLOT_TORNADO,   /* two figures, of either sign, from a common middle */
    JX_PLOT_HEAT       /* every figure a field, darker the greater it is */
};
enum { JX_PLOT_ROWS = 40 }; /* a plot shows no more rows than this: the first */
struct jx_plot {
    uint8_t kind;         /* enum jx_plot_kind */
    uint8_t label;        /* column of what is compared */
    uint8_t first, count; /* columns of the figures */
    const char *title;    /* message; NULL: the table's */
    /* Marks across a histogram, as grades begin at a total. */
    const struct jx_grade_line *lines;
    size_t line_count;
};

struct jx_table {
    uint32_t size;
    const char *key;    /* in JSON */
    const char *title;  /* message */
    struct jx_str note; /* beneath the title, in the language of the run; may be empty */
    const struct jx_column *columns;
    size_t column_count; /* 0: title and note are all there is */
    struct jx_plot plot;
    size_t shown; /* rows that pages for people show unless `full_detail`; 0: all */
};

enum {
    JX_WRITER_BINARY = 1,   /* nothing for a terminal */
    JX_WRITER_RECORDS = 2,  /* the bytes of every record stand alone: the core may open
                              several selves, give each some of the records, and put the
                              pieces together in order; close then writes nothing */
    JX_WRITER_FINDINGS = 4, /* an audit writes only what `findings` and close give: the
                              core need not call `record` in one */
    JX_WRITER_FILES = 8,    /* can write a folder, by output->next before any bytes */
    JX_WRITER_RESULTS = 16  /* shows scores: never opened for JX_TASK_CONVERT */
};
struct jx_writer {
    uint32_t size, flags;
    const char *name; /* for --to */
    const char *title;
    const char *extension;
    void *(*open)(const struct jx_host *host, const struct jx_output *output);
    /* One record, in input order; result is NULL when the task is convert. */
    bool (*record)(void *self, const struct jx_record *record,
                   const struct jx_result *result);
    /* audit only, after the last record, worst first: every finding of the run, in one
     * call or several with the same summary (one also where there is no finding).
     * Neighbours of one form always come in one call. May be NULL. */
    bool (*findings)(void *self, const struct jx_summary *summary,
                     const struct jx_listed *list, size_t count);
    /* End of output; summary is NULL for convert. Frees self, also after a failure
     * (then `whole` is false and nothing need be written). */
    bool (*close)(void *self, const struct jx_summary *summary, bool whole);
    /* template only, once: draws the form to be filled in. `record` has its rows, with the
     * cells that are given beforehand. NULL, or not there by `size`: cannot. */
    bool (*blank)(void *self, const struct jx_face *face, const struct jx_record *record);
    const char *const *reports; /* kinds of report for --report, the usual one first;
                                   NULL-terminated. NULL: one kind */
    /* tables only: the next table begins, and with it ends the one before. `row`: as many
     * cells as it has columns, of the column's type or JX_T_NONE. Both NULL, or not there
     * by `size`: cannot. Then close, without a summary. A text that has a `key` too is
     * the program's own word: formats for programs write the key. */
    bool (*table)(void *self, const struct jx_table *table);
    bool (*row)(void *self, const struct jx_value *cells);
};

/* ---- native scoring methods ---- */

/* Exact arithmetic: results are exact where 18 digits suffice, else the exact result
 * rounded (ties away from zero) to 15 significant digits. Division by zero gives 0 and
 * sets *ok to false; ok may be NULL otherwise. */
struct jx_math {
    uint32_t size;
    struct jx_dec (*add)(struct jx_dec a, struct jx_dec b);
    struct jx_dec (*sub)(struct jx_dec a, struct jx_dec b);
    struct jx_dec (*mul)(struct jx_dec a, struct jx_dec b);
    struct jx_dec (*div)(struct jx_dec a, struct jx_dec b, bool *ok);
    /* a × b ÷ c with one rounding at the end. */
    struct jx_dec (*muldiv)(struct jx_dec a, struct jx_dec b, struct jx_dec c, bool *ok);
    int (*cmp)(struct jx_dec a, struct jx_dec b); /* -1, 0, 1 */
    struct jx_dec (*floor)(struct jx_dec a);
    struct jx_dec (*ceil)(struct jx_dec a);
    /* Rounds to `digits` decimals, ties away from zero. */
    struct jx_dec (*round)(struct jx_dec a, int digits);
};

/* The ledger of one item. `why` is a format of %d %s %.Nf %g %% that must outlive the
 * plugin (a constant); args are copied. Each returns false once the item is decided
 * (reject, unscored) or a limit is reached; a method may then simply return. */
struct jx_verbs {
    uint32_t size;
    bool (*award)(void *ledger, struct jx_dec points, const char *why,
                  const struct jx_arg *args, size_t count);
    bool (*deduct)(void *ledger, struct jx_dec points, const char *why,
                   const struct jx_arg *args, size_t count);
    bool (*reject)(void *ledger, const char *why, const struct jx_arg *args,
                   size_t count);
    bool (*unscored)(void *ledger, const char *why, const struct jx_arg *args,
                     size_t count);
    bool (*find)(void *ledger, const char *code, const char *why,
                 const struct jx_arg *args, size_t count);
};

struct jx_need {
    const char *name; /* "actual", "budget.rate", "fact.ID.field" … */
    uint8_t type;     /* enum jx_type */
    bool optional;
};
struct jx_param {
    const char *name;
    uint8_t type; /* JX_T_NUMBER, _TEXT, _FLAG or _LIST */
    bool has_default, has_min, has_max;
    struct jx_value value; /* the default */
    struct jx_dec min, max;
    const char *const *choices; /* NULL-terminated, for texts; NULL: free */
    const char *text;           /* one sentence for whoever sets it */
};

enum { JX_CALL_ARGS = 4 };
struct jx_call {
    uint32_t size;
    struct jx_dec full;            /* the weight */
    const struct jx_value *inputs; /* in the order of needs */
    const struct jx_value *params; /* in the order of params */
    const struct jx_math *math;
    const struct jx_verbs *verbs;
    void *ledger;
    /* Room for JX_CALL_ARGS arguments: those of one reason of the call that are written
     * here, from the first on, need no copy. What is not of an argument's kind may be left
     * as it is. */
    struct jx_arg *args;
};
struct jx_method {
    uint32_t size;
    bool start_full; /* the score starts at the weight, not at zero */
    const char *name;
    const char *title;
    const struct jx_need *needs;
    size_t need_count;
    const struct jx_param *params;
    size_t param_count;
    /* Stateless; any thread. Scores by calling verbs. */
    void (*score)(const struct jx_call *call);
};

/* ---- the plugin ---- */

struct jx_plugin {
    uint32_t abi, size;
    const char *name, *version;
    const struct jx_reader *const *readers; /* NULL-terminated, or NULL */
    const struct jx_writer *const *writers;
    const struct jx_method *const *methods;
};

#if defined(__GNUC__)
#define JX_EXPORT __attribute__((visibility("default")))
#else
#define JX_EXPORT
#endif

/* JX_PLUGIN("name", "1.0", readers, writers, methods): exports the constant. Bundled
 * plugins are built with JX_BUNDLED set to the name under which they are listed. */
#ifdef JX_BUNDLED
#define JX_PLUGIN_SYMBOL JX_BUNDLED
#else
#define JX_PLUGIN_SYMBOL jx_plugin
#endif
#ifdef __cplusplus
#define JX_PLUGIN_EXTERN extern "C"
#else
#define JX_PLUGIN_EXTERN extern
#endif
#define JX_PLUGIN(name, version, readers, writers, methods)                              \
    JX_PLUGIN_EXTERN JX_EXPORT const struct jx_plugin JX_PLUGIN_SYMBOL;                  \
    const struct jx_plugin JX_PLUGIN_SYMBOL = {                                          \
        JX_ABI, (uint32_t)sizeof(struct jx_plugin), name, version, readers, writers,     \
        methods}

#ifdef __cplusplus
}
#endif
