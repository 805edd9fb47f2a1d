-- step.lua: points off for every whole step that is missing, in percent of the target.
return {
  api = 1,
  start = "full",
  needs = { target = "number", actual = "number" },
  params = {
    step = { type = "number", default = 5, min = 0.01, text = "每差百分之几扣一次" },
    points = { type = "number", default = 2, min = 0, text = "每次扣几分" },
  },
  score = function(x, s)
    if x.actual >= x.target then return end
    local short = dec.div(dec.mul(dec.sub(x.target, x.actual), 100), x.target)
    local times = dec.steps(short, s.param.step)
    if times > 0 then
      s:deduct(dec.mul(times, s.param.points), "少 %.2f%%，扣 %d 次", short, times)
    end
  end,
}
