-- qualitative.lua: the share that the pack's scale gives to the level reached. A level with
-- a range never comes here: a person must judge it.
return {
  api = 1,
  needs = { actual = "level" },
  score = function(x, s)
    if x.actual == 1 then
      return s:award(s.full, "达到预期等级")
    end
    s:award(dec.mul(s.full, x.actual), "等级系数：%g × %g", s.full, x.actual)
  end,
}
