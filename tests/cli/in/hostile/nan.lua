-- nan.lua: a rule that means harm, or was written badly.
return {
  api = 1,
  needs = { actual = "number" },
  score = function(x, s)
    s:award(0 / 0, "不是数")
  end,
}
