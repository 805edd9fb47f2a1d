-- quantitative.lua: met, full weight; missed, in proportion of actual and target.
-- ＞ and ＜ are met by the bound itself: forms print them for ≥ and ≤.
return {
  api = 1,
  needs = { nature = "text", target = "number", actual = "number" },
  params = {
    cost = {
      type = "flag", default = false,
      text = "性质为“＝”时按成本计分：不超过指标值即达标，超过时按比例扣分",
    },
  },
  score = function(x, s)
    local less = x.nature == "≤" or x.nature == "＜" or (x.nature == "＝" and s.param.cost)
    local met = x.actual >= x.target
    if less then met = x.actual <= x.target end
    if met then
      return s:award(s.full, "达标：完成值 %g，指标值 %s%g", x.actual, x.nature, x.target)
    end
    local part, whole = x.actual, x.target
    if less then part, whole = x.target, x.actual end
    if part < 0 or whole <= 0 then
      return s:unscored("完成值 %g 与指标值 %g 之间不能按比例计分", x.actual, x.target)
    end
    s:award(dec.div(dec.mul(s.full, part), whole),
      "未达标：%g × %g ÷ %g", s.full, part, whole)
  end,
}
