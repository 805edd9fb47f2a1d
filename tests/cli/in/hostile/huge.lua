-- huge.lua: a rule that means harm, or was written badly.
return {
  api = 1,
  needs = { actual = "number" },
  score = function(x, s)
    s:award(1e300, "过大")
  end,
}
