/* test_library.c: libjixiao by its public header alone: several threads with an engine each
 * over one pack give the same result to the last digit, and what is wrong is said. */
#include "check.h"

#include "jixiao/jixiao.h"

#include <pthread.h>
#include <stdlib.h>

enum { THREADS = 4, TURNS = 50, ROOM = 16 * 1024 };

static const char form[] =
    "{\"form\": \"project-self-evaluation\", \"year\": 2023, \"code\": \"T\", "
    "\"budget\": {\"adjusted\": \"241.5\", \"executed\": \"229.43\", \"weight\": \"10\"},"
    "\"indicators\": [{\"level1\": \"产出指标\", \"level2\": \"数量指标\", \"name\": "
    "\"n\", "
    "\"nature\": \"≥\", \"target\": \"700\", \"actual\": \"333\", \"weight\": \"90\", "
    "\"reported_score\": \"90\"}]}";

static void add(char *out, const char *text)
{
    size_t n = strlen(out);
    if (n + strlen(text) + 2 < ROOM)
        sprintf(out + n, "%s\n", text);
}

/* Everything that was scored, as text. */
static void tell(const struct jx_result *r, char *out)
{
    char text[512];
    out[0] = '\0';
    jx_dec_print(r->total, text);
    add(out, r->has_total ? text : "-");
    for (size_t i = 0; i < r->item_count; i++)
        for (size_t k = 0; k < r->items[i].line_count; k++) {
            const struct jx_line *line = &r->items[i].lines[k];
            add(out, jx_verb_name(line->verb));
            jx_dec_print(line->points, text);
            add(out, text);
            jx_why_print(&line->why, text, sizeof text);
            add(out, text);
        }
    for (size_t i = 0; i < r->finding_count; i++) {
        add(out, r->findings[i].code);
        jx_why_print(&r->findings[i].message, text, sizeof text);
        add(out, text);
    }
}

struct worker {
    pthread_t thread;
    const struct jx_pack *pack;
    char first[ROOM];
    bool same;
};

static void *work(void *ctx)
{
    struct worker *worker = ctx;
    struct jx_error err;
    struct jx_engine *engine = jx_engine_open(worker->pack, &err);
    static _Thread_local char told[ROOM];
    worker->same = engine != NULL;
    for (int turn = 0; worker->same && turn < TURNS; turn++) {
        const struct jx_result *r =
            jx_engine_score_json(engine, form, strlen(form), &err);
        tell(r, turn ? told : worker->first);
        worker->same = !turn || strcmp(told, worker->first) == 0;
    }
    jx_engine_close(engine);
    return NULL;
}

static void threads(const struct jx_pack *pack)
{
    struct worker *workers = calloc(THREADS, sizeof *workers);
    for (int i = 0; i < THREADS; i++) {
        workers[i].pack = pack;
        CHECK(pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(workers[i].thread, NULL);
        CHECK(workers[i].same);
        CHECK(strcmp(workers[i].first, workers[0].first) == 0);
    }
    CHECK(strstr(workers[0].first, "award\n9.5002"));
    CHECK(strstr(workers[0].first, "score-mismatch\n"));
    free(workers);
}

static void count_note(void *ctx, const char *text)
{
    ++*(int *)ctx;
    CHECK(strstr(text, "pack"));
}

static void failures(struct jx_app *app, struct jx_engine *engine, const int *notes)
{
    struct jx_error err = {0};
    CHECK(!jx_app_pack(app, "nowhere-at-all", &err));
    CHECK(err.kind == JX_ERR_PACK && strstr(err.text, "there is no pack"));
    CHECK(*notes == 1);
    const char *const wrong[] = {"", "[]", "{\"form\": ", "{\"form\": 1} {}"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        err = (struct jx_error){0};
        CHECK(!jx_engine_score_json(engine, wrong[i], strlen(wrong[i]), &err));
        CHECK(err.kind != JX_ERR_NONE && err.text[0]);
    }
    /* what a record cannot keep is a finding behind the others */
    static const char odd[] = "{\"form\": [1], \"indicatorss\": []}";
    const struct jx_result *r = jx_engine_score_json(engine, odd, strlen(odd), &err);
    CHECK(r && r->finding_count >= 2);
    CHECK(r && strcmp(r->findings[r->finding_count - 1].code, "record-unreadable") == 0);
    char text[256];
    jx_why_print(&r->findings[r->finding_count - 1].message, text, sizeof text);
    CHECK(strstr(text, "indicators"));
    struct jx_setup unsized = {0};
    CHECK(!jx_app_open(&unsized, &err) && err.kind == JX_ERR_USAGE);
    struct jx_setup lost = {.size = sizeof lost, .plugin_path = "/nonexistent/x.so"};
    CHECK(!jx_app_open(&lost, &err) && err.kind == JX_ERR_USAGE);
    CHECK(strcmp(err.path, "/nonexistent/x.so") == 0);
}

int main(void)
{
    struct jx_error err = {0};
    int notes = 0;
    struct jx_setup setup = {.size = sizeof setup, .note = count_note, .ctx = &notes};
    struct jx_app *app = jx_app_open(&setup, &err);
    struct jx_pack *pack = app ? jx_app_pack(app, "luzhou", &err) : NULL;
    struct jx_engine *engine = pack ? jx_engine_open(pack, &err) : NULL;
    CHECK(engine);
    if (engine) {
        threads(pack);
        failures(app, engine, &notes);
    } else {
        puts(err.text);
    }
    jx_engine_close(engine);
    jx_pack_free(pack);
    jx_app_close(app);
    return check_end();
}
