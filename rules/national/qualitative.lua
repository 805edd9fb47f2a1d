-- qualitative.lua: the share that the pack's scale gives to the level reached. A level with
-- a range never comes here: a person must judge it.
return {
  api = 1,
  needs = { actual = "level" },
  score = function(x, s)
    s:award(dec.mul(s.full, x.actual), "定性等级系数：%g × %g", s.full, x.actual)
  end,
}
