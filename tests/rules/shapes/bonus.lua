-- bonus.lua: points for honours, up to a cap.
return {
  api = 1,
  needs = { ["fact.honours"] = "number?" },
  params = {
    each = { type = "number", default = 1, min = 0, text = "每项加几分" },
    most = { type = "number", default = 3, min = 0, text = "最多加几分" },
  },
  total = function(x, s)
    local times = x["fact.honours"]
    if times and times > 0 then
      s:award(math.min(dec.mul(times, s.param.each), s.param.most), "表彰 %g 项", times)
    end
  end,
}
