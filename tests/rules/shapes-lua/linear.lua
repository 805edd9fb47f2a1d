-- linear.lua: points off for every percentage point over, but a share of the weight remains.
return {
  api = 1,
  start = "full",
  needs = { target = "number", actual = "number" },
  params = {
    points = { type = "number", default = 0.5, min = 0, text = "每超一个百分点扣几分" },
    least = { type = "number", default = 0, min = 0, max = 1, text = "至少保留权重的几成" },
  },
  score = function(x, s)
    if x.actual <= x.target then return end
    local over = dec.sub(x.actual, x.target)
    local most = dec.sub(s.full, dec.mul(s.full, s.param.least))
    s:deduct(math.min(dec.mul(over, s.param.points), most), "超 %g 个百分点", over)
  end,
}
