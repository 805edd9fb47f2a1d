-- executed.lua: executed against budgeted, in proportion; from a rate the pack sets, full.
return {
  api = 1,
  needs = { adjusted = "number", executed = "number" },
  params = {
    full_from = { type = "number", default = 1, min = 0, max = 1, text = "执行率达到多少得满分，1 即 100%" },
  },
  score = function(x, s)
    if x.adjusted <= 0 then
      return s:unscored("预算数为 %g，无法计算执行率", x.adjusted)
    end
    local executed = math.max(x.executed, 0)
    local percent = dec.div(dec.mul(executed, 100), x.adjusted)
    if dec.cmp(executed, dec.mul(x.adjusted, s.param.full_from)) >= 0 then
      return s:award(s.full, "执行率 %.2f%%，达到 %g%%", percent, dec.mul(s.param.full_from, 100))
    end
    s:award(dec.div(dec.mul(s.full, executed), x.adjusted), "执行率 %.2f%%：%g × %g ÷ %g",
      percent, s.full, executed, x.adjusted)
  end,
}
