-- overshoot.lua: full marks when met, some off again for a target far too low.
return {
  api = 1,
  needs = { target = "number", actual = "number" },
  params = {
    over_from = { type = "number", default = 1.3, min = 1, text = "达到指标值几倍起扣分" },
    over_points = { type = "number", default = 2, min = 0, text = "扣几分" },
  },
  score = function(x, s)
    if x.actual < x.target then
      return s:award(dec.div(dec.mul(s.full, x.actual), x.target), "%g ÷ %g", x.actual, x.target)
    end
    s:award(s.full, "达标：%g", x.actual)
    if x.actual >= dec.mul(x.target, s.param.over_from) then
      s:deduct(s.param.over_points, "达到指标值的 %g 倍，指标值过低", dec.div(x.actual, x.target))
    end
  end,
}
