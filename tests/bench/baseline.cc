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
    long long value = 0;
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
    if (a.scale == b.scale)
        return (a.value > b.value) - (a.value < b.value);
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

/* a × b ÷ c to 15 significant digits. The quotient is taken with 16 to 18 digits, cut,
 * which is enough to round at the 15th. */
static Dec part_of(const Dec &a, const Dec &b, const Dec &c)
{
    long long top = a.value * b.value;
    int more = 17;
    double about = (double)top / (double)c.value;
    while (more > 0 && about >= 10)
        about /= 10, more--;
    for (; more < 18 && about < 0.5; more++)
        about *= 10;
    auto quotient = (long long)((__int128)top * tens[more] / c.value);
    int scale = a.scale + b.scale + more - c.scale;
    if (quotient >= tens[15]) {
        int over = quotient >= tens[17] ? 3 : quotient >= tens[16] ? 2 : 1;
        quotient = (quotient + tens[over] / 2) / tens[over];
        scale -= over;
    }
    for (; scale >= 4 && quotient % 10000 == 0; scale -= 4)
        quotient /= 10000;
    for (; scale > 0 && quotient % 10 == 0; scale--)
        quotient /= 10;
    return {quotient, scale};
}

static Dec round2(const Dec &a)
{
    if (a.scale == 2)
        return a;
    if (a.scale < 2)
        return {a.value * tens[2 - a.scale], 2};
    long long unit = tens[a.scale - 2];
    return {(a.value + unit / 2) / unit, 2};
}

/* ---- output ---- */

/* Room is made for a record at a time; puts do not look. */
struct Out {
    std::vector<char> bytes;
    size_t used = 0;
    char *at = nullptr;

    void begin(size_t most)
    {
        if (used + most > bytes.size())
            bytes.resize(2 * (used + most));
        at = bytes.data() + used;
    }
    void end()
    {
        used = (size_t)(at - bytes.data());
    }
    template <size_t size> void put(const char (&text)[size])
    {
        std::memcpy(at, text, size - 1);
        at += size - 1;
    }
    void put(string_view text)
    {
        std::memcpy(at, text.data(), text.size());
        at += text.size();
    }
    void put_digits(unsigned long long value, int least)
    {
        char text[24];
        int first = 24;
        for (; value || least > 0; value /= 10, least--)
            text[--first] = (char)('0' + value % 10);
        put(string_view(text + first, (size_t)(24 - first)));
    }
    void put(Dec number)
    {
        auto value = (unsigned long long)number.value;
        if (number.value < 0) {
            *at++ = '-';
            value = 0 - value;
        }
        for (; number.scale > 0 && value % 10 == 0; number.scale--)
            value /= 10;
        unsigned long long whole = value;
        if (number.scale)
            whole /= (unsigned long long)tens[number.scale];
        if (whole < 10)
            *at++ = (char)('0' + whole);
        else
            put_digits(whole, 1);
        if (number.scale) {
            *at++ = '.';
            put_digits(value - whole * (unsigned long long)tens[number.scale],
                       number.scale);
        }
    }
    void put(long long number)
    {
        put(Dec{number, 0});
    }
};

/* ---- the form ---- */

enum { LEVEL1, LEVEL2, NAME, NATURE, TARGET, ACTUAL, WEIGHT, REPORTED, REASON, CELLS };
struct Row {
    string_view cell[CELLS];
};
enum { FORM, REGION, YEAR, CODE, TITLE, OFFICE, ALL_WEIGHTS, TOTAL, CONCLUSION, HEADS };
enum { INITIAL, ADJUSTED, EXECUTED, RATE, FULL_MARKS, CLAIMED, WHY_NOT, FUNDS };
struct Source {
    string_view cell[FULL_MARKS];
};
struct Form {
    string_view head[HEADS], budget[FUNDS];
    std::vector<Row> rows;
    std::vector<Source> sources;
    size_t count = 0, source_count = 0;
};

enum Why { FULL, PART, BUDGET, LEVEL };
struct Score {
    Dec weight, points, score, part, whole, claimed;
    Why why;
    bool claims, differs;
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
    s.claims = parse(reported, s.claimed);
    if (!s.claims)
        return;
    Dec gap = subtract(s.claimed, s.score);
    if (gap.value < 0)
        gap.value = -gap.value;
    s.differs = compare(gap, Dec{5, 2}) > 0;
}

static bool score_row(const Row &row, Score &s)
{
    Dec weight, target, actual;
    if (!parse(row.cell[WEIGHT], weight))
        return false;
    s = Score{};
    s.weight = s.points = weight;
    s.score = round2(weight);
    if (row.cell[NATURE] == "定性") {
        s.why = LEVEL;
        if (row.cell[ACTUAL] != row.cell[TARGET])
            return false;
    } else {
        if (!parse(row.cell[TARGET], target) || !parse(row.cell[ACTUAL], actual))
            return false;
        bool more = row.cell[NATURE] == "≥";
        int order = compare(actual, target);
        s.why = FULL;
        s.part = actual;
        s.whole = target;
        if (more ? order < 0 : order > 0)
            s = order < 0 ? score_part(weight, actual, target, PART)
                          : score_part(weight, target, actual, PART);
    }
    compare_claim(s, row.cell[REPORTED]);
    return true;
}

static bool score_budget(const Form &form, Score &s)
{
    Dec weight, adjusted, executed;
    if (!parse(form.budget[FULL_MARKS], weight) ||
        !parse(form.budget[ADJUSTED], adjusted) ||
        !parse(form.budget[EXECUTED], executed))
        return false;
    s = Score{};
    s.weight = s.points = weight;
    s.score = round2(weight);
    s.why = BUDGET;
    s.part = executed;
    s.whole = adjusted;
    if (compare(executed, adjusted) < 0)
        s = score_part(weight, executed, adjusted, BUDGET);
    compare_claim(s, form.budget[CLAIMED]);
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
    out.put(s.why == BUDGET  ? string_view("按执行率计分：")
            : s.why == LEVEL ? string_view("按等次计分：")
                             : string_view("未达标："));
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
    if (index >= 0)
        out.put(",");
    out.put("{\"index\":");
    out.put((long long)index);
    out.put(",\"name\":\"");
    out.put(row.cell[NAME]);
    out.put("\",\"level1\":\"");
    out.put(row.cell[LEVEL1]);
    out.put("\",\"level2\":\"");
    out.put(row.cell[LEVEL2]);
    out.put("\",\"weight\":");
    out.put(s.weight);
    out.put(",\"score\":");
    out.put(s.score);
    out.put(",\"deduction\":");
    Dec gap = subtract(s.weight, s.score);
    out.put(gap);
    out.put(",\"reported\":\"");
    out.put(row.cell[REPORTED]);
    out.put("\",\"rule\":\"");
    out.put(rules[s.why]);
    out.put("\",\"clause\":\"泸州市2023年自评得分推算口径 ");
    out.put(clauses[s.why]);
    out.put("\",\"lines\":[");
    if (gap.value > 0) {
        out.put("{\"verb\":\"award\",\"points\":");
        out.put(s.points);
        out.put(",\"why\":\"");
        put_why(out, s, row.cell[NATURE]);
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
        string_view level1 = i ? form.rows[i - 1].cell[LEVEL1] : "预算执行";
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

/* ---- findings ---- */

/* Of one record. A finding's figures are null where there are none, its message is made of
 * all that follows them. */
struct Findings {
    Out &out;
    long long line;
    bool any = false;

    enum { ITSELF = -2 }; /* the form, no item of it */
    void begin(string_view code, string_view severity, int item, string_view claimed,
               const Dec *computed = nullptr, const Dec *points = nullptr)
    {
        if (any)
            out.put(",");
        any = true;
        out.put("{\"code\":\"");
        out.put(code);
        out.put("\",\"severity\":\"");
        out.put(severity);
        out.put("\",\"item\":");
        if (item == ITSELF)
            out.put("null");
        else
            out.put((long long)item);
        out.put(",\"id\":null,\"claimed\":");
        if (claimed.data()) {
            out.put("\"");
            out.put(claimed);
            out.put("\"");
        } else {
            out.put("null");
        }
        out.put(",\"computed\":");
        put(computed);
        out.put(",\"points\":");
        put(points);
        out.put(",\"message\":\"");
    }
    void end()
    {
        out.put("\",\"source\":\"");
        out.put(string_view(file, strlen(file)));
        out.put(":");
        out.put(line);
        out.put("\"}");
    }
    template <typename... Parts>
    void tell(string_view code, string_view severity, int item, string_view claimed,
              const Dec *computed, const Dec *points, const Parts &...parts)
    {
        begin(code, severity, item, claimed, computed, points);
        (out.put(parts), ...);
        end();
    }

  private:
    void put(const Dec *number)
    {
        if (number)
            out.put(*number);
        else
            out.put("null");
    }
};

static void find_claims(Findings &f, const Score &s, int index, const Row &row)
{
    string_view reported = row.cell[REPORTED];
    if (!s.claims) {
        f.tell("score-missing", "warning", index, reported, nullptr, nullptr,
               "未填自评得分");
        return;
    }
    if (s.differs) {
        Dec gap = subtract(s.claimed, s.score);
        f.begin("score-mismatch", "error", index, reported, &s.score, &gap);
        f.out.put("自评 ");
        f.out.put(s.claimed);
        f.out.put("，按规则应为 ");
        f.out.put(s.score);
        f.out.put("：");
        put_why(f.out, s, row.cell[NATURE]);
        f.end();
    }
    Dec over = subtract(s.claimed, s.weight);
    if (over.value > 0) {
        f.tell("score-over-weight", "error", index, reported, nullptr, &over, "自评 ",
               s.claimed, "，而权重为 ", s.weight);
    }
}

static void find_totals(Findings &f, const Form &form, const std::vector<Score> &scores,
                        const std::vector<Group> &groups)
{
    static const struct {
        string_view level1;
        long long weight;
    } usual[] = {
        {"产出指标", 4000}, {"效益指标", 2000}, {"满意度指标", 1000}, {"成本指标", 2000}};
    long long sum = 0, weights = 0;
    for (const auto &s : scores) {
        sum += s.claims ? hundredths(s.claimed) : 0;
        weights += hundredths(s.weight);
    }
    Dec total, want;
    if (parse(form.head[TOTAL], total) && llabs(hundredths(total) - sum) > 5) {
        Dec parts{sum, 2}, gap = subtract(total, parts);
        f.tell("total-mismatch", "error", Findings::ITSELF, form.head[TOTAL], &parts,
               &gap, "自评总分 ", total, "，而各项自评得分相加为 ", parts);
    }
    if (parse(form.head[ALL_WEIGHTS], want) && hundredths(want) != weights) {
        Dec have{weights, 2}, gap = subtract(want, have);
        f.tell("weights-total", "error", Findings::ITSELF, form.head[ALL_WEIGHTS], &have,
               &gap, "各项权重相加为 ", have, "，本表权重合计应为 ", want);
    }
    bool told = false;
    for (const auto &u : usual)
        for (const auto &g : groups) {
            if (g.weight == u.weight || g.level1 != u.level1)
                continue;
            if (!told) {
                f.begin("weight-template", "info", Findings::ITSELF, string_view());
                f.out.put("各组权重（括号内为通常权重）：");
            } else {
                f.out.put("、");
            }
            told = true;
            f.out.put(g.level1);
            f.out.put(" ");
            f.out.put(Dec{g.weight, 2});
            f.out.put(" (");
            f.out.put(Dec{u.weight, 2});
            f.out.put(")");
        }
    if (told)
        f.end();
}

/* Amounts of a row of funds in hundredths, as they are printed. */
static bool read_amounts(const string_view *cell, long long amounts[3])
{
    Dec value;
    for (int i = 0; i < 3; i++) {
        if (!parse(cell[i], value))
            return false;
        amounts[i] = hundredths(value);
    }
    return true;
}

static void find_rate(Findings &f, string_view printed, const long long *amounts)
{
    Dec rate;
    long long adjusted = amounts[ADJUSTED], executed = amounts[EXECUTED];
    if (!adjusted || printed.empty() ||
        !parse(printed.substr(0, printed.size() - 1), rate))
        return;
    long long share = hundredths(rate);
    if ((share - 1) * adjusted <= executed * 10000 &&
        (share + 1) * adjusted >= executed * 10000)
        return;
    f.tell("rate-mismatch", "error", -1, printed, nullptr, nullptr, "填报执行率 ",
           printed, "，按预算执行数与调整后预算数计算为 ",
           Dec{(20000 * executed + adjusted) / (2 * adjusted), 2}, "%");
}

static void find_funds(Findings &f, const Form &form)
{
    static const string_view names[] = {"年初预算数", "调整后预算数", "预算执行数"};
    long long all[3], sum[3] = {0, 0, 0}, part[3];
    if (!read_amounts(form.budget, all))
        return;
    find_rate(f, form.budget[RATE], all);
    for (size_t i = 0; i < form.source_count; i++) {
        const string_view *cell = form.sources[i].cell;
        if (!read_amounts(cell, part))
            return;
        find_rate(f, cell[RATE], part);
        for (int k = 0; k < 3; k++)
            sum[k] += part[k];
    }
    for (int k = 0; k < 3; k++) {
        if (sum[k] == all[k])
            continue;
        f.tell("funds-mismatch", "error", -1, form.budget[k], nullptr, nullptr, names[k],
               "：总额 ", Dec{all[k], 2}, "，各资金来源相加为 ", Dec{sum[k], 2});
    }
    if (form.budget[WHY_NOT].empty() && all[EXECUTED] * 10 < all[ADJUSTED] * 9) {
        f.tell("reason-missing", "warning", -1, form.budget[WHY_NOT], nullptr, nullptr,
               "执行率低于 90%，且未说明原因");
    }
}

/* Targets that were passed by too much, or missed without a reason. */
static void find_gaps(Findings &f, const Score &s, int index, const Row &row)
{
    if (s.why == LEVEL)
        return;
    bool above = compare(s.part, s.whole) > 0;
    Dec more = above ? s.part : s.whole, less = above ? s.whole : s.part;
    if (compare({more.value * 10, more.scale}, {less.value * 13, less.scale}) > 0) {
        bool units = compare(more, {less.value * 100, less.scale}) > 0;
        if (units || (above && s.why == FULL && row.cell[NATURE] == "≥")) {
            f.tell(units ? "unit-suspect" : "target-overshot", "warning", index,
                   row.cell[ACTUAL], nullptr, nullptr, "指标值 ", row.cell[TARGET],
                   units ? string_view(" 与完成值 ") : string_view("，完成值 "),
                   row.cell[ACTUAL],
                   units ? string_view(" 的单位或数量级似不一致")
                         : string_view("：指标值偏低，或数据有误"));
        }
    }
    if (s.why == PART && row.cell[REASON].empty()) {
        f.tell("reason-missing", "warning", index, row.cell[REASON], nullptr, nullptr,
               "未达到指标值，且未说明原因");
    }
}

/* The total that the conclusion tells. */
static void find_words(Findings &f, const Form &form)
{
    string_view text = form.head[CONCLUSION], word = "自评得分";
    size_t at = text.find(word);
    if (at == text.npos)
        return;
    size_t from = at + word.size(), end = from;
    while (end < text.size() &&
           (text[end] == '.' || (text[end] >= '0' && text[end] <= '9')))
        end++;
    string_view mark = "分";
    Dec told, total;
    if (text.substr(end, mark.size()) != mark ||
        !parse(text.substr(from, end - from), told) || !parse(form.head[TOTAL], total))
        return;
    Dec gap = subtract(told, total);
    if (gap.value < 0)
        gap.value = -gap.value;
    if (compare(gap, {1, told.scale}) < 0)
        return;
    f.tell("text-conflict", "warning", Findings::ITSELF, text, nullptr, nullptr,
           "文字中为“", text.substr(at, end + mark.size() - at), "”，表中为 ",
           form.head[TOTAL]);
}

static void put_groups(Out &out, const std::vector<Group> &groups)
{
    bool first = true;
    for (const auto &group : groups) {
        if (!first)
            out.put(",");
        out.put("{\"level1\":\"");
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
    out.put(form.head[CODE]);
    out.put("\",\"name\":\"");
    out.put(form.head[TITLE]);
    out.put("\",\"form\":\"");
    out.put(form.head[FORM]);
    out.put("\",\"region\":\"");
    out.put(form.head[REGION]);
    out.put("\",\"year\":");
    out.put(form.head[YEAR]);
    out.put(",\"unit\":\"");
    out.put(form.head[OFFICE]);
    out.put(
        "\",\"pack\":{\"name\":\"luzhou-native\",\"version\":\"2023.1.0\",\"digest\":\"");
    out.put(string_view(digest, strlen(digest)));
    out.put("\"},\"weights\":null,\"fallback\":false,\"engine\":\"0.1.0\",\"total\":");
    out.put(Dec{total, 2});
    out.put(",\"grade\":\"");
    static const string_view grades[] = {"优", "良", "中", "差"};
    out.put(grades[(total < 9000) + (total < 8000) + (total < 6000)]);
    out.put("\",\"reported_total\":\"");
    out.put(form.head[TOTAL]);
    out.put("\",\"groups\":[");
    put_groups(out, groups);
    out.put("],\"items\":[");
    Row budget;
    budget.cell[NAME] = "预算执行率";
    budget.cell[LEVEL1] = "预算执行";
    budget.cell[REPORTED] = form.budget[CLAIMED];
    for (size_t i = 0; i < scores.size(); i++)
        put_item(out, scores[i], (int)i - 1, i ? form.rows[i - 1] : budget);
    out.put("],\"adjustments\":[],\"findings\":[");
    Findings found{out, line};
    for (size_t i = 0; i < scores.size(); i++)
        find_claims(found, scores[i], (int)i - 1, i ? form.rows[i - 1] : budget);
    find_totals(found, form, scores, groups);
    find_funds(found, form);
    for (size_t i = 1; i < scores.size(); i++)
        find_gaps(found, scores[i], (int)i - 1, form.rows[i - 1]);
    find_words(found, form);
    out.put("],\"review\":null}\n");
}

/* ---- reading with simdjson ---- */

/* The parser's first stage finds where tokens begin; forms are read from there. A key with
 * its closing quote is two words, for one look at the bytes of a line. */
struct Key {
    uint64_t word[2], mask[2];
    int slot; /* where its value goes; or a part */
};
enum { IGNORED = -1, BUDGET_PART = -2, ROWS_PART = -3, SOURCES_PART = -4 };
template <size_t size> constexpr Key KEY(const char (&text)[size], int slot)
{
    Key key{{0, 0}, {0, 0}, slot};
    for (size_t i = 0; i < size; i++) {
        auto c = (unsigned char)(i + 1 < size ? text[i] : '"');
        key.word[i / 8] |= (uint64_t)c << 8 * (i % 8);
        key.mask[i / 8] |= (uint64_t)0xff << 8 * (i % 8);
    }
    return key;
}
constexpr Key head_keys[] = {
    KEY("form", FORM),
    KEY("region", REGION),
    KEY("year", YEAR),
    KEY("code", CODE),
    KEY("name", TITLE),
    KEY("department", IGNORED),
    KEY("unit", OFFICE),
    KEY("budget", BUDGET_PART),
    KEY("indicators", ROWS_PART),
    KEY("reported_weight", ALL_WEIGHTS),
    KEY("reported_total", TOTAL),
    KEY("conclusion", CONCLUSION),
    KEY("problems", IGNORED),
    KEY("measures", IGNORED),
};
constexpr Key budget_keys[] = {
    KEY("initial", INITIAL), KEY("adjusted", ADJUSTED),    KEY("executed", EXECUTED),
    KEY("rate", RATE),       KEY("weight", FULL_MARKS),    KEY("reported_score", CLAIMED),
    KEY("reason", WHY_NOT),  KEY("sources", SOURCES_PART),
};
constexpr Key source_keys[] = {
    KEY("name", IGNORED),      KEY("initial", INITIAL), KEY("adjusted", ADJUSTED),
    KEY("executed", EXECUTED), KEY("rate", RATE),
};
constexpr Key row_keys[] = {
    KEY("level1", LEVEL1), KEY("level2", LEVEL2), KEY("name", NAME),
    KEY("nature", NATURE), KEY("target", TARGET), KEY("unit", IGNORED),
    KEY("actual", ACTUAL), KEY("weight", WEIGHT), KEY("reported_score", REPORTED),
    KEY("reason", REASON),
};

using Tokens = const uint32_t *; /* null: the line is no such form */

struct Worker {
    simdjson::dom::parser parser;
    od::parser unescaper;
    std::vector<char> unescaped;
    uint8_t *unescaped_end = nullptr;
    const char *line = nullptr;
    bool escapes = false;
    Form form;
    std::vector<Score> scores;
    std::vector<Group> groups;
};

static inline Tokens read_text(Worker &w, Tokens next, string_view &text)
{
    const char *from = w.line + next[0], *to = w.line + next[1];
    while ((unsigned char)to[-1] <= ' ')
        to--;
    if (*from != '"') {
        text = string_view(from, (size_t)(to - from));
        return next + 1;
    }
    text = string_view(from + 1, (size_t)(to - from - 2));
    if (w.escapes && memchr(from, '\\', (size_t)(to - from))) {
        od::raw_json_string raw((const uint8_t *)from + 1);
        if (w.unescaper.unescape(raw, w.unescaped_end).get(text))
            return nullptr;
    }
    return next + 1;
}

static Tokens skip_value(const char *line, Tokens next, Tokens end)
{
    int depth = 0;
    do {
        char c = line[*next++];
        depth += (c == '{' || c == '[') - (c == '}' || c == ']');
    } while (depth && next < end);
    return next;
}

/* Keys in their order or in any other. */
template <size_t count, typename Part>
static inline Tokens read_object(Worker &w, Tokens next, Tokens end,
                                 const Key (&keys)[count], string_view *cells, Part part)
{
    const char *line = w.line;
    if (line[*next++] != '{')
        return nullptr;
    for (size_t k = 0;; k++) {
        uint64_t word[2];
        if (end - next < 4 || line[next[0]] != '"' || line[next[1]] != ':')
            return nullptr;
        memcpy(word, line + next[0] + 1, sizeof word);
        auto is = [&](const Key &key) {
            return (((word[0] ^ key.word[0]) & key.mask[0]) |
                    ((word[1] ^ key.word[1]) & key.mask[1])) == 0;
        };
        if (k >= count || !is(keys[k]))
            for (k = 0; k < count && !is(keys[k]);)
                k++;
        next += 2;
        int slot = k < count ? keys[k].slot : (int)IGNORED;
        next = slot >= 0         ? read_text(w, next, cells[slot])
               : slot == IGNORED ? skip_value(line, next, end)
                                 : part(next, slot);
        if (!next || next >= end)
            return nullptr;
        char behind = line[*next++];
        if (behind != ',')
            return behind == '}' ? next : nullptr;
    }
}

static Tokens no_part(Tokens, int)
{
    return nullptr;
}

/* A list of objects, each into a row of its own. */
template <size_t count, typename Rows>
static Tokens read_list(Worker &w, Tokens next, Tokens end, const Key (&keys)[count],
                        Rows &rows, size_t &used)
{
    if (w.line[*next++] != '[')
        return nullptr;
    for (char behind = ','; behind == ',';) {
        if (used == rows.size())
            rows.emplace_back();
        next = read_object(w, next, end, keys, rows[used++].cell, no_part);
        if (!next || next >= end)
            return nullptr;
        behind = w.line[*next++];
        if (behind != ',' && behind != ']')
            return nullptr;
    }
    return next;
}

static bool read_form(Worker &w, const char *line, size_t len)
{
    auto bytes = (const uint8_t *)line;
    if (w.unescaped.size() < len + simdjson::SIMDJSON_PADDING) {
        w.unescaped.resize(2 * len + simdjson::SIMDJSON_PADDING);
        if (w.parser.allocate(2 * len) || w.unescaper.allocate(2 * len))
            return false;
    }
    auto &found = *w.parser.implementation;
    if (found.stage1(bytes, len, simdjson::stage1_mode::regular))
        return false;
    w.line = line;
    w.escapes = memchr(line, '\\', len) != nullptr;
    w.unescaped_end = (uint8_t *)w.unescaped.data();
    Form &form = w.form;
    form.count = form.source_count = 0;
    Tokens first = found.structural_indexes.get(),
           end = first + found.n_structural_indexes;
    auto sources = [&](Tokens next, int) {
        return read_list(w, next, end, source_keys, form.sources, form.source_count);
    };
    return read_object(w, first, end, head_keys, form.head, [&](Tokens next, int slot) {
               return slot == ROWS_PART
                          ? read_list(w, next, end, row_keys, form.rows, form.count)
                          : read_object(w, next, end, budget_keys, form.budget, sources);
           }) == end;
}

static bool bytes_line(Worker &w, const char *line, size_t len, long long number,
                       Out &out)
{
    if (!read_form(w, line, len))
        return false;
    Form &form = w.form;
    w.scores.resize(form.count + 1);
    bool ok = score_budget(form, w.scores[0]);
    for (size_t i = 0; ok && i < form.count; i++)
        ok = score_row(form.rows[i], w.scores[i + 1]);
    if (!ok)
        return false;
    out.begin(3 * len + 2048 * (form.count + 2));
    put_result(out, form, w.scores, w.groups, number);
    out.end();
    return true;
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
    form.budget[ADJUSTED] = string_in(budget, "adjusted");
    form.budget[EXECUTED] = string_in(budget, "executed");
    form.budget[FULL_MARKS] = string_in(budget, "weight");
    form.budget[CLAIMED] = string_in(budget, "reported_score");
    Score s;
    bool ok = score_budget(form, s);
    long long total = hundredths(s.score), flags = s.differs;
    const cJSON *rows = cJSON_GetObjectItemCaseSensitive(root, "indicators"), *item;
    cJSON_ArrayForEach(item, rows)
    {
        Row row;
        row.cell[NATURE] = string_in(item, "nature");
        row.cell[TARGET] = string_in(item, "target");
        row.cell[ACTUAL] = string_in(item, "actual");
        row.cell[WEIGHT] = string_in(item, "weight");
        row.cell[REPORTED] = string_in(item, "reported_score");
        ok = ok && score_row(row, s);
        total += hundredths(s.score);
        flags += s.differs;
    }
    string_view code = string_in(root, "code");
    out.begin(code.size() + 256);
    out.put("{\"code\":\"");
    out.put(code);
    out.put("\",\"total\":");
    out.put(Dec{total < 10000 ? total : 10000, 2});
    out.put(",\"flags\":");
    out.put(flags);
    out.put("}\n");
    out.end();
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
