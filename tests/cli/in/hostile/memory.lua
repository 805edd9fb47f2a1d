-- memory.lua: a rule that means harm, or was written badly.
return {
  api = 1,
  needs = { actual = "number" },
  score = function(x, s)
    local t = {}
    for i = 1, 1000000 do t[i] = { i } end
  end,
}
