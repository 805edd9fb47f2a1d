-- exact.lua: just this figure, or none at all ("0 起").
return {
  api = 1,
  needs = { target = "number", actual = "number" },
  score = function(x, s)
    if x.actual ~= x.target then return s:reject("%g，应为 %g", x.actual, x.target) end
    s:award(s.full, "正好 %g", x.actual)
  end,
}
