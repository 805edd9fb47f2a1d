-- level.lua: the share that the pack's scale gives to the word.
return {
  api = 1,
  needs = { actual = "level" },
  score = function(x, s) s:award(dec.mul(s.full, x.actual), "等级系数 %g", x.actual) end,
}
