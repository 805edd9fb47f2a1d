-- rank.lua: by place among all; the first is 1.
return {
  api = 1,
  needs = { actual = "number" },
  params = { bands = { type = "list", text = "[名次, 权重的几成]，从前到后" } },
  score = function(x, s)
    for _, band in ipairs(s.param.bands) do
      if x.actual <= band[1] then
        return s:award(dec.mul(s.full, band[2]), "第 %d 名", x.actual)
      end
    end
    s:award(0, "第 %d 名，不得分", x.actual)
  end,
}
