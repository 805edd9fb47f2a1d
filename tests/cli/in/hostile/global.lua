-- global.lua: a rule that means harm, or was written badly.
return {
  api = 1,
  needs = { actual = "number" },
  score = function(x, s)
    leak = x.actual
    s:award(1, "x")
  end,
}
