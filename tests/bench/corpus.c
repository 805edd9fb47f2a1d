/* corpus.c: writes records for the benchmark, the same ones every time. Usage: corpus
 * COUNT [plain|shuffled|spaces|escapes|prose|wide]: keys in any order, blanks between
 * tokens, \u escapes, long texts, 200 indicators a record. Some have faults, one kind of them
 * for every check that the contenders make. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 20231105;
static enum { PLAIN, SHUFFLED, SPACES, ESCAPES, PROSE, WIDE } variant;

static unsigned below(unsigned n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state >> 33) % n;
}

#define PICK(list) list[below(sizeof(list) / sizeof *(list))]

static const char *const places[] = {"东城", "西城",   "南城", "北城", "河东", "河西",
                                     "城关", "开发区", "新区", "山区", "沿江", "中心"};
static const char *const things[] = {
    "检查户数", "培训人数", "抽检覆盖", "设备购置", "道路维修", "宣传活动", "数据采集",
    "资料印制", "会议保障", "系统运维", "房屋修缮", "环境整治", "人员经费", "走访慰问",
    "技术服务", "绿化养护", "供水改造", "救助发放", "档案整理", "质量抽查"};
static const char *const kinds[] = {"数量", "完成", "面积", "次数", "比例", "总量"};

/* ---- one object, its members in any order ---- */

enum { MEMBERS = 16, TEXT = 1 << 19 };
struct object {
    int count;
    char *members[MEMBERS];
};
static char pool[4 * TEXT];
static size_t used;

static char *keep(const char *text, size_t n)
{
    char *copy = pool + used;
    memcpy(copy, text, n + 1);
    used += n + 1;
    return copy;
}

static size_t put_escaped(char *out, const char *text)
{
    size_t n = 0;
    const unsigned char *s = (const unsigned char *)text;
    while (*s) {
        if (*s < 0x80) {
            out[n++] = (char)*s++;
            continue;
        }
        unsigned c = (*s & 0x0fu) << 12 | (s[1] & 0x3fu) << 6 | (s[2] & 0x3fu);
        n +=
            (size_t)sprintf(out + n, "\\u%04x", c); /* only three-byte characters occur */
        s += 3;
    }
    return n;
}

static void member(struct object *object, const char *key, const char *value, int quoted)
{
    static char text[TEXT];
    const char *gap = variant == SPACES ? " " : "";
    size_t n =
        (size_t)sprintf(text, "%s\"%s\"%s:%s%s", gap, key, gap, gap, quoted ? "\"" : "");
    if (variant == ESCAPES && quoted)
        n += put_escaped(text + n, value);
    else
        n += (size_t)sprintf(text + n, "%s", value);
    n += (size_t)sprintf(text + n, "%s%s", quoted ? "\"" : "", gap);
    object->members[object->count++] = keep(text, n);
}

static char *close_object(struct object *object)
{
    static char text[TEXT];
    size_t n = (size_t)sprintf(text, "{");
    for (int left = object->count; left > 0; left--) {
        int i = variant == SHUFFLED ? (int)below((unsigned)left) : 0;
        n += (size_t)sprintf(text + n, "%s%s", n > 1 ? "," : "", object->members[i]);
        memmove(object->members + i, object->members + i + 1,
                (size_t)(left - i - 1) * sizeof *object->members);
    }
    n += (size_t)sprintf(text + n, "}");
    return keep(text, n);
}

static const char *hundredths(int value)
{
    static char text[8][24];
    static int next;
    char *out = text[next++ % 8];
    sprintf(out, "%d.%02d", value / 100, value % 100);
    return out;
}

/* As offices write scores: no zeros at the end. */
static const char *score_text(int value)
{
    static char text[8][24];
    static int next;
    char *out = text[next++ % 8];
    int n = sprintf(out, "%d.%02d", value / 100, value % 100);
    while (out[n - 1] == '0')
        out[--n] = '\0';
    if (out[n - 1] == '.')
        out[--n] = '\0';
    return out;
}

/* ---- rows ---- */

static const struct kind {
    const char *level1, *level2, *unit;
    int more; /* is better */
} rows[] = {
    {"产出指标", "数量指标", "户", 1},
    {"产出指标", "数量指标", "人", 1},
    {"产出指标", "质量指标", "%", 1},
    {"产出指标", "时效指标", "月", 0},
    {"效益指标", "社会效益指标", "", 1},
    {"效益指标", "经济效益指标", "万元", 1},
    {"满意度指标", "服务对象满意度指标", "%", 1},
    {"成本指标", "经济成本指标", "万元", 0},
    {"成本指标", "社会成本指标", "次", 0},
};

static char *name(char *out)
{
    sprintf(out, "%s%s%s", PICK(places), PICK(things), PICK(kinds));
    return out;
}

/* Faults of a row, each in one of a thousand. */
enum { OVERSHOT, OTHER_UNIT, OVER_WEIGHT, NO_SCORE };
/* Faults of a record, each in one of two hundred. */
static enum { TOTAL, PROSE_TOTAL, RATE, SOURCES, WEIGHTS, GROUPS, EXECUTION } fault;

/* One row, and what it claims in hundredths of a point is added. */
static char *row(int i, int weight, int *claimed)
{
    const struct kind *kind = &rows[i % 9];
    struct object object = {0};
    char text[64], target[24], actual[24], points[24];
    int words = !*kind->unit, missed = below(8) == 0 && !words;
    unsigned wrong = below(1000);
    int t = strcmp(kind->unit, "%") == 0 ? 80 + (int)below(19) : 20 + (int)below(900);
    int off = missed ? -1 - (int)below((unsigned)t / 6) : (int)below(4);
    if (kind->more && !missed && wrong <= OTHER_UNIT)
        off = wrong == OVERSHOT ? t : 150 * t;
    int a = kind->more ? t + off : t - off;
    int score = weight;
    if (missed) {
        long part = a < t ? a : t, whole = a < t ? t : a;
        score = (int)((2 * weight * part + whole) / (2 * whole));
    }
    int claim = wrong == OVER_WEIGHT ? weight + 50
                : wrong == NO_SCORE  ? 0
                : below(200) == 0    ? weight - 7
                                     : score;
    *claimed += claim;
    sprintf(points, "%d", weight / 100);
    sprintf(target, "%d", t);
    sprintf(actual, "%d", a);
    member(&object, "level1", kind->level1, 1);
    member(&object, "level2", kind->level2, 1);
    member(&object, "name", name(text), 1);
    member(&object, "nature", words ? "定性" : kind->more ? "≥" : "≤", 1);
    member(&object, "target", words ? "优" : target, 1);
    member(&object, "unit", kind->unit, 1);
    member(&object, "actual", words ? "优" : actual, 1);
    member(&object, "weight", points, 1);
    member(&object, "reported_score", wrong == NO_SCORE ? "" : score_text(claim), 1);
    member(&object, "reason", missed && below(50) ? "受天气影响，进度滞后" : "", 1);
    return close_object(&object);
}

static char *indicators(int *claimed)
{
    static char text[TEXT];
    int count = variant == WIDE ? 200 : 9, weight = variant == WIDE ? 100 : 1000;
    size_t n = (size_t)sprintf(text, "[");
    for (int i = 0; i < count; i++) {
        int more = fault != GROUPS ? 0 : i == 0 ? weight / 2 : i == 4 ? -weight / 2 : 0;
        n += (size_t)sprintf(text + n, "%s%s", i ? "," : "",
                             row(i, weight + more, claimed));
    }
    n += (size_t)sprintf(text + n, "]");
    return keep(text, n);
}

static int rate_of(int executed, int adjusted)
{
    return adjusted ? (int)((20000L * executed + adjusted) / (2L * adjusted)) : 0;
}

static char *funds(const char *source, int adjusted, int executed)
{
    struct object object = {0};
    char rate[24];
    member(&object, "name", source, 1);
    member(&object, "initial", hundredths(adjusted), 1);
    member(&object, "adjusted", hundredths(adjusted), 1);
    member(&object, "executed", hundredths(executed), 1);
    sprintf(rate, "%s%%", hundredths(rate_of(executed, adjusted)));
    member(&object, "rate", rate, 1);
    return close_object(&object);
}

static char *budget(int *claimed)
{
    struct object object = {0};
    char rate[24], sources[1024];
    int adjusted = 100000 + (int)below(9000000);
    long share = fault == EXECUTION ? 800 : 910;
    int executed = (int)(adjusted * (share + below(91)) / 1000);
    int score = (int)((2000L * executed + adjusted) / (2L * adjusted));
    *claimed += score;
    sprintf(rate, "%s%%",
            hundredths(rate_of(executed, adjusted) - (fault == RATE ? 500 : 0)));
    member(&object, "initial", hundredths(adjusted), 1);
    member(&object, "adjusted", hundredths(adjusted), 1);
    member(&object, "executed", hundredths(executed), 1);
    member(&object, "rate", rate, 1);
    member(&object, "weight", "10", 1);
    member(&object, "reported_score", score_text(score), 1);
    member(&object, "reason", "", 1);
    sprintf(sources, "[%s,%s]",
            funds("财政资金", adjusted, executed - (fault == SOURCES ? 1000 : 0)),
            funds("其他资金", 0, 0));
    member(&object, "sources", sources, 0);
    return close_object(&object);
}

static void record(long i)
{
    static char text[TEXT];
    struct object object = {0};
    int claimed = 0;
    used = 0;
    fault = below(200);
    char *block = budget(&claimed), *list = indicators(&claimed);
    claimed += fault == TOTAL ? -300 : 0;
    member(&object, "form", "project-self-evaluation", 1);
    member(&object, "region", "luzhou", 1);
    member(&object, "year", "2023", 0);
    sprintf(text, "5105%08ld", i);
    member(&object, "code", text, 1);
    sprintf(text, "%s%s项目%ld期", PICK(places), PICK(things), i % 97 + 1);
    member(&object, "name", text, 1);
    member(&object, "department", "示例主管部门", 1);
    member(&object, "unit", "示例实施单位", 1);
    member(&object, "budget", block, 0);
    member(&object, "indicators", list, 0);
    sprintf(text, "%d", (variant == WIDE ? 210 : 100) + (fault == WEIGHTS ? 10 : 0));
    member(&object, "reported_weight", text, 1);
    member(&object, "reported_total", score_text(claimed), 1);
    size_t n = (size_t)sprintf(text, "项目总体完成较好，自评得分%s分。",
                               score_text(claimed + (fault == PROSE_TOTAL ? -200 : 0)));
    for (int k = 0; variant == PROSE && k < 60; k++)
        n += (size_t)sprintf(text + n, "%s%s按计划推进，", PICK(places), PICK(things));
    member(&object, "conclusion", text, 1);
    member(&object, "problems", "无", 1);
    member(&object, "measures", "无", 1);
    puts(close_object(&object));
}

int main(int argc, char **argv)
{
    static const char *const variants[] = {"plain",   "shuffled", "spaces",
                                           "escapes", "prose",    "wide"};
    long count = argc > 1 ? strtol(argv[1], NULL, 10) : 0;
    for (int i = 0; argc > 2 && i < 6; i++)
        if (strcmp(argv[2], variants[i]) == 0)
            variant = i;
    if (count <= 0) {
        fprintf(stderr,
                "usage: corpus COUNT [plain|shuffled|spaces|escapes|prose|wide]\n");
        return 2;
    }
    /* In large pieces, as copied files are: the kernel keeps such a file in larger pages. */
    setvbuf(stdout, NULL, _IOFBF, 1 << 20);
    for (long i = 0; i < count; i++)
        record(i);
    return fflush(stdout) != 0;
}
