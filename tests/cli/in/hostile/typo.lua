-- typo.lua: a rule that means harm, or was written badly.
return {
  api = 1,
  needs = { actual = "number" },
  score = function(x, s)
    s:award(x.actul, "x")
  end,
}
