-- count.lua: points off for every occurrence, up to a cap.
return {
  api = 1,
  start = "full",
  needs = { actual = "number" },
  params = {
    points = { type = "number", default = 1, min = 0, text = "每次扣几分" },
    cap = { type = "number", default = 0, min = 0, text = "最多扣几分；0 表示不限" },
  },
  score = function(x, s)
    local points = dec.mul(x.actual, s.param.points)
    if s.param.cap > 0 then points = math.min(points, s.param.cap) end
    if points > 0 then s:deduct(points, "发生 %g 次", x.actual) end
  end,
}
