-- peers.lua: no worse than the peers' average, full; else by the distance from it.
return {
  api = 1,
  needs = { target = "number", actual = "number" },
  score = function(x, s)
    local worse = dec.sub(x.target, x.actual)
    if worse <= 0 then return s:award(s.full, "%g 不低于同类平均 %g", x.actual, x.target) end
    local size = math.abs(x.target)
    if worse >= size then return s:award(0, "%g 远低于同类平均 %g", x.actual, x.target) end
    s:award(dec.div(dec.mul(s.full, dec.sub(size, worse)), size), "%g 低于同类平均 %g", x.actual, x.target)
  end,
}
