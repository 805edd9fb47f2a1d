-- peers.lua: full marks for an office no worse than its peers' average, part of them for a
-- worse one. The average is an input, never a figure of the pack.
return {
  api = 1,
  needs = { value = "number", peer = "number" },
  params = {
    better = { type = "text", default = "more", choices = { "more", "less" }, text = "越高越好（more）还是越低越好（less）" },
    worse = { type = "number", default = 0.5, min = 0, max = 1, text = "比平均值差时得权重的几成" },
  },
  score = function(x, s)
    local good = x.value >= x.peer
    if s.param.better == "less" then good = x.value <= x.peer end
    local value, peer = dec.mul(x.value, 100), dec.mul(x.peer, 100)
    if good then
      return s:award(s.full, "%g%%，不差于同类平均 %g%%", value, peer)
    end
    s:award(dec.mul(s.full, s.param.worse), "%g%%，差于同类平均 %g%%", value, peer)
  end,
}
