-- stepped.lua: faults a rule author makes.
return {
  api = 1,
  needs = { actul = "number" },
  params = { points = { type = "number", default = 1, min = 0, max = 10, text = "每步扣分" } },
  score = function(x, s)
    s:award(s.full, "x"
  end,
}
