-- strings.lua: a rule that means harm, or was written badly.
return {
  api = 1,
  needs = { actual = "number" },
  score = function(x, s)
    local a = "0123456789"
    while true do a = a .. a end
  end,
}
