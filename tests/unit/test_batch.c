/* test_batch.c: chunks of lines, units in order through any number of threads, sorting
 * with a temporary file. */
#include "check.h"
#include "chunk.h"
#include "pool.h"
#include "sorter.h"

#include <stdlib.h>
#include <unistd.h>

/* ---- chunks ---- */

static char *file_of(const char *bytes, size_t len)
{
    static char path[32];
    strcpy(path, "/tmp/jx-batch-XXXXXX");
    int fd = mkstemp(path);
    if (fd < 0 || write(fd, bytes, len) != (ssize_t)len)
        CHECK(!"a file to read");
    close(fd);
    return path;
}

/* Reads all chunks; every one is whole lines and says where it stands. */
static uint64_t read_chunks(const char *path, size_t line_max, uint64_t *lines,
                            uint64_t *refused)
{
    struct jx_error err = {0};
    struct jx_chunks chunks;
    struct jx_chunk chunk = {0};
    uint64_t bytes = 0;
    *lines = *refused = 0;
    CHECK(jx_chunks_open(&chunks, path, line_max, &err));
    while (jx_chunks_next(&chunks, &chunk, &err)) {
        CHECK(chunk.offset == bytes && chunk.first_line == *lines + 1);
        CHECK(chunk.refused || chunk.len > 0);
        bytes += chunk.len + chunk.refused + (chunk.refused > 0);
        *lines += chunk.lines;
        *refused += chunk.refused;
        if (!chunk.refused && !chunks.ended)
            CHECK(chunk.bytes[chunk.len - 1] == '\n');
    }
    CHECK(!err.text[0]);
    jx_chunk_free(&chunk);
    jx_chunks_close(&chunks);
    return bytes;
}

static void test_chunks(void)
{
    uint64_t lines, refused;
    size_t n = 3 * JX_CHUNK_BYTES + 17;
    char *text = malloc(n);
    for (size_t i = 0; i < n; i++)
        text[i] = i % 101 == 100 ? '\n' : 'x';
    char *path = file_of(text, n);
    CHECK(read_chunks(path, 1000, &lines, &refused) == n);
    CHECK(lines == n / 101 + 1 && refused == 0);
    unlink(path);

    /* One line longer than a chunk is held, one longer than the limit is not. */
    memset(text, 'y', n);
    text[5] = text[n - 3] = '\n';
    path = file_of(text, n);
    CHECK(read_chunks(path, n, &lines, &refused) == n);
    CHECK(lines == 3 && refused == 0);
    CHECK(read_chunks(path, JX_CHUNK_BYTES, &lines, &refused) == n);
    CHECK(lines == 3 && refused == n - 3 - 6);
    unlink(path);

    path = file_of("", 0);
    CHECK(read_chunks(path, 10, &lines, &refused) == 0 && lines == 0);
    unlink(path);
    free(text);
}

static void test_skip(void)
{
    struct jx_error err = {0};
    struct jx_chunks chunks;
    struct jx_chunk chunk = {0};
    char *path = file_of("one\ntwo\nthree\n", 14);
    CHECK(jx_chunks_open(&chunks, path, 100, &err));
    CHECK(jx_chunks_skip(&chunks, 4, 2, &err));
    CHECK(jx_chunks_next(&chunks, &chunk, &err));
    CHECK(chunk.first_line == 2 && chunk.offset == 4 && chunk.lines == 2);
    CHECK(chunk.len == 10 && memcmp(chunk.bytes, "two", 3) == 0);
    CHECK(chunk.ends[0] == 3 && chunk.ends[1] == 9);
    jx_chunks_close(&chunks);
    CHECK(jx_chunks_open(&chunks, path, 100, &err));
    CHECK(!jx_chunks_skip(&chunks, 15, 4, &err));
    CHECK_HAS(err.text, "shorter");
    jx_chunks_close(&chunks);
    jx_chunk_free(&chunk);
    unlink(path);
}

/* ---- the pool ---- */

struct count {
    int filled, taken, fail_at;
    bool broken;
};

static bool fill(void *ctx, void *slot, struct jx_error *err)
{
    struct count *count = ctx;
    (void)err;
    if (count->filled == 1000)
        return false;
    *(int *)slot = count->filled++;
    return true;
}

static void work(void *ctx, size_t worker, void *slot)
{
    (void)ctx;
    (void)worker;
    for (volatile int i = 0; i < (*(int *)slot % 7) * 1000; i++)
        ;
    *(int *)slot *= 2;
}

static bool take(void *ctx, void *slot, struct jx_error *err)
{
    struct count *count = ctx;
    count->broken |= *(int *)slot != 2 * count->taken++;
    return count->taken != count->fail_at || jx_fail(err, NULL, 0, "enough");
}

static void test_pool(size_t jobs, int fail_at)
{
    struct count count = {.fail_at = fail_at};
    struct jx_error err = {0};
    struct jx_pool_tasks tasks = {&count, fill, work, take};
    int values[64];
    void *slots[64];
    CHECK(jx_pool_slots(jobs) <= 64);
    for (size_t i = 0; i < 64; i++)
        slots[i] = &values[i];
    bool ok = jx_pool_run(&tasks, jobs, slots, &err);
    CHECK(ok == !fail_at && !count.broken);
    CHECK(count.taken == (fail_at ? fail_at : 1000));
    if (fail_at)
        CHECK_STR(err.text, "enough");
}

/* ---- the sorter ---- */

struct number {
    int key, order;
    char padding[40];
};

static int by_key(const void *a, const void *b)
{
    return ((const struct number *)a)->key - ((const struct number *)b)->key;
}

/* Entries of two sizes, in order of key and, within it, of adding. */
static void test_sorter(size_t held, int entries)
{
    struct jx_error err = {0};
    struct jx_sorter *sorter = jx_sorter_open(by_key, held);
    unsigned seed = 7;
    for (int i = 0; i < entries; i++) {
        seed = seed * 1103515245u + 12345u;
        struct number number = {.key = (int)(seed >> 16) % 50, .order = i};
        CHECK(jx_sorter_add(sorter, &number, i % 2 ? sizeof number : 8, &err));
    }
    CHECK(jx_sorter_sort(sorter, &err));
    const void *entry;
    size_t len;
    int seen = 0, key = -1, order = -1;
    while (jx_sorter_next(sorter, &entry, &len, &err)) {
        struct number now = {0};
        memcpy(&now, entry, len);
        CHECK(now.key > key || (now.key == key && now.order > order));
        CHECK(len == (now.order % 2 ? sizeof now : 8));
        key = now.key;
        order = now.order;
        seen++;
    }
    CHECK(seen == entries && !err.text[0]);
    jx_sorter_close(sorter);
}

int main(void)
{
    test_chunks();
    test_skip();
    for (size_t jobs = 1; jobs <= 8; jobs += jobs)
        test_pool(jobs, 0);
    test_pool(1, 10);
    test_pool(4, 10);
    test_sorter(1 << 20, 500);
    test_sorter(4096, 5000);
    test_sorter(1, 50);
    test_sorter(4096, 0);
    return check_end();
}
