-- arrival.lua: funds in place against funds planned.
return {
  api = 1,
  needs = { ["fact.funds.planned"] = "number", ["fact.funds.in_place"] = "number" },
  score = function(x, s)
    local planned, in_place = x.fact.funds.planned, math.max(x.fact.funds.in_place, 0)
    if planned <= 0 then
      return s:unscored("计划资金为 %g，无法计算到位率", planned)
    end
    if in_place >= planned then
      return s:award(s.full, "到位 %g，计划 %g", in_place, planned)
    end
    s:award(dec.div(dec.mul(s.full, in_place), planned), "到位不足：%g × %g ÷ %g", s.full, in_place, planned)
  end,
}
