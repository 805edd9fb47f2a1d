-- loop.lua: a rule that means harm, or was written badly.
return {
  api = 1,
  needs = { actual = "number" },
  score = function(x, s)
    while true do end
  end,
}
