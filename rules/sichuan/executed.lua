-- executed.lua: executed against budgeted, in proportion; from a rate the pack sets, full.
-- Where the formula is not published, points that differ are the evaluator's, and noted.
return {
  api = 1,
  needs = { adjusted = "number", executed = "number", reported_score = "number?" },
  params = {
    full_from = { type = "number", default = 1, min = 0, max = 1, text = "执行率达到多少得满分，1 即 100%" },
    unpublished = { type = "flag", default = false, text = "计分口径没有公布：评价人给的分与按比例不同时以给分为准，并列为问题" },
  },
  score = function(x, s)
    if x.adjusted <= 0 then
      return s:unscored("预算数为 %g，无法计算执行率", x.adjusted)
    end
    local executed = math.max(x.executed, 0)
    local percent = dec.div(dec.mul(executed, 100), x.adjusted)
    local points = dec.div(dec.mul(s.full, math.min(executed, x.adjusted)), x.adjusted)
    if dec.cmp(executed, dec.mul(x.adjusted, s.param.full_from)) >= 0 then points = s.full end
    local apart = x.reported_score and math.abs(dec.sub(x.reported_score, points)) or 0
    if s.param.unpublished and apart > 0.05 then
      s:find("execution-score", "执行率 %.2f%%，按比例为 %.2f 分，自评 %g 分", percent, points, x.reported_score)
      return s:unscored("计分口径没有公布，按比例为 %.2f 分", points)
    end
    if dec.cmp(points, s.full) == 0 then
      return s:award(points, "执行率 %.2f%%，达到 %g%%", percent, dec.mul(s.param.full_from, 100))
    end
    s:award(points, "执行率 %.2f%%：%g × %g ÷ %g", percent, s.full, executed, x.adjusted)
  end,
}
