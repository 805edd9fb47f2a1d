/* baseline.cc: the benchmark's work written by hand, for these forms and rules only.
 *
 *   baseline totals THREADS FILE          cJSON with malloc: code, total, flags
 *   baseline bytes THREADS FILE DIGEST    simdjson: the bytes `jixiao score --to ndjson`
 *                                         writes with the pack of native methods
 *
 * Both read whole chunks of lines, work in THREADS threads and write in order. */
#include <cjson/cJSON.h>
#define SIMDJSON_EXCEPTIONS 0
#include <simdjson.h>

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace od = simdjson::ondemand;
using std::string_view;

/* ---- decimals: value × 10^-scale ---- */

struct Dec {
    __int128 value = 0;
    int scale = 0;
};

static const long long tens[] = {1LL,
                                 10LL,
                                 100LL,
                                 1000LL,
                                 10000LL,
                                 100000LL,
                                 1000000LL,
                                 10000000LL,
                                 100000000LL,
                                 1000000000LL,
                                 10000000000LL,
                                 100000000000LL,
                                 1000000000000LL,
                                 10000000000000LL,
                                 100000000000000LL,
                                 1000000000000000LL,
                                 10000000000000000LL,
                                 100000000000000000LL,
                                 1000000000000000000LL};

static bool parse(string_view text, Dec &out)
{
    long long value = 0;
    int scale = -1;
    if (text.empty())
        return false;
    for (char c : text) {
        if (c == '.') {
            scale = 0;
            continue;
        }
        if (c < '0' || c > '9')
            return false;
        value = value * 10 + (c - '0');
        scale += scale >= 0;
    }
    out = {value, scale < 0 ? 0 : scale};
    return true;
}

static int compare(const Dec &a, const Dec &b)
{
    __int128 x = a.value, y = b.value;
    if (a.scale < b.scale)
        x *= tens[b.scale - a.scale];
    else
        y *= tens[a.scale - b.scale];
    return (x > y) - (x < y);
}

static Dec subtract(const Dec &a, const Dec &b)
{
    int scale = a.scale > b.scale ? a.scale : b.scale;
    return {a.value * tens[scale - a.scale] - b.value * tens[scale - b.scale], scale};
}

/* a × b ÷ c to 15 significant digits. */
static Dec part_of(const Dec &a, const Dec &b, const Dec &c)
{
    __int128 top = a.value * b.value * tens[18];
    int scale = a.scale + b.scale + 18 - c.scale;
    __int128 quotient = top / c.value;
    int count = 0;
    for (__int128 rest = quotient; rest; rest /= 10)
        count++;
    for (; count > 18; count--, scale--)
        quotient /= 10;
    long long left = (long long)quotient;
    if (count > 15) {
        long long unit = tens[count - 15];
        left = (left + unit / 2) / unit;
        scale -= count - 15;
    }
    for (; scale > 0 && left % 10 == 0; scale--)
        left /= 10;
    return {left, scale};
}

static Dec round2(const Dec &a)
{
    if (a.scale <= 2)
        return {a.value * tens[2 - a.scale], 2};
    long long unit = tens[a.scale - 2];
    return {(a.value + unit / 2) / unit, 2};
}

/* ---- output ---- */

struct Out {
    std::vector<char> bytes;
    size_t used = 0;

    void room(size_t n)
    {
        if (used + n > bytes.size())
            bytes.resize(2 * (used + n));
    }
    void put(string_view text)
    {
        room(text.size());
        std::memcpy(bytes.data() + used, text.data(), text.size());
        used += text.size();
    }
    void put(Dec number)
    {
        char text[64];
        int at = 64;
        bool negative = number.value < 0;
        auto value = (unsigned long long)(negative ? -number.value : number.value);
        for (; number.scale > 0 && value % 10 == 0; number.scale--)
            value /= 10;
        for (int digits = 0; value || digits <= number.scale; digits++) {
            if (digits == number.scale && digits)
                text[--at] = '.';
            text[--at] = (char)('0' + value % 10);
            value /= 10;
        }
        if (negative)
            text[--at] = '-';
        put(string_view(text + at, (size_t)(64 - at)));
    }
    void put(long long number)
    {
        put(Dec{number, 0});
    }
};

/* ---- the form ---- */

struct Row {
    string_view level1, level2, name, nature, target, unit, actual, weight, reported,
        reason;
};
struct Form {
    string_view form, region, year, code, name, department, unit, total;
    string_view initial, adjusted, executed, rate, weight, reported, reason;
    std::vector<Row> rows;
};

enum Why { FULL, PART, BUDGET, LEVEL };
struct Score {
    Dec weight, points, score, part, whole, claimed;
    Why why;
    bool differs;
};

static Score score_part(Dec weight, Dec part, Dec whole, Why why)
{
    Score s;
    s.weight = weight;
    s.part = part;
    s.whole = whole;
    s.why = why;
    s.points = part_of(weight, part, whole);
    s.score = round2(s.points);
    return s;
}

static void compare_claim(Score &s, string_view reported)
{
    s.differs = false;
    if (!parse(reported, s.claimed))
        return;
    Dec gap = subtract(s.claimed, s.score);
    if (gap.value < 0)
        gap.value = -gap.value;
    s.differs = compare(gap, Dec{5, 2}) > 0;
}

static bool score_row(const Row &row, Score &s)
{
    Dec weight, target, actual;
    if (!parse(row.weight, weight))
        return false;
    s = Score{};
    s.weight = s.points = weight;
    s.score = round2(weight);
    if (row.nature == "定性") {
        s.why = LEVEL;
        if (row.actual != row.target)
            return false;
    } else {
        if (!parse(row.target, target) || !parse(row.actual, actual))
            return false;
        bool more = row.nature == "≥";
        int order = compare(actual, target);
        s.why = FULL;
        s.part = actual;
        s.whole = target;
        if (more ? order < 0 : order > 0)
            s = order < 0 ? score_part(weight, actual, target, PART)
                          : score_part(weight, target, actual, PART);
    }
    compare_claim(s, row.reported);
    return true;
}

static bool score_budget(const Form &form, Score &s)
{
    Dec weight, adjusted, executed;
    if (!parse(form.weight, weight) || !parse(form.adjusted, adjusted) ||
        !parse(form.executed, executed))
        return false;
    s = Score{};
    s.weight = s.points = weight;
    s.score = round2(weight);
    s.why = BUDGET;
    s.part = executed;
    s.whole = adjusted;
    if (compare(executed, adjusted) < 0)
        s = score_part(weight, executed, adjusted, BUDGET);
    compare_claim(s, form.reported);
    return true;
}

/* ---- the same bytes ---- */

static const char *digest = "", *file = "";

static void put_why(Out &out, const Score &s, string_view nature)
{
    if (s.why == FULL) {
        out.put("达标：完成值 ");
        out.put(s.part);
        out.put("，指标值 ");
        out.put(nature);
        out.put(s.whole);
        return;
    }
    out.put(s.why == BUDGET  ? "按执行率计分："
            : s.why == LEVEL ? "按等次计分："
                             : "未达标：");
    out.put(s.weight);
    if (s.why == LEVEL) {
        out.put(" × 1");
        return;
    }
    out.put(" × ");
    out.put(s.part);
    out.put(" ÷ ");
    out.put(s.whole);
}

static void put_item(Out &out, const Score &s, int index, const Row &row)
{
    static const string_view rules[] = {"method:proportional", "method:proportional",
                                        "method:execution", "method:level"};
    static const string_view clauses[] = {"定量指标", "定量指标", "预算执行率",
                                          "定性指标"};
    out.put(index < 0 ? "{\"index\":" : ",{\"index\":");
    out.put((long long)index);
    out.put(",\"name\":\"");
    out.put(row.name);
    out.put("\",\"level1\":\"");
    out.put(row.level1);
    out.put("\",\"level2\":\"");
    out.put(row.level2);
    out.put("\",\"weight\":");
    out.put(s.weight);
    out.put(",\"score\":");
    out.put(s.score);
    out.put(",\"deduction\":");
    Dec gap = subtract(s.weight, s.score);
    out.put(gap);
    out.put(",\"reported\":\"");
    out.put(row.reported);
    out.put("\",\"rule\":\"");
    out.put(rules[s.why]);
    out.put("\",\"clause\":\"泸州市2023年自评得分推算口径 ");
    out.put(clauses[s.why]);
    out.put("\",\"lines\":[");
    if (gap.value > 0) {
        out.put("{\"verb\":\"award\",\"points\":");
        out.put(s.points);
        out.put(",\"why\":\"");
        put_why(out, s, row.nature);
        out.put("\",\"where\":\"");
        out.put(rules[s.why]);
        out.put("\"}");
        if (compare(s.points, s.score) != 0) {
            out.put(",{\"verb\":\"round\",\"points\":");
            out.put(subtract(s.score, s.points));
            out.put(",\"why\":\"按规则包的规定取舍\",\"where\":null}");
        }
    }
    out.put("]}");
}

static void put_finding(Out &out, const Score &s, int index, const Row &row, bool first,
                        long long line)
{
    out.put(first ? "{\"code\":\"score-mismatch\",\"severity\":\"error\",\"item\":"
                  : ",{\"code\":\"score-mismatch\",\"severity\":\"error\",\"item\":");
    out.put((long long)index);
    out.put(",\"id\":null,\"claimed\":\"");
    out.put(row.reported);
    out.put("\",\"computed\":");
    out.put(s.score);
    out.put(",\"points\":");
    out.put(subtract(s.claimed, s.score));
    out.put(",\"message\":\"自评 ");
    out.put(s.claimed);
    out.put("，按规则应为 ");
    out.put(s.score);
    out.put("：");
    put_why(out, s, row.nature);
    out.put("\",\"source\":\"");
    out.put(file);
    out.put(":");
    out.put(line);
    out.put("\"}");
}

struct Group {
    string_view level1;
    long long weight, score; /* hundredths */
};

static long long hundredths(const Dec &a)
{
    return (long long)round2(a).value;
}

/* Groups in the order of their first item; the total of all. */
static long long add_groups(const std::vector<Score> &scores, const Form &form,
                            std::vector<Group> &groups)
{
    long long total = 0;
    groups.clear();
    for (size_t i = 0; i < scores.size(); i++) {
        string_view level1 = i ? form.rows[i - 1].level1 : "预算执行";
        Group *group = nullptr;
        for (auto &g : groups)
            if (g.level1 == level1)
                group = &g;
        if (!group) {
            groups.push_back({level1, 0, 0});
            group = &groups.back();
        }
        group->weight += hundredths(scores[i].weight);
        group->score += hundredths(scores[i].score);
        total += hundredths(scores[i].score);
    }
    return total < 10000 ? total : 10000;
}

static void put_groups(Out &out, const std::vector<Group> &groups)
{
    bool first = true;
    for (const auto &group : groups) {
        out.put(first ? "{\"level1\":\"" : ",{\"level1\":\"");
        out.put(group.level1);
        out.put("\",\"weight\":");
        out.put(Dec{group.weight, 2});
        out.put(",\"score\":");
        out.put(Dec{group.score, 2});
        out.put("}");
        first = false;
    }
}

static void put_result(Out &out, const Form &form, const std::vector<Score> &scores,
                       std::vector<Group> &groups, long long line)
{
    long long total = add_groups(scores, form, groups);
    out.put("{\"code\":\"");
    out.put(form.code);
    out.put("\",\"name\":\"");
    out.put(form.name);
    out.put("\",\"form\":\"");
    out.put(form.form);
    out.put("\",\"region\":\"");
    out.put(form.region);
    out.put("\",\"year\":");
    out.put(form.year);
    out.put(",\"unit\":\"");
    out.put(form.unit);
    out.put(
        "\",\"pack\":{\"name\":\"luzhou-native\",\"version\":\"2023.1.0\",\"digest\":\"");
    out.put(digest);
    out.put("\"},\"weights\":null,\"fallback\":false,\"engine\":\"0.1.0\",\"total\":");
    out.put(Dec{total, 2});
    out.put(",\"grade\":\"");
    out.put(total >= 9000 ? "优" : total >= 8000 ? "良" : total >= 6000 ? "中" : "差");
    out.put("\",\"reported_total\":\"");
    out.put(form.total);
    out.put("\",\"groups\":[");
    put_groups(out, groups);
    out.put("],\"items\":[");
    Row budget;
    budget.name = "预算执行率";
    budget.level1 = "预算执行";
    budget.reported = form.reported;
    for (size_t i = 0; i < scores.size(); i++)
        put_item(out, scores[i], (int)i - 1, i ? form.rows[i - 1] : budget);
    out.put("],\"adjustments\":[],\"findings\":[");
    bool first = true;
    for (size_t i = 0; i < scores.size(); i++)
        if (scores[i].differs) {
            put_finding(out, scores[i], (int)i - 1, i ? form.rows[i - 1] : budget, first,
                        line);
            first = false;
        }
    out.put("],\"review\":null}\n");
}

/* ---- reading with simdjson ---- */

static string_view text_of(od::value value, bool escapes)
{
    string_view token = value.raw_json_token();
    while (!token.empty() && token.back() <= ' ')
        token.remove_suffix(1);
    if (token.empty() || token[0] != '"')
        return token;
    if (escapes) {
        if (value.get_string().get(token))
            return {};
        return token;
    }
    return token.substr(1, token.size() - 2);
}

struct Field {
    string_view key;
    string_view *to;
};

template <size_t N>
static bool take_fields(od::object object, const Field (&fields)[N], bool escapes,
                        bool (*other)(void *, string_view, od::value), void *ctx)
{
    size_t next = 0;
    for (auto member : object) {
        od::field field;
        if (std::move(member).get(field))
            return false;
        const char *raw = field.key().raw();
        size_t k = next, tried = 0;
        for (; tried < N; tried++, k = k + 1 < N ? k + 1 : 0)
            if (std::memcmp(raw, fields[k].key.data(), fields[k].key.size()) == 0 &&
                raw[fields[k].key.size()] == '"')
                break;
        if (tried < N) {
            *fields[k].to = text_of(field.value(), escapes);
            next = k + 1 < N ? k + 1 : 0;
        } else if (other && !other(ctx, string_view(raw, 12), field.value())) {
            return false;
        }
    }
    return true;
}

struct Reading {
    Form *form;
    bool escapes;
};

static bool read_row(Reading &r, od::object object)
{
    r.form->rows.emplace_back();
    Row &row = r.form->rows.back();
    const Field fields[] = {{"level1", &row.level1},
                            {"level2", &row.level2},
                            {"name", &row.name},
                            {"nature", &row.nature},
                            {"target", &row.target},
                            {"unit", &row.unit},
                            {"actual", &row.actual},
                            {"weight", &row.weight},
                            {"reported_score", &row.reported},
                            {"reason", &row.reason}};
    return take_fields(object, fields, r.escapes, nullptr, nullptr);
}

static bool read_part(void *ctx, string_view key, od::value value)
{
    Reading &r = *(Reading *)ctx;
    Form &form = *r.form;
    if (key.substr(0, 7) == "budget\"") {
        od::object object;
        if (value.get_object().get(object))
            return false;
        const Field fields[] = {
            {"initial", &form.initial},   {"adjusted", &form.adjusted},
            {"executed", &form.executed}, {"rate", &form.rate},
            {"weight", &form.weight},     {"reported_score", &form.reported},
            {"reason", &form.reason}};
        return take_fields(object, fields, r.escapes, nullptr, nullptr);
    }
    od::array array;
    if (key.substr(0, 11) != "indicators\"")
        return true;
    if (value.get_array().get(array))
        return false;
    for (auto element : array) {
        od::object object;
        if (element.get_object().get(object) || !read_row(r, object))
            return false;
    }
    return true;
}

struct Worker {
    od::parser parser;
    Form form;
    std::vector<Score> scores;
    std::vector<Group> groups;
};

static bool bytes_line(Worker &w, const char *line, size_t len, long long number,
                       Out &out)
{
    string_view ignored;
    od::document document;
    od::object object;
    Form &form = w.form;
    form.rows.clear();
    Reading r = {&form, std::memchr(line, '\\', len) != nullptr};
    const Field fields[] = {{"form", &form.form},    {"region", &form.region},
                            {"year", &form.year},    {"code", &form.code},
                            {"name", &form.name},    {"department", &form.department},
                            {"unit", &form.unit},    {"reported_total", &form.total},
                            {"conclusion", &ignored}};
    simdjson::padded_string_view text(line, len, len + simdjson::SIMDJSON_PADDING);
    if (w.parser.iterate(text).get(document) || document.get_object().get(object) ||
        !take_fields(object, fields, r.escapes, read_part, &r))
        return false;
    w.scores.resize(form.rows.size() + 1);
    bool ok = score_budget(form, w.scores[0]);
    for (size_t i = 0; ok && i < form.rows.size(); i++)
        ok = score_row(form.rows[i], w.scores[i + 1]);
    if (ok)
        put_result(out, form, w.scores, w.groups, number);
    return ok;
}

/* ---- totals with cJSON ---- */

static string_view string_in(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    return item && item->valuestring ? string_view(item->valuestring) : string_view();
}

static bool totals_line(Worker &w, const char *line, size_t len, long long, Out &out)
{
    cJSON *root = cJSON_ParseWithLength(line, len);
    if (!root)
        return false;
    Form &form = w.form;
    const cJSON *budget = cJSON_GetObjectItemCaseSensitive(root, "budget");
    form.adjusted = string_in(budget, "adjusted");
    form.executed = string_in(budget, "executed");
    form.weight = string_in(budget, "weight");
    form.reported = string_in(budget, "reported_score");
    Score s;
    bool ok = score_budget(form, s);
    long long total = hundredths(s.score), flags = s.differs;
    const cJSON *rows = cJSON_GetObjectItemCaseSensitive(root, "indicators"), *item;
    cJSON_ArrayForEach(item, rows)
    {
        Row row;
        row.nature = string_in(item, "nature");
        row.target = string_in(item, "target");
        row.actual = string_in(item, "actual");
        row.weight = string_in(item, "weight");
        row.reported = string_in(item, "reported_score");
        ok = ok && score_row(row, s);
        total += hundredths(s.score);
        flags += s.differs;
    }
    out.put("{\"code\":\"");
    out.put(string_in(root, "code"));
    out.put("\",\"total\":");
    out.put(Dec{total < 10000 ? total : 10000, 2});
    out.put(",\"flags\":");
    out.put(flags);
    out.put("}\n");
    cJSON_Delete(root);
    return ok;
}

/* ---- chunks, threads, order ---- */

typedef bool line_work(Worker &, const char *, size_t, long long, Out &);

struct Chunk {
    const char *begin, *end;
    long long line;
};

static void run_chunks(const std::vector<Chunk> &chunks, size_t threads, line_work *work)
{
    std::atomic<size_t> next{0};
    std::mutex lock;
    std::condition_variable turn;
    size_t written = 0;
    auto thread = [&] {
        Worker worker;
        Out out;
        for (size_t i; (i = next++) < chunks.size();) {
            long long line = chunks[i].line;
            out.used = 0;
            for (const char *at = chunks[i].begin; at < chunks[i].end; line++) {
                auto *stop = (const char *)memchr(at, '\n', (size_t)(chunks[i].end - at));
                if (!stop)
                    stop = chunks[i].end;
                if (!work(worker, at, (size_t)(stop - at), line, out))
                    fprintf(stderr, "line %lld cannot be scored\n", line);
                at = stop + 1;
            }
            std::unique_lock<std::mutex> hold(lock);
            turn.wait(hold, [&] { return written == i; });
            hold.unlock();
            if (write(1, out.bytes.data(), out.used) != (ssize_t)out.used)
                exit(1);
            hold.lock();
            written++;
            turn.notify_all();
        }
    };
    std::vector<std::thread> pool;
    for (size_t i = 1; i < threads; i++)
        pool.emplace_back(thread);
    thread();
    for (auto &t : pool)
        t.join();
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    bool bytes = strcmp(argv[1], "bytes") == 0;
    file = argv[3];
    digest = argc > 4 ? argv[4] : "";
    int fd = open(file, O_RDONLY);
    struct stat info;
    if (fd < 0 || fstat(fd, &info) != 0)
        return 1;
    size_t size = (size_t)info.st_size;
    /* Room behind the end, as simdjson wants it: an empty page, the file mapped over it. */
    char *base = (char *)mmap(nullptr, size + 8192, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED ||
        mmap(base, size, PROT_READ, MAP_PRIVATE | MAP_FIXED | MAP_POPULATE, fd, 0) ==
            MAP_FAILED)
        return 1;
    std::vector<Chunk> chunks;
    long long line = 1;
    for (const char *at = base, *end = base + size; at < end;) {
        const char *stop = end - at > (1 << 18) ? at + (1 << 18) : end;
        while (stop < end && stop[-1] != '\n')
            stop++;
        chunks.push_back({at, stop, line});
        for (; at < stop; at++) {
            at = (const char *)memchr(at, '\n', (size_t)(stop - at));
            if (!at)
                break;
            line++;
        }
        at = stop;
    }
    run_chunks(chunks, (size_t)atoi(argv[2]), bytes ? bytes_line : totals_line);
    return 0;
}
