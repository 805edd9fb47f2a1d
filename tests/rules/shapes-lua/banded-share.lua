-- banded-share.lua: the same with shares of the weight.
return {
  api = 1,
  needs = { actual = "number" },
  params = { bands = { type = "list", text = "[界限, 权重的几成]，从高到低" } },
  score = function(x, s)
    for _, band in ipairs(s.param.bands) do
      if x.actual >= band[1] then
        return s:award(dec.mul(s.full, band[2]), "%g 达到 %g", x.actual, band[1])
      end
    end
    s:award(0, "%g 不在任何一档", x.actual)
  end,
}
