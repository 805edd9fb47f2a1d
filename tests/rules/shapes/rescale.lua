-- rescale.lua: what does not apply is taken out of the scale: score ÷ (100 − not applicable) × 100.
return {
  api = 1,
  needs = { ["fact.not_applicable"] = "number?" },
  total = function(x, s)
    local out = x["fact.not_applicable"]
    if not out or out <= 0 or out >= s.full then return end
    local scaled = dec.div(dec.mul(x.sum, s.full), dec.sub(s.full, out))
    s:award(dec.sub(scaled, x.sum), "不适用 %g 分：%g ÷ (%g − %g) × %g", out, x.sum, s.full, out, s.full)
  end,
}
