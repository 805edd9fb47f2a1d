-- idle.lua: assets in use again out of those that lay idle; no idle assets, full marks.
return {
  api = 1,
  needs = { idle = "number", activated = "number?" },
  score = function(x, s)
    if x.idle <= 0 then
      return s:award(s.full, "无闲置资产")
    end
    local activated = math.max(math.min(x.activated or 0, x.idle), 0)
    s:award(dec.div(dec.mul(s.full, activated), x.idle), "闲置 %g，盘活 %g", x.idle, activated)
  end,
}
