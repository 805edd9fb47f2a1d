local function unused(n)
  return n + 1
end

return {
  api = 1,
  needs = { target = "number", actual = "number" },
  score = function(x, s)
    if x.actual == x.target then s:award(s.full, "equal") return end
    if x.actual < 0 then
      local below = unused(x.actual)
      return s:reject("below zero: %g", below)
    end
    s:unscored("not equal")
  end,
}
