-- threshold.lua: yes or no.
return {
  api = 1,
  needs = { nature = "text", target = "number", actual = "number" },
  score = function(x, s)
    local less = x.nature == "≤" or x.nature == "＜"
    if x.actual == x.target or (x.actual > x.target) ~= less then
      return s:award(s.full, "达标：%g", x.actual)
    end
    s:reject("未达标：%g，指标值 %g", x.actual, x.target)
  end,
}
