-- evidence.lua: no evidence, no points.
return {
  api = 1,
  needs = { actual = "flag" },
  score = function(x, s)
    if not x.actual then return s:reject("没有佐证材料") end
    s:award(s.full, "有佐证材料")
  end,
}
