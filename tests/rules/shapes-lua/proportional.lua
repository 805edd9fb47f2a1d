-- proportional.lua: met, full; missed, weight × smaller ÷ larger, nothing below the pass line.
return {
  api = 1,
  needs = { nature = "text", target = "number", actual = "number" },
  params = { pass_below = { type = "number", default = 0, min = 0, max = 1, text = "低于此比例得零分" } },
  score = function(x, s)
    local less = x.nature == "≤" or x.nature == "＜"
    if x.actual == x.target or (x.actual > x.target) ~= less then
      return s:award(s.full, "达标：%g", x.actual)
    end
    local part, whole = math.min(x.actual, x.target), math.max(x.actual, x.target)
    if part < 0 or whole <= 0 then return s:unscored("%g 与 %g 不成比例", x.actual, x.target) end
    if dec.div(part, whole) < s.param.pass_below then
      return s:award(0, "%g ÷ %g 低于及格线 %g", part, whole, s.param.pass_below)
    end
    s:award(dec.div(dec.mul(s.full, part), whole), "%g × %g ÷ %g", s.full, part, whole)
  end,
}
