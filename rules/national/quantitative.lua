-- quantitative.lua: met, full weight; missed, in proportion of actual and target.
-- ＞ and ＜ are met by the bound itself: forms print them for ≥ and ≤. A row without a
-- nature counts as ＝; a target of nothing ("0起") is not for exceeding.
return {
  api = 1,
  needs = { nature = "text", target = "number", actual = "number" },
  params = {
    equal = {
      type = "text", default = "at-least", choices = { "at-least", "at-most", "exact" },
      text = "性质为“＝”时怎样算达标：at-least 不低于指标值，at-most 不超过，exact 正好相等",
    },
    over_from = {
      type = "number", default = 0, min = 0, max = 1000000,
      text = "完成值达到指标值的几倍起视为指标值定得过低；0 表示不扣分",
    },
    over_points = {
      type = "number", default = 0, min = 0, max = 1000000,
      text = "指标值定得过低时扣几分",
    },
  },
  score = function(x, s)
    local nature, target, actual, aim = x.nature, x.target, x.actual, s.param.equal
    if nature == "≥" or nature == "＞" then
      aim = "at-least"
    elseif nature == "≤" or nature == "＜" or (aim == "at-least" and target == 0) then
      aim = "at-most"
    end
    if actual == target
        or (aim == "at-least" and actual > target)
        or (aim == "at-most" and actual < target) then
      s:award(s.full, "达标：完成值 %g，指标值 %s%g", actual, nature, target)
      local from = s.param.over_from
      if aim == "at-least" and from > 0 and s.param.over_points > 0 and target > 0
          and actual >= dec.mul(target, from) then
        s:deduct(s.param.over_points, "指标值过低：完成值 %g 达到指标值 %g 的 %g 倍",
          actual, target, from)
      end
      return
    end
    -- A missed target costs in proportion: the smaller figure over the larger.
    local part, whole = math.min(actual, target), math.max(actual, target)
    if part < 0 or whole <= 0 then
      return s:unscored("完成值 %g 与指标值 %g 之间不能按比例计分", actual, target)
    end
    s:award(dec.div(dec.mul(s.full, part), whole),
      "未达标：%g × %g ÷ %g", s.full, part, whole)
  end,
}
