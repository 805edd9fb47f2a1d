-- milestone.lua: what was reached by a day, pro rata of what was due.
return {
  api = 1,
  needs = { actual = "number" },
  params = { due = { type = "number", min = 0.01, default = 40, text = "到期应达到的进度" } },
  score = function(x, s)
    if x.actual >= s.param.due then return s:award(s.full, "进度 %g 达到 %g", x.actual, s.param.due) end
    s:award(dec.div(dec.mul(s.full, x.actual), s.param.due), "%g × %g ÷ %g", s.full, x.actual, s.param.due)
  end,
}
