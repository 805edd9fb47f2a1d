---@meta
-- What a scoring rule sees, for editors with the Lua language server. The program does not
-- read this file. Names that are not here do not exist in rules.

---Inputs of the rule: those that `needs` declares, and no others. Numbers are floats.
---@class jixiao.Inputs
---@field level1? string 一级指标
---@field level2? string 二级指标
---@field name? string 三级指标，预算行为项目名称
---@field nature? string 指标性质：≥ ≤ ＝ ＞ ＜ 定性
---@field target? number|string 指标值
---@field unit? string 度量单位
---@field actual? number|string 完成值；声明为 level 时是等级系数 0 到 1
---@field weight? number 权重
---@field reported_score? number 自评得分
---@field reason? string 原因
---@field initial? number 年初预算
---@field adjusted? number 调整后预算数
---@field executed? number 预算执行数
---@field rate? number 执行率
---@field budget? jixiao.Budget 预算执行情况
---@field record? jixiao.Record 表头
---@field fact? table<string, any> 评价表中的事实：x.fact.编号.字段
---@field peer? table<string, any> 同类单位的数据：x.peer.编号.字段

---@class jixiao.Budget
---@field initial? number
---@field adjusted? number
---@field executed? number
---@field rate? number

---@class jixiao.Record
---@field form? string
---@field region? string
---@field year? number
---@field code? string
---@field name? string
---@field department? string
---@field unit? string
---@field reported_weight? number
---@field reported_total? number
---@field conclusion? string
---@field problems? string
---@field measures? string

---Inputs of a total function.
---@class jixiao.TotalInputs: jixiao.Inputs
---@field items jixiao.Item[] 每一项的得分
---@field groups jixiao.Group[] 每一组的得分
---@field sum? number 各组得分之和；有未计分的项时为 nil
---@field budget? jixiao.Budget

---@class jixiao.Item
---@field score? number
---@field weight? number
---@field level1 string
---@field level2 string

---@class jixiao.Group
---@field score? number
---@field weight? number
---@field level1 string

---Reasons are formats of %d %s %.Nf %g %% only.
---@class jixiao.Ledger
---@field full number 权重
---@field param table<string, any> 参数
local ledger = {}
---加分
---@param points number
---@param why string
---@param ... number|string
function ledger:award(points, why, ...) end
---扣分
---@param points number
---@param why string
---@param ... number|string
function ledger:deduct(points, why, ...) end
---得零分，到此为止
---@param why string
---@param ... number|string
function ledger:reject(why, ...) end
---不计分，留给人判断，到此为止
---@param why string
---@param ... number|string
function ledger:unscored(why, ...) end
---提出问题
---@param code string 小写字母、数字和连字符
---@param why string
---@param ... number|string
function ledger:find(code, why, ...) end

---@class jixiao.TotalLedger
---@field full number 总权重
---@field param table<string, any> 参数
local total = {}
---@param points number
---@param why string
---@param ... number|string
function total:award(points, why, ...) end
---@param points number
---@param why string
---@param ... number|string
function total:deduct(points, why, ...) end
---总分不超过 points
---@param points number
---@param why string
---@param ... number|string
function total:cap(points, why, ...) end
---一票否决
---@param why string
---@param ... number|string
function total:veto(why, ...) end
---@param code string
---@param why string
---@param ... number|string
function total:find(code, why, ...) end

---Decimal arithmetic: the exact result, read at 15 significant digits.
---@class jixiao.Dec
dec = {}
---@param a number
---@param b number
---@return number
function dec.add(a, b) end
---@param a number
---@param b number
---@return number
function dec.sub(a, b) end
---@param a number
---@param b number
---@return number
function dec.mul(a, b) end
---除数不能为零
---@param a number
---@param b number
---@return number
function dec.div(a, b) end
---@param a number
---@return number
function dec.floor(a) end
---@param a number
---@return number
function dec.ceil(a) end
---四舍五入到 digits 位小数
---@param a number
---@param digits? integer
---@return number
function dec.round(a, digits) end
---@param a number
---@param b number
---@return -1|0|1
function dec.cmp(a, b) end
---x 中有几个整的 step
---@param x number
---@param step number
---@return number
function dec.steps(x, step) end

---@param v any
---@param message? string
---@return any
function assert(v, message) end
---@param message string
function error(message) end
---@param list any[]
---@return function, any[], integer
function ipairs(list) end
---Keys in order: numbers, then texts.
---@param t table
---@return function
function sorted_pairs(t) end
---@param n integer|"#"
---@param ... any
---@return any
function select(n, ...) end
---@param v any
---@return number?
function tonumber(v) end
---Of numbers, texts, true, false and nil only.
---@param v number|string|boolean|nil
---@return string
function tostring(v) end
---@param v any
---@return "nil"|"number"|"string"|"boolean"|"table"|"function"
function type(v) end

---@class stringlib
string = {}
---@param s string
---@param i? integer
---@param j? integer
---@return integer ...
function string.byte(s, i, j) end
---@param ... integer
---@return string
function string.char(...) end
---@param s string
---@return integer
function string.len(s) end
---@param s string
---@return string
function string.lower(s) end
---@param s string
---@return string
function string.upper(s) end
---@param s string
---@param i integer
---@param j? integer
---@return string
function string.sub(s, i, j) end
---@param s string
---@param part string
---@return boolean
function string.contains(s, part) end
---@param s string
---@param part string
---@return boolean
function string.starts(s, part) end
---@param s string
---@param part string
---@return boolean
function string.ends(s, part) end
---@param s string
---@param separator string
---@return string[]
function string.split(s, separator) end
---@param format string %d %s %.Nf %g %% only
---@param ... number|string
---@return string
function string.format(format, ...) end

---@class tablelib
table = {}
---@param list (string|number)[]
---@param separator? string
---@param i? integer
---@param j? integer
---@return string
function table.concat(list, separator, i, j) end
---@param list any[]
---@param position any
---@param value? any
function table.insert(list, position, value) end
---@param list any[]
---@param position? integer
---@return any
function table.remove(list, position) end
---@param list any[]
---@param less? fun(a: any, b: any): boolean
function table.sort(list, less) end
---@param list any[]
---@param i? integer
---@param j? integer
---@return any ...
function table.unpack(list, i, j) end

---@class mathlib
---@field huge number
math = {}
---@param x number
---@return number
function math.abs(x) end
---@param x number
---@return number
function math.ceil(x) end
---@param x number
---@return number
function math.floor(x) end
---@param x number
---@param ... number
---@return number
function math.max(x, ...) end
---@param x number
---@param ... number
---@return number
function math.min(x, ...) end
---@param x number
---@return number
function math.sqrt(x) end
---@param x number
---@return integer?
function math.tointeger(x) end
---@param x any
---@return "integer"|"float"|nil
function math.type(x) end

---@class utf8lib
utf8 = {}
---@param ... integer
---@return string
function utf8.char(...) end
---@param s string
---@param i? integer
---@param j? integer
---@return integer ...
function utf8.codepoint(s, i, j) end
---@param s string
---@return function
function utf8.codes(s) end
---@param s string
---@param i? integer
---@param j? integer
---@return integer?
function utf8.len(s, i, j) end
---@param s string
---@param n integer
---@param i? integer
---@return integer?
function utf8.offset(s, n, i) end
---Characters i to j.
---@param s string
---@param i integer
---@param j? integer
---@return string
function utf8.sub(s, i, j) end
