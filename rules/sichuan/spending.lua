-- spending.lua: what a department's projects spent of their budgets: the sums, or for regular
-- projects and projects of a stage each the budget and its rate, as reports print them.
return {
  api = 1,
  needs = {
    adjusted = "number?", executed = "number?",
    regular = "number?", regular_rate = "number?",
    once = "number?", once_rate = "number?",
  },
  score = function(x, s)
    local budget, spent = x.adjusted, x.executed
    if not (budget and spent) then
      if (x.regular or 0) > 0 and not x.regular_rate or (x.once or 0) > 0 and not x.once_rate then
        return s:unscored("项目预算没有执行进度")
      end
      budget = dec.add(x.regular or 0, x.once or 0)
      spent = dec.add(dec.mul(x.regular or 0, x.regular_rate or 0), dec.mul(x.once or 0, x.once_rate or 0))
    end
    if budget <= 0 then
      return s:unscored("没有项目预算数和执行数")
    end
    spent = math.max(math.min(spent, budget), 0)
    local percent = dec.div(dec.mul(spent, 100), budget)
    s:award(dec.div(dec.mul(s.full, spent), budget), "项目预算执行率 %.2f%%：%g × %.2f%%", percent, s.full, percent)
  end,
}
