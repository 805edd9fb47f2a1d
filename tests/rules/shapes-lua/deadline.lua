-- deadline.lua: the day kept, full; half a point a day late.
return {
  api = 1,
  needs = { target = "date", actual = "date" },
  params = { points_a_day = { type = "number", default = 0.5, min = 0, max = 10, text = "每逾期一天扣几分" } },
  start = "full",
  score = function(x, s)
    local late = x.actual - x.target
    if late > 0 then
      s:deduct(dec.mul(s.param.points_a_day, late), "逾期 %d 天", late)
    end
  end,
}
