-- step.lua: full when met, points off for every step short.
return {
  api = 1,
  start = "full",
  needs = { target = "number", actual = "number" },
  params = {
    step = { type = "number", default = 5, min = 1, max = 50, text = "percent points short that cost points once" },
    points = { type = "number", default = 2, min = 0, max = 20, text = "points a step costs" },
    mode = { type = "text", default = "part", choices = { "part", "whole" }, text = "part: a begun step counts" },
    bands = { type = "list", default = { { 1, 1 }, { 0.5, 0.8 } }, text = "list of [bound, share]" },
  },
  score = function(x, s)
    if x.actual >= x.target then return end
    local short = dec.div(dec.mul(dec.sub(x.target, x.actual), 100), x.target)
    local steps = dec.steps(short, s.param.step)
    if s.param.mode == "part" then steps = dec.ceil(dec.div(short, s.param.step)) end
    s:deduct(dec.mul(steps, s.param.points), "short by %.2f%%: %g steps of %g", short, steps, s.param.points)
  end,
}
