-- lines.lua: a rule that means harm, or was written badly.
return {
  api = 1,
  needs = { actual = "number" },
  score = function(x, s)
    for i = 1, 100000 do s:award(0.001, "第 %d 行", i) end
  end,
}
