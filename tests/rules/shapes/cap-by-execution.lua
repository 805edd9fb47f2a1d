-- cap-by-execution.lua: a low execution rate bounds the total: 70-80 % at most 89 and so on.
local bands = { { 0.5, 59 }, { 0.6, 69 }, { 0.7, 79 }, { 0.8, 89 } }
return {
  api = 1,
  needs = { ["budget.rate"] = "number" },
  total = function(x, s)
    local rate = x["budget.rate"]
    for _, band in ipairs(bands) do
      if rate < band[1] then
        return s:cap(band[2], "执行率 %.2f%%，低于 %g%%", dec.mul(rate, 100), dec.mul(band[1], 100))
      end
    end
  end,
}
