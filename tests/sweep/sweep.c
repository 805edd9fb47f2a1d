/* sweep.c: runs the program again and again, refusing its first allocation, then its
 * second, and so on to the last: once that one only, once that one and all that follow
 * (Lua asks again, once it has collected its garbage). Each run ends in the result or in
 * a clear error: never a crash, a leak (in builds with sanitizers) or another result.
 *
 * Usage: sweep ARGUMENTS… of jixiao. SWEEP_STEP=N tries every N-th allocation only.
 * Linked with --wrap: what the program itself allocates, Lua's memory too. */
#include "cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OUT_MAX = 1 << 20 };

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *p, size_t size);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *p, size_t size);
char *__wrap_strdup(const char *text);

static unsigned long allocations, refused; /* refused: which one; 0: none */
static bool for_good;                      /* and all that follow */

static bool refuse(void)
{
    allocations++;
    return refused && (allocations == refused || (for_good && allocations > refused));
}

void *__wrap_malloc(size_t size)
{
    return refuse() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return refuse() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *p, size_t size)
{
    return size && refuse() ? NULL : __real_realloc(p, size);
}

char *__wrap_strdup(const char *text)
{
    return refuse() ? NULL : __real_strdup(text);
}

/* ---- one run ---- */

struct outcome {
    int status; /* as waitpid says */
    unsigned long allocations;
    char out[OUT_MAX], err[OUT_MAX];
};

static void take(FILE *file, char *into)
{
    rewind(file);
    size_t n = fread(into, 1, OUT_MAX - 1, file);
    into[n] = '\0';
    fclose(file);
}

static _Noreturn void run_here(int argc, char **argv, unsigned long which, int report)
{
    alarm(60);
    refused = which;
    allocations = 0;
    int code = jx_main(argc, argv);
    refused = 0;
    fflush(NULL);
    if (write(report, &allocations, sizeof allocations) < 0)
        _exit(99);
    exit(code); /* where leaks are looked for */
}

static void run(int argc, char **argv, unsigned long which, struct outcome *outcome)
{
    FILE *out = tmpfile(), *err = tmpfile();
    int report[2];
    if (!out || !err || pipe(report) != 0)
        exit(2);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        dup2(fileno(out), STDOUT_FILENO);
        dup2(fileno(err), STDERR_FILENO);
        run_here(argc, argv, which, report[1]);
    }
    close(report[1]);
    outcome->allocations = 0;
    if (read(report[0], &outcome->allocations, sizeof outcome->allocations) < 0)
        outcome->allocations = 0;
    close(report[0]);
    waitpid(child, &outcome->status, 0);
    take(out, outcome->out);
    take(err, outcome->err);
}

static bool same(const struct outcome *a, const struct outcome *b)
{
    return a->status == b->status && strcmp(a->out, b->out) == 0;
}

/* What is wrong with a run, or NULL. */
static const char *judge(const struct outcome *whole, const struct outcome *got)
{
    if (!WIFEXITED(got->status))
        return "crashed";
    if (strstr(got->err, "LeakSanitizer"))
        return "leaked";
    if (strstr(got->err, "Sanitizer") || strstr(got->err, "runtime error") ||
        WEXITSTATUS(got->status) > JX_EXIT_INPUT)
        return "broke";
    if (same(whole, got) || strstr(got->err, "memory") || strstr(got->out, "memory"))
        return NULL;
    return got->status == whole->status ? "another result without a word"
                                        : "no clear error";
}

struct tally {
    unsigned long tried, went_on, bad;
};

static void attempt(int argc, char **argv, unsigned long which,
                    const struct outcome *whole, struct tally *tally)
{
    static struct outcome got;
    run(argc, argv, which, &got);
    const char *fault = judge(whole, &got);
    tally->tried++;
    tally->went_on += !fault && same(whole, &got);
    tally->bad += fault != NULL;
    if (fault && tally->bad <= 20)
        printf("allocation %lu%s: %s, status %x\n%.2500s\n%.2500s\n", which,
               for_good ? " and all that follow" : "", fault, (unsigned)got.status,
               got.err, got.out);
}

int main(int argc, char **argv)
{
    static struct outcome whole;
    const char *step = getenv("SWEEP_STEP");
    unsigned long by = step ? strtoul(step, NULL, 10) : 1;
    struct tally tally = {0};
    run(argc, argv, 0, &whole);
    if (!WIFEXITED(whole.status) || WEXITSTATUS(whole.status) > JX_EXIT_FINDINGS ||
        !whole.allocations) {
        printf("the run itself fails: %s\n", whole.err);
        return 2;
    }
    for (unsigned long n = 1; n <= whole.allocations; n += by ? by : 1)
        for (int turn = 0; turn < 2; turn++) {
            for_good = turn == 1;
            attempt(argc, argv, n, &whole, &tally);
        }
    printf("%lu allocations, %lu refusals tried: %lu clear errors, %lu went on without, "
           "%lu bad\n",
           whole.allocations, tally.tried, tally.tried - tally.bad - tally.went_on,
           tally.went_on, tally.bad);
    return tally.bad != 0;
}
