-- execution-bands.lua: the budget's weight by bands of the execution rate.
return {
  api = 1,
  needs = { adjusted = "number", executed = "number" },
  params = { bands = { type = "list", text = "[执行率, 权重的几成]，从高到低" } },
  score = function(x, s)
    if x.adjusted <= 0 then return s:unscored("预算数为 %g", x.adjusted) end
    local rate = dec.div(x.executed, x.adjusted)
    for _, band in ipairs(s.param.bands) do
      if rate >= band[1] then
        return s:award(dec.mul(s.full, band[2]), "执行率 %.2f%%", dec.mul(rate, 100))
      end
    end
    s:award(0, "执行率 %.2f%%，不得分", dec.mul(rate, 100))
  end,
}
