-- checks.lua: a list of checks, each worth the same part of the weight.
return {
  api = 1,
  needs = { checks = "number", met = "number" },
  score = function(x, s)
    if x.checks <= 0 or x.met < 0 or x.met > x.checks then
      return s:unscored("检查 %g 项、合格 %g 项，对不上", x.checks, x.met)
    end
    s:award(dec.div(dec.mul(s.full, x.met), x.checks), "检查 %g 项，合格 %g 项", x.checks, x.met)
  end,
}
