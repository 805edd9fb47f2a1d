-- quantitative.lua: met, full weight; missed, in proportion of actual and target.
-- ＞ and ＜ are met by the bound itself: forms print them for ≥ and ≤.
return {
  api = 1,
  needs = { nature = "text", target = "number", actual = "number" },
  params = {
    equal = {
      type = "text", default = "at-least", choices = { "at-least", "at-most", "exact" },
      text = "性质为“＝”时怎样算达标：at-least 不低于指标值，at-most 不超过，exact 正好相等",
    },
  },
  score = function(x, s)
    local aim = s.param.equal
    if x.nature == "≥" or x.nature == "＞" then aim = "at-least" end
    if x.nature == "≤" or x.nature == "＜" then aim = "at-most" end
    if x.actual == x.target
        or (aim == "at-least" and x.actual > x.target)
        or (aim == "at-most" and x.actual < x.target) then
      return s:award(s.full, "达标：完成值 %g，指标值 %s%g", x.actual, x.nature, x.target)
    end
    -- A missed target costs in proportion: the smaller figure over the larger.
    local part, whole = math.min(x.actual, x.target), math.max(x.actual, x.target)
    if part < 0 or whole <= 0 then
      return s:unscored("完成值 %g 与指标值 %g 之间不能按比例计分", x.actual, x.target)
    end
    s:award(dec.div(dec.mul(s.full, part), whole),
      "未达标：%g × %g ÷ %g", s.full, part, whole)
  end,
}
