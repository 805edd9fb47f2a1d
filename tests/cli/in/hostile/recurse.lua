-- recurse.lua: a rule that means harm, or was written badly.
return {
  api = 1,
  needs = { actual = "number" },
  score = function(x, s)
    local function f() return 1 + f() end
    s:award(f(), "x")
  end,
}
