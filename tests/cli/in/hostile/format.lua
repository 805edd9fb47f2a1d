-- format.lua: a rule that means harm, or was written badly.
return {
  api = 1,
  needs = { actual = "number" },
  score = function(x, s)
    s:award(1, "%d 分", 1.5)
  end,
}
