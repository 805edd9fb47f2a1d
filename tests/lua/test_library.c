/* test_library.c: what the libraries of rules give, as expressions that must be true. */
#include "harness.h"

static const char *const truths[] = {
    /* bare names */
    "type(1) == 'number' and type('') == 'string' and type(nil) == 'nil'",
    "tostring(10.0) == '10' and tostring(0.1) == '0.1' and tostring(-0.05) == '-0.05'",
    "tostring(true) == 'true' and tostring(nil) == 'nil' and tostring('a') == 'a'",
    "tonumber('12') == 12 and math.type(tonumber('12')) == 'float'",
    "tonumber(' 1.5 ') == 1.5 and tonumber('x') == nil and tonumber('') == nil",
    "tonumber('1\\t2') == nil and tonumber({}) == nil and tonumber(3) == 3",
    "select('#', 1, nil, 3) == 3 and select(2, 'a', 'b') == 'b'",
    "select(-1, 'a', 'b') == 'b'",
    "assert(5) == 5 and (select(2, assert(1, 'm'))) == 'm'",
    /* string */
    "('ab'):len() == 2 and string.len('中') == 3 and #'' == 0",
    "('aBz{中'):upper() == 'ABZ{中' and ('AbZ['):lower() == 'abz['",
    "('hello'):sub(2, 3) == 'el' and ('hello'):sub(-3) == 'llo'",
    "('hello'):sub(4, 2) == '' and ('hello'):sub(0, 99) == 'hello' and ('').sub('', 1) "
    "== ''",
    "('A'):byte() == 65 and select('#', ('abc'):byte(1, -1)) == 3",
    "string.char(72, 105) == 'Hi' and string.char() == ''",
    "('年度预算'):contains('预算') and not ('a.c'):contains('abc') and "
    "('a'):contains('')",
    "('预算执行'):starts('预算') and not ('a'):starts('ab') and ('ab'):ends('b')",
    "not ('b'):ends('ab') and ('ab'):ends('ab') and (''):starts('')",
    "table.concat(('a,b,,c'):split(','), '|') == 'a|b||c' and #(''):split(',') == 1",
    "#('、a、b'):split('、') == 3 and ('、a、b'):split('、')[1] == ''",
    "string.format('%d of %s, %.2f, %g, 100%%', 3, '万', 2.675, 10.0) == "
    "'3 of 万, 2.68, 10, 100%'",
    "('%s'):format(10.0) == '10' and ('%d'):format(2.0) == '2'",
    /* utf8 */
    "utf8.len('绩效a') == 3 and utf8.len('') == 0 and utf8.len('\\xff') == nil",
    "select(2, utf8.len('a\\xff')) == 2",
    "utf8.sub('绩效评价', 2, 3) == '效评' and utf8.sub('绩效评价', -1) == '价'",
    "utf8.sub('绩效', 3) == '' and utf8.sub('绩效', 1, 99) == '绩效'",
    "utf8.char(32489, 65) == '绩A' and utf8.codepoint('绩') == 32489",
    "utf8.offset('绩效', 2) == 4 and utf8.offset('绩效', -1) == 4",
    "utf8.offset('绩效', 0, 2) == 1 and utf8.offset('绩效', 4) == nil",
    "(function() local n = '' for p, c in utf8.codes('a绩') do n = n .. p .. ':' .. c .. "
    "' ' "
    "end return n end)() == '1:97 2:32489 '",
    /* table */
    "(function() local t = {1, 2} table.insert(t, 3) table.insert(t, 1, 0) "
    "return table.concat(t, ',') end)() == '0,1,2,3'",
    "(function() local t = {1, 2, 3} return table.remove(t, 1) * 100 + #t end)() == 102",
    "(function() local t = {1, 2, 3} return table.remove(t) * 100 + #t end)() == 302",
    "table.remove({}) == nil",
    "table.concat({1.0, 'a', 2.5}, '-', 1, 3) == '1-a-2.5' and table.concat({}) == ''",
    "(function() local a, b = table.unpack({1, 2}) return a + b end)() == 3",
    "(function() local t = {3, 1, 2} table.sort(t) return table.concat(t) end)() == "
    "'123'",
    "(function() local t = {'b', 'a', 'B'} table.sort(t) return table.concat(t) end)() "
    "== 'Bab'",
    "(function() local t = {{1, 'x'}, {2, 'a'}, {1, 'y'}} table.sort(t, function(a, b) "
    "return "
    "a[1] < b[1] end) return t[1][2] .. t[2][2] .. t[3][2] end)() == 'xya'",
    "(function() local r = '' for k, v in sorted_pairs({b = 2, a = 1, [10] = 3, [2.5] = "
    "4}) do "
    "r = r .. tostring(k) .. '=' .. tostring(v) .. ' ' end return r end)() == "
    "'2.5=4 10=3 a=1 b=2 '",
    "(function() local t, n = {a = 1, b = 2, c = 3}, 0 for k in sorted_pairs(t) do t.b = "
    "nil "
    "n = n + 1 end return n end)() == 2",
    "(function() local n = 0 for i, v in ipairs({5, 6, nil, 7}) do n = n + i * v end "
    "return n end)() == 17",
    /* math */
    "math.floor(2.7) == 2 and math.floor(-2.1) == -3 and math.ceil(2.1) == 3",
    "math.type(math.floor(2.7)) == 'integer' and math.floor(9007199254740993) == "
    "9007199254740993",
    "math.abs(-2) == 2 and math.abs(-2.5) == 2.5 and math.max(1, 3, 2) == 3",
    "math.min(1, 3, 0.5) == 0.5 and math.sqrt(9) == 3 and math.huge > 1e308",
    "math.tointeger(3.0) == 3 and math.tointeger(3.5) == nil and math.type('1') == nil",
    /* dec: what a careful spreadsheet gives */
    "dec.add(0.1, 0.2) == 0.3 and dec.sub(0.3, 0.1) == 0.2 and dec.mul(1.1, 1.1) == 1.21",
    "dec.div(0.3, 0.1) == 3 and dec.mul(0.29, 100) == 29 and not (dec.mul(0.29, 100) < "
    "29)",
    "dec.div(1, 3) == 0.333333333333333 and dec.div(2, 3) == 0.666666666666667",
    "dec.round(1.005, 2) == 1.01 and dec.round(2.675, 2) == 2.68 and dec.round(-0.5) == "
    "-1",
    "dec.round(2.5) == 3 and dec.round(1250, -2) == 1300 and dec.round(2.4) == 2",
    "dec.floor(2.9) == 2 and dec.floor(-2.1) == -3 and dec.ceil(2.1) == 3",
    "dec.floor(dec.mul(0.57, 100)) == 57 and dec.ceil(dec.mul(1.1, 100)) == 110",
    "dec.cmp(0.1 + 0.2, 0.3) == 0 and dec.cmp(1, 2) == -1 and dec.cmp(2, 1) == 1",
    "dec.steps(0.45, 0.05) == 9 and dec.steps(0.2, 0.1) == 2 and dec.steps(0.3, 0.1) == "
    "3",
    "dec.steps(1 - 0.8, 0.05) == 4 and dec.steps(0.999999999999999, 1) == 0",
    "dec.steps(-0.01, 0.05) == -1 and dec.steps(-0.05, 0.05) == -1 and dec.steps(0, 5) "
    "== 0",
    "dec.steps(1e300, 1e-300) > 0 and dec.steps(1e-30, 1) == 0 and dec.steps(-1e-30, 1) "
    "== -1",
    "(function() for p = 0, 100 do local rate = dec.div(p, 100) "
    "local want = (100 - p) // 5 "
    "if dec.steps(dec.mul(dec.sub(1, rate), 100), 5) ~= want then return p end end "
    "end)() == nil",
    "math.type(dec.add(1, 2)) == 'float'",
    /* exactly the allow-list */
    "(function() local t = {} for k in sorted_pairs(_ENV) do table.insert(t, k) end "
    "return table.concat(t, ' ') end)() == 'assert dec error ipairs math select "
    "sorted_pairs "
    "string table tonumber tostring type utf8'",
    "(function() local t = {} for k in sorted_pairs(string) do table.insert(t, k) end "
    "return table.concat(t, ' ') end)() == 'byte char contains ends format len lower "
    "split "
    "starts sub upper'",
    "(function() local t = {} for k in sorted_pairs(table) do table.insert(t, k) end "
    "return table.concat(t, ' ') end)() == 'concat insert remove sort unpack'",
    "(function() local t = {} for k in sorted_pairs(math) do table.insert(t, k) end "
    "return table.concat(t, ' ') end)() == 'abs ceil floor huge max min sqrt tointeger "
    "type'",
    "(function() local t = {} for k in sorted_pairs(utf8) do table.insert(t, k) end "
    "return table.concat(t, ' ') end)() == 'char codepoint codes len offset sub'",
    "(function() local t = {} for k in sorted_pairs(dec) do table.insert(t, k) end "
    "return table.concat(t, ' ') end)() == 'add ceil cmp div floor mul round steps sub'",
    "pcall == nil and os == nil and string.rep == nil and ('').find == nil",
    /* legitimate sizes are fine */
    "(function() local t = {} for i = 1, 10000 do t[i] = i end return #t end)() == 10000",
    "(function() local function f(n) return n == 0 and 0 or 1 + f(n - 1) end return "
    "f(150) "
    "end)() == 150",
    "(function() local a = 'x' for i = 1, 14 do a = a .. a end return #a end)() == 16384",
};

int main(void)
{
    for (size_t i = 0; i < sizeof truths / sizeof *truths; i++) {
        struct bench bench = {0};
        struct jx_strbuf source = {0};
        jx_strbuf_format(&source,
                         "return { api = 1, score = function(x, s)\nif not (%s) then "
                         "error('not so') end end }",
                         truths[i]);
        bench_add(&bench, "truth.lua", source.text, source.len);
        bool opened = bench_open(&bench, NULL);
        CHECK(opened);
        if (!opened || bench_score(&bench, 0, NULL, NULL) != JX_LUA_OK) {
            check_failures++;
            printf("%s\n  in %s\n", bench_error(&bench), truths[i]);
        }
        check_count++;
        bench_close(&bench);
        jx_strbuf_free(&source);
    }
    return check_end();
}
