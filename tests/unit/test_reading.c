/* test_reading.c: how cells read: one table a function. `want` lines are written as the
 * test prints a reading, so that a failure shows both. */
#include "reading.h"
#include "strbuf.h"
#include "check.h"

#include <inttypes.h>

static const char *const fits[] = {"same", "assumed", "different", "none"};

static const char *dec(struct jx_dec a)
{
    static char out[4][64];
    static int turn;
    char *text = out[turn++ & 3];
    jx_dec_print(a, text);
    return text;
}

/* "≥8.5e4 人", "blank", "text 词", "date 18992", "? why" */
static void show(const struct jx_reading *r, char *out, size_t size)
{
    char power[16] = "";
    if (r->power)
        snprintf(power, sizeof power, "e%d%s", r->power, r->percent ? "%" : "");
    const char *glyph = jx_nature_glyph(r->comparator);
    int64_t day;
    switch (r->kind) {
    case JX_READING_BLANK: snprintf(out, size, "%sblank", glyph); break;
    case JX_READING_NUMBER:
        snprintf(out, size, "%s%s%s%s%.*s", glyph, dec(r->number), power,
                 r->unit.n ? " " : "", (int)r->unit.n, r->unit.n ? r->unit.p : "");
        break;
    case JX_READING_DATE:
        if (jx_date_day(r, &day))
            snprintf(out, size, "%sdate %" PRId64, glyph, day);
        else
            snprintf(out, size, "%sdate %d-%d-%d%s%s", glyph, r->date.year, r->date.month,
                     r->date.day, r->date.end ? " end" : "", r->date.open ? " open" : "");
        break;
    case JX_READING_TEXT:
        snprintf(out, size, "%stext %.*s", glyph, (int)r->text.n, r->text.p);
        break;
    case JX_READING_UNREADABLE: snprintf(out, size, "? %s", r->why); break;
    }
}

#define APPROXIMATE "? an approximate figure"
#define RANGE       "? a range"
#define RATIO       "? a fraction or a ratio"
#define SEVERAL     "? several figures"
#define SENTENCE    "? a figure within words: what it measures is not certain"
#define BEHIND      "? words behind the figure"
#define BLANKS      "? digits parted by blanks: perhaps several figures"
#define COMMAS      "? commas that do not part thousands"
#define CONTRADICT  "? comparators that contradict"
#define OPEN_DAY    "a month or a year, which does not tell whether the day was kept"
#define NO_SUCH_DAY "? no such day in the calendar"

static const char *const readings[][2] = {
    /* plain figures, their blanks, commas and forms */
    {"0", "0"},
    {"100", "100"},
    {"9.30", "9.3"},
    {"-3.5", "-3.5"},
    {"－3.5", "-3.5"},
    {"−3.5%", "-3.5e-2%"},
    {"+10%", "10e-2%"},
    {"1.5e3", "1500"},
    {".5", "0.5"},
    {"１２.５", "12.5"},
    {"９８．５％", "98.5e-2%"},
    {"2 932", "2932"},
    {"2 932 415人", "2932415 人"},
    {"2　932", "2932"},
    {"98 .5", "98.5"},
    {"98. 5%", "98.5e-2%"},
    {"98 %", "98e-2%"},
    {" 12 \n月", "12 月"},
    {"2,656.37", "2656.37"},
    {"13,238,840元", "13238840 元"},
    {"100。", "100"},
    {"100%；", "100e-2%"},
    {"100.", "100"},
    {"100%，", "100e-2%"},
    {"98 97", BLANKS},
    {"1 0 0", BLANKS},
    {"12 3456", BLANKS},
    {"3.1 4", BLANKS},
    {"1,00", COMMAS},
    {"2656,370", COMMAS},
    {"1,234,56", COMMAS},
    {"100，200", SEVERAL},
    {"1.2.3", SEVERAL},
    {"123456789012345678901元", "? a figure of more than 18 digits"},
    /* powers and units */
    {"8.5万人", "8.5e4 人"},
    {"2514.2万元", "2514.2e4 元"},
    {"3.2亿", "3.2e8"},
    {"1万亿元", "1e12 元"},
    {"500百万元", "500e6 元"},
    {"2千册", "2e3 册"},
    {"3.50%", "3.5e-2%"},
    {"12‰", "12e-3%"},
    {"10050册", "10050 册"},
    {"800册卷", "800 册卷"},
    {"2321人次", "2321 人次"},
    {"100（人次）", "100 人次"},
    {"3（万元）", "3e4 元"},
    {"1年", "1 年"},
    {"0起", "0 起"},
    {"43人", "43 人"},
    {"14个（套）", "14 个（套）"},
    {"300元/人·次", "300 元/人·次"},
    {"600元/月", "600 元/月"},
    {"5个百分点", "5 个百分点"},
    {"5家超市", "5 家超市"},
    {"3个学前班", "3 个学前班"},
    {"2份合约", "2 份合约"},
    {"8.5 万 人", "8.5e4 人"},
    /* comparators */
    {"≥200人", "≥200 人"},
    {"≧200人", "≥200 人"},
    {">=200", "≥200"},
    {"＞＝200", "≥200"},
    {"》200", "≥200"},
    {"不少于200人", "≥200 人"},
    {"不低于95%", "≥95e-2%"},
    {"大于等于3", "≥3"},
    {"≤12月", "≤12 月"},
    {"≦12月", "≤12 月"},
    {"<=12", "≤12"},
    {"《12", "≤12"},
    {"不超过5天", "≤5 天"},
    {"不高于994.21万元", "≤994.21e4 元"},
    {"＞90%", "＞90e-2%"},
    {">90%", "＞90e-2%"},
    {"大于90", "＞90"},
    {"＜12", "＜12"},
    {"< 12月", "＜12 月"},
    {"＝100%", "＝100e-2%"},
    {"=1年", "＝1 年"},
    {"等于5", "＝5"},
    {"90%以上", "≥90e-2%"},
    {"90%及以上", "≥90e-2%"},
    {"达到90%以上", "≥90e-2%"},
    {"控制在5万元以内", "≤5e4 元"},
    {"已达98%", "98e-2%"},
    {"90%（含）以上", "≥90e-2%"},
    {"5以下", "≤5"},
    {"30日以内", "≤30 日"},
    {"5天内", "≤5 天"},
    {"≥90%以上", "≥90e-2%"},
    {">90%以上", "＞90e-2%"},
    {"≤90%以上", CONTRADICT},
    {"定性100%", "定性100e-2%"},
    /* placeholders */
    {"", "blank"},
    {" \n　", "blank"},
    {"-", "blank"},
    {"—", "blank"},
    {"——", "blank"},
    {"－", "blank"},
    {"/", "blank"},
    {"……", "blank"},
    {"...", "blank"},
    {"**", "blank"},
    {"××", "blank"},
    {"无", "blank"},
    {"N/A", "blank"},
    {"≥**", "≥blank"},
    {"≥……", "≥blank"},
    {"不少于**", "≥blank"},
    {"定性", "定性blank"},
    /* words */
    {"优", "text 优"},
    {" 优 ", "text 优"},
    {"定性优良中差", "定性text 优良中差"},
    {"定性：好差", "定性text 好差"},
    {"定性和谐稳定", "定性text 和谐稳定"},
    {"保持稳定", "text 保持稳定"},
    {"≥良", "≥text 良"},
    {"不低于上年", "text 不低于上年"},
    {"原则上不高于当地最低工资标准", "text 原则上不高于当地最低工资标准"},
    {"无偿", "text 无偿"},
    {"×", "text ×"},
    /* figures that could mean several things */
    {"约200", APPROXIMATE},
    {"近3年", APPROXIMATE},
    {"200左右", APPROXIMATE},
    {"200余人", APPROXIMATE},
    {"200多万元", APPROXIMATE},
    {"200+", APPROXIMATE},
    {"200万余元", APPROXIMATE},
    {"3天多", APPROXIMATE},
    {"3-5人", RANGE},
    {"3～5人", RANGE},
    {"3—5", RANGE},
    {"10%-20%", RANGE},
    {"3至5", RANGE},
    {"—5", SENTENCE},
    {"1/2", RATIO},
    {"3：1", RATIO},
    {"100%（602/609）", SEVERAL},
    {"每人每年25元", SENTENCE},
    {"满意度95%", SENTENCE},
    {"城镇1200元/人/月，农村500元/人/月。", SEVERAL},
    {"第1批2次", SEVERAL},
    {"5人未完成", BEHIND},
    {"100%完成", BEHIND},
    {"85%%", BEHIND},
    {"3个，超额", BEHIND},
    /* days */
    {"2021年12月31日前", "≤date 18992"},
    {"2021年12月31日", "date 18992"},
    {"≤2021年12月31日", "≤date 18992"},
    {"2021 年 12 月 31 日之前", "≤date 18992"},
    {"2021-12-31", "date 18992"},
    {"2021.12.31前", "≤date 18992"},
    {"2021/12/31", "date 18992"},
    {"2021年12月底前", "≤date 18992"},
    {"2021年年底", "date 18992"},
    {"2024年2月29号", "date 19782"},
    {"1970年1月1日", "date 0"},
    {"1969年12月31日后", "≥date -1"},
    {"2000年3月1日", "date 11017"},
    {"≥2021年12月31日前", CONTRADICT},
    {"2023年2月29日", NO_SUCH_DAY},
    {"2023-13-01", NO_SUCH_DAY},
    {"2021年0月1日", NO_SUCH_DAY},
    {"2021年12月0日", NO_SUCH_DAY},
    {"2月30日", NO_SUCH_DAY},
    {"2021年12月", "date 2021-12-0"},
    {"2021年12月前", "≤date 2021-12-0 open"},
    {"2021年", "date 2021-0-0"},
    {"2021年度", "date 2021-0-0"},
    {"2021年全年", "date 2021-0-0"},
    {"2021年内", "≤date 18992"},
    {"2021年6月以内完成", "≤date 18808"},
    {"≥2021年度内", CONTRADICT},
    {"2年内", "≤2 年"},
    {"12月31日", "date 0-12-31"},
    {"12月底前", "≤date 0-12-0 end"},
    {"12月前", "≤date 0-12-0 open"},
    {"≤6月末", "≤date 0-6-0 end"},
    {"12月", "12 月"},
    {"2021年12月31日前完成", "≤date 18992"},
    {"已于2021年12月31日完成", "date 18992"},
    {"12月完成", BEHIND},
    {"2021年12月31日前完成验收", SEVERAL},
};

static void test_readings(void)
{
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        char got[256], want[256];
        struct jx_reading r = jx_read(jx_str_of(readings[i][0]));
        show(&r, got, sizeof got);
        snprintf(want, sizeof want, "%s", readings[i][1]);
        if (strcmp(got, want) != 0)
            printf("\"%s\":\n", readings[i][0]);
        CHECK_STR(got, want);
    }
    /* Long cells: a sentence is text or unreadable, however long. */
    char longer[3000];
    for (size_t i = 0; i + 3 < sizeof longer; i += 3)
        memcpy(longer + i, "好", 3);
    struct jx_reading r = jx_read((struct jx_str){longer, 2997});
    CHECK(r.kind == JX_READING_TEXT && r.text.n == 2997);
    longer[2994] = '5';
    longer[2995] = longer[2996] = ' ';
    r = jx_read((struct jx_str){longer, 2997});
    CHECK(r.kind == JX_READING_UNREADABLE);
    memset(longer, '9', 200);
    CHECK(jx_read((struct jx_str){longer, 200}).kind == JX_READING_UNREADABLE);
    CHECK(jx_read((struct jx_str){"\xff\xfe\x80", 3}).kind == JX_READING_TEXT);
}

static void test_natures(void)
{
    static const struct {
        const char *text;
        const char *glyph; /* NULL: refused */
    } rows[] = {
        {"≥", "≥"},       {"≧", "≥"},        {">=", "≥"},        {"》", "≥"},
        {"＞＝", "≥"},    {"大于等于", "≥"}, {"不少于", "≥"},    {"＞", "＞"},
        {">", "＞"},      {"﹥", "＞"},      {"大于", "＞"},     {"≤", "≤"},
        {"≦", "≤"},       {"《", "≤"},       {"<=", "≤"},        {"不超过", "≤"},
        {"＜", "＜"},     {"<", "＜"},       {"小于", "＜"},     {"＝", "＝"},
        {"=", "＝"},      {"等于", "＝"},    {"定性", "定性"},   {" 定 性 ", "定性"},
        {"", NULL},       {"-", NULL},       {"正向指标", NULL}, {"≥3", NULL},
        {"定性优", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum jx_nature nature;
        bool ok = jx_nature_read(jx_str_of(rows[i].text), &nature);
        CHECK(ok == (rows[i].glyph != NULL));
        CHECK_STR(jx_nature_glyph(nature), rows[i].glyph ? rows[i].glyph : "");
    }
}

static void test_units(void)
{
    static const struct {
        const char *text;
        int power;
        bool percent;
        const char *base;
    } rows[] = {
        {"万元", 4, false, "元"},
        {"元", 0, false, "元"},
        {"（万元）", 4, false, "元"},
        {"单位：万元", 4, false, "元"},
        {"单位", 0, false, "单位"},
        {"%", -2, true, ""},
        {"％", -2, true, ""},
        {"百分比", -2, true, ""},
        {"‰", -3, true, ""},
        {"万人次", 4, false, "人次"},
        {"元/人·次", 0, false, "元/人·次"},
        {"个（套）", 0, false, "个（套）"},
        {"万", 4, false, ""},
        {"", 0, false, ""},
        {"/", 0, false, ""},
        {"-", 0, false, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct jx_unit unit = jx_unit_read(jx_str_of(rows[i].text));
        CHECK(unit.power == rows[i].power && unit.percent == rows[i].percent);
        CHECK(jx_str_is(unit.base, rows[i].base));
    }
}

static const char *const pairs[][5] = {
    /* nature, target, unit, actual; nature target/actual fit [bound|decides] */
    {"＞", "9.2", "万人次", "9.3", "＞ 9.2/9.3 assumed"},
    {"≥", "85", "%", "100%", "≥ 85/100 same"},
    {"≤", "12", "月", "12月", "≤ 12/12 same"},
    {"≤", "12", "月", "≤12月", "≤ 12/12 same decides"},
    {"≤", "12", "月", "12月底", "≤ 12/12 same"},
    {"≤", "11", "月", "12月5日", "≤ 11/12 same"},
    {"≤", "12", "月", "12月底前", "≤ 12/- none: a date, not a figure"},
    {"≤", "12", "个月", "12月底", "≤ 12/- none: a date, not a figure"},
    {"≥", "5", "天", "≤5天", "≥ 5/5 same bound"},
    {"≥", "1000", "万", "2500万", "≥ 1000/2500 same"},
    {"≤", "2656.37", "万元", "1,248.75万元", "≤ 2656.37/1248.75 same"},
    {"≤", "2656.37", "万", "12487500元", "≤ 2656.37/1248.75 assumed"},
    {"≤", "26563740", "元", "1248.75万元", "≤ 26563740/12487500 same"},
    {"≤", "5万", "元", "40000", "≤ 5/40000 assumed"},
    {"≤", "5万", "元", "40000元", "≤ 5/4 same"},
    {"＝", "14", "个（套）", "14", "＝ 14/14 assumed"},
    {"＝", "14", "个（套）", "14套", "＝ 14/14 same"},
    {"＜", "300", "元/人·次", "300元", "＜ 300/300 assumed"},
    {"＜", "300", "元/人·次", "300元/人次", "＜ 300/300 same"},
    {"＜", "60000", "元/年", "4万", "＜ 60000/40000 assumed"},
    {"", "≥500人", "", "8.5万人", "≥ 500/85000 same"},
    {"", "≥800册卷", "", "10050册", "≥ 800/10050 same"},
    {"", "≥76000人", "", "54416", "≥ 76000/54416 assumed"},
    {"", "≥2000万元", "", "2493万元", "≥ 2000/2493 same"},
    {"", "0起", "", "0起", " 0/0 same"},
    {"", "43人", "", "40名", " 43/40 same"},
    {"", "=95%", "", "98%", "＝ 95/98 same"},
    {"", "≥2公里", "", "2500米", "≥ 2/2.5 same"},
    {"", "≥2km", "", "2500米", "≥ 2/2.5 same"},
    {"≥", "10", "平方米", "9m²", "≥ 10/9 same"},
    {"", "≥10家", "", "12个", "≥ 10/12 same"},
    {"＞", "90", "%", "＞90%", "＞ 90/90 same decides"},
    {"＞", "90", "%", "≥90%", "＞ 90/90 same bound"},
    {"＝", "90", "%", "≥90%", "＝ 90/90 same bound"},
    {"≥", "90", "%", "80%以上", "≥ 90/80 same bound"},
    {"≥", "12‰", "", "1.5%", "≥ 12/15 same"},
    {"＝", "1", "个", "", "＝ 1/- none"},
    {"＝", "1", "个", "-", "＝ 1/- none"},
    {"≥", "≥90%", "", "95%", "≥ 90/95 same"},
    {"＞", "≥90%", "", "95%", "＞ 90/95 same"},
    {"定性", "优", "家", "优", "定性 -/- none: words, not a figure"},
    /* refused */
    {"≤", "≥90%", "", "95%", "≤ -/95 same"},
    {"≥", "90", "%", "0.95",
     "≥ 90/- different: a share or a percentage: the percent "
     "sign is missing"},
    {"≥", "0.5", "%", "0.95", "≥ 0.5/0.95 assumed"},
    {"≤", "100", "%", "1.02",
     "≤ 100/- different: a share or a percentage: the percent "
     "sign is missing"},
    {"≤", "10", "%", "1.5", "≤ 10/1.5 assumed"},
    {"", "", "%", "0.85",
     " -/- none: a share or a percentage: the percent "
     "sign is missing"},
    {"≥", "90", "%", "5", "≥ 90/5 assumed"},
    {"≥", "500", "人", "520万元",
     "≥ 500/- different: its unit does not convert to the "
     "target's"},
    {"≥", "500", "人", "520人次",
     "≥ 500/- different: its unit does not convert to the "
     "target's"},
    {"≥", "500", "人", "100%",
     "≥ 500/- different: its unit does not convert to the "
     "target's"},
    {"≥", "500", "", "8.5万",
     "≥ 500/- different: its unit does not convert to the "
     "target's"},
    {"≤", "1", "年", "12个月",
     "≤ 1/- different: its unit does not convert to the "
     "target's"},
    {"≥", "25", "元", "每人每年25元",
     "≥ 25/- none: a figure within words: what it "
     "measures is not certain"},
    {"", "2023年12月底前", "", "2023年11月", "≤ 19722/19691"},
    {"", "2023年12月底前", "", "11月30日", "≤ 19722/19691"},
    {"", "12月底前", "", "2023年12月31日", "≤ 19722/19722"},
    {"≤", "2021年12月31日", "", "2021年12月30日", "≤ 18992/18991"},
    {"≤", "2021年12月", "", "2021年12月", "≤ 18992/18992"},
    {"", "2023年6月底前", "", "2023年7月", "≤ 19538/19539"},
    {"", "2023年6月30日前", "", "2023年", "≤ none: " OPEN_DAY},
    {"", "2023年6月前", "", "2023年6月", "≤ none: " OPEN_DAY},
    {"", "2023年6月前", "", "2023年5月", "≤ 19538/19508"},
    {"", "2023年6月1日后", "", "2023年6月", "≥ 19509/19509"},
    {"≤", "2021年12月31日", "", "完成", "≤ -/- none: words, not a figure"},
    {"≤", "12", "月", "2023年11月", "≤ 12/- none: a date, not a figure"},
    {"定性", "完成", "%", "95%", "定性 -/95 none"},
    {"定性", "完成", "", "95%", "定性 -/95 none"},
    {"定性", "完成", "", "8.5万人", "定性 -/85000 none"},
};

static void show_days(const struct jx_pair *p, char *out, size_t size)
{
    if (p->has_days)
        snprintf(out, size, "%s %d/%d", jx_nature_glyph(p->nature), p->target_day,
                 p->actual_day);
    else
        snprintf(out, size, "%s none: %s", jx_nature_glyph(p->nature), p->why);
}

/* Two plain figures: the short way says what the long one does. */
static int short_ways;
static void check_short_way(const struct jx_indicator *row, const struct jx_pair *want)
{
    struct jx_dec target, actual;
    struct jx_unit column = jx_unit_read(row->cell[JX_IND_UNIT].text);
    enum jx_nature nature;
    bool own = jx_nature_read(row->cell[JX_IND_NATURE].text, &nature);
    struct jx_pair got;
    if (jx_dec_parse_figure(row->cell[JX_IND_TARGET].text, &target) < 0 ||
        jx_dec_parse_figure(row->cell[JX_IND_ACTUAL].text, &actual) < 0)
        return;
    short_ways++;
    jx_pair_of_figures(target, actual, own ? nature : JX_NATURE_NONE, &column, &got);
    CHECK(got.nature == want->nature && got.target_kind == want->target_kind &&
          got.has_target == want->has_target && got.has_actual == want->has_actual &&
          got.fit == want->fit && got.why == want->why && !got.has_days &&
          !got.actual_bound && jx_dec_cmp(got.target_value, want->target_value) == 0 &&
          jx_dec_cmp(got.actual_value, want->actual_value) == 0);
}

static void test_pairs(void)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct jx_indicator row = {0};
        row.cell[JX_IND_NATURE].text = jx_str_of(pairs[i][0]);
        row.cell[JX_IND_TARGET].text = jx_str_of(pairs[i][1]);
        row.cell[JX_IND_UNIT].text = jx_str_of(pairs[i][2]);
        row.cell[JX_IND_ACTUAL].text = jx_str_of(pairs[i][3]);
        struct jx_pair p = jx_pair_read(&row);
        check_short_way(&row, &p);
        char got[256];
        bool dated = jx_read(row.cell[JX_IND_ACTUAL].text).kind == JX_READING_DATE;
        if (p.target_kind == JX_READING_DATE && (dated || p.has_days))
            show_days(&p, got, sizeof got);
        else
            snprintf(got, sizeof got, "%s %s/%s %s%s%s%s", jx_nature_glyph(p.nature),
                     p.has_target ? dec(p.target_value) : "-",
                     p.has_actual ? dec(p.actual_value) : "-", fits[p.fit],
                     p.bound_decides  ? " decides"
                     : p.actual_bound ? " bound"
                                      : "",
                     p.why && !p.actual_bound ? ": " : "",
                     p.why && !p.actual_bound ? p.why : "");
        CHECK_STR(got, pairs[i][4]);
    }
    CHECK(short_ways > 3);
}

static void test_columns(void)
{
    static const char *const amounts[][2] = {
        {"800.00", "800"},
        {"2,656.37", "2656.37"},
        {"2 932", "2932"},
        {"800万元", "800"},
        {"8000000元", "800"},
        {"0.08亿元", "800"},
        {"１６.２０", "16.2"},
        {"-1.5", "-1.5"},
        {"800%", NULL},
        {"≤800", NULL},
        {"800人", NULL},
        {"约800", NULL},
        {"", NULL},
        {"-", NULL},
    };
    static const char *const rates[][3] = {
        {"88.90%", "0.889", "0.0001"},
        {"100%", "1", "0.01"},
        {"0.889", "0.889", "0.001"},
        {"８８．９％", "0.889", "0.001"},
        {"95.25", "0.9525", "0.0001"},
        {"1.05", NULL, NULL},
        {"0.00%", "0", "0.0001"},
        {"26.92 %", "0.2692", "0.0001"},
        {"12‰", "0.012", "0.001"},
        {"＞90%", NULL, NULL},
        {"", NULL, NULL},
    };
    static const char *const points[][3] = {
        {"10", "10", "10"},       {"3%", NULL, "3"},  {"8.5分", "8.5", "8.5"},
        {"9.89", "9.89", "9.89"}, {"优", NULL, NULL}, {"10人", NULL, NULL},
        {"≤10", NULL, NULL},      {"", NULL, NULL},
    };
    struct jx_dec out, step;
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        bool ok = jx_amount_read(jx_str_of(amounts[i][0]), &out);
        CHECK_STR(ok ? dec(out) : "no", amounts[i][1] ? amounts[i][1] : "no");
    }
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        bool ok = jx_rate_read(jx_str_of(rates[i][0]), &out, &step);
        CHECK_STR(ok ? dec(out) : "no", rates[i][1] ? rates[i][1] : "no");
        CHECK_STR(ok ? dec(step) : "no", rates[i][2] ? rates[i][2] : "no");
    }
    for (size_t i = 0; i < sizeof points / sizeof *points; i++)
        for (int percent = 0; percent < 2; percent++) {
            const char *want = points[i][1 + percent];
            bool ok = jx_points_read(jx_str_of(points[i][0]), percent, &out);
            CHECK_STR(ok ? dec(out) : "no", want ? want : "no");
        }
}

static void test_levels(void)
{
    const struct jx_level levels[] = {
        {jx_str_of("优"), {1, 0}, {1, 0}},         {jx_str_of("良"), {8, -1}, {8, -1}},
        {jx_str_of("中"), {6, -1}, {6, -1}},       {jx_str_of("差"), {0, 0}, {0, 0}},
        {jx_str_of("完成"), {1, 0}, {1, 0}},       {jx_str_of("未完成"), {0, 0}, {0, 0}},
        {jx_str_of("部分达成"), {6, -1}, {8, -1}},
    };
    const struct jx_pack pack = {.levels = levels,
                                 .level_count = sizeof levels / sizeof *levels};
    static const struct {
        const char *target, *actual, *want; /* share, "judge" or "no" */
    } rows[] = {
        {"优", "优", "1"},
        {"优", " 优 ", "1"},
        {"优", "良", "0.8"},
        {"优", "未完成", "0"},
        {"良", "良", "1"},
        {"良", "优", "1"},
        {"定性优良中差", "优", "1"},
        {"优良中差", "良", "0.8"},
        {"优、良、中、差", "中", "0.6"},
        {"优良中低差", "优", "1"},
        {"优良中低差", "中", "judge"},
        {"优良中低差", "完成", "1"},
        {"高中低", "高", "1"},
        {"高中低", "中", "judge"},
        {"好差", "好", "1"},
        {"定性好差", "差", "judge"},
        {"优良中差", "优良中差", "no"},
        {"优良", "优良", "1"},
        {"优良", "优", "1"},
        {"保持稳定", "保持 稳定。", "1"},
        {"定性和谐稳定", "和谐稳定", "1"},
        {"定性长期", "长期保障", "no"},
        {"部分达成", "部分达成", "1"},
        {"达成", "部分达成", "judge"},
        {"优", "特别好", "no"},
        {"优", "", "no"},
        {"优", "95%", "no"},
        {"优", "≥优", "no"},
        {"", "优", "1"},
        {"", "", "no"},
        {"90%", "优", "1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct jx_dec share;
        bool judge;
        bool ok = jx_level_read(&pack, jx_str_of(rows[i].target),
                                jx_str_of(rows[i].actual), &share, &judge);
        const char *got = ok ? dec(share) : judge ? "judge" : "no";
        if (strcmp(got, rows[i].want) != 0)
            printf("%s / %s\n", rows[i].target, rows[i].actual);
        CHECK_STR(got, rows[i].want);
    }
}

/* Any mixture of what cells are made of: an answer, no crash, slices inside the cell. */
static void test_any(void)
{
    static const char *const bits[] = {
        "≥",  "5",     "12",   ".",         ",",    " ",    "万",     "%",  "年",
        "月", "日",    "2021", "前",        "-",    "定性", "优",     "良", "（",
        "）", "元/人", "\xe4", "\xff",      "以上", "内",   "不超过", "×",  "*",
        "。", "+",     "约",   "999999999", "·",    "/"};
    uint64_t seed = 88172645463325252u;
    for (int row = 0; row < 20000; row++) {
        char text[256] = "";
        size_t n = 0;
        for (int k = 0; k < 1 + row % 12; k++) {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            n += (size_t)snprintf(text + n, sizeof text - n, "%s",
                                  bits[seed % (sizeof bits / sizeof *bits)]);
        }
        struct jx_indicator pair = {0};
        pair.cell[JX_IND_TARGET].text = pair.cell[JX_IND_ACTUAL].text =
            pair.cell[JX_IND_UNIT].text = pair.cell[JX_IND_NATURE].text =
                (struct jx_str){text, n};
        jx_pair_read(&pair);
        struct jx_reading reading = jx_read((struct jx_str){text, n});
        const struct jx_reading *r = &reading;
        CHECK(!r->unit.n || (r->unit.p >= text && r->unit.p + r->unit.n <= text + n));
        CHECK(!r->text.n || (r->text.p >= text && r->text.p + r->text.n <= text + n));
        CHECK((r->kind == JX_READING_UNREADABLE) == (r->why != NULL));
    }
}

int main(void)
{
    test_readings();
    test_natures();
    test_units();
    test_pairs();
    test_columns();
    test_levels();
    test_any();
    return check_end();
}
