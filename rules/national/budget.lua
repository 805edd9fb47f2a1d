-- budget.lua: the budget's weight by the execution rate, full at 100 %.
return {
  api = 1,
  needs = { adjusted = "number", executed = "number" },
  score = function(x, s)
    if x.adjusted <= 0 then
      return s:unscored("调整后预算数为 %g，无法计算执行率", x.adjusted)
    end
    if x.executed >= x.adjusted then
      return s:award(s.full, "预算执行数 %g 达到调整后预算数 %g", x.executed, x.adjusted)
    end
    -- Multiply before dividing: the quotient alone, read at 15 digits, can break ties.
    local executed = math.max(x.executed, 0)
    s:award(dec.div(dec.mul(s.full, executed), x.adjusted),
      "执行率 %.2f%%：%g × %g ÷ %g", dec.div(dec.mul(executed, 100), x.adjusted),
      s.full, executed, x.adjusted)
  end,
}
