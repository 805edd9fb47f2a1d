-- rubbish.lua: a rule that means harm, or was written badly.
return {
  api = 1,
  needs = { actual = "number" },
  score = function(x, s)
    return { 1, 2, 3 }
  end,
}
