-- funds.lua: funds used against funds in place; what is carried over to the next year is
-- treated as the pack says.
return {
  api = 1,
  needs = {
    ["fact.funds.in_place"] = "number",
    ["fact.funds.used"] = "number",
    ["fact.funds.carried_over"] = "number?",
  },
  params = {
    carried = {
      type = "text", default = "next-year", choices = { "next-year", "exclude", "count" },
      text = "结转资金：next-year 全部结转时下年再评，部分结转时不计入基数；exclude 不计入基数；count 计入基数",
    },
  },
  score = function(x, s)
    local in_place, used = x.fact.funds.in_place, math.max(x.fact.funds.used, 0)
    local carried = math.max(x.fact.funds.carried_over or 0, 0)
    if in_place <= 0 then
      return s:unscored("到位资金为 %g，无法计算使用率", in_place)
    end
    if carried > 0 then s:find("carried-over", "结转下年 %g，到位 %g", carried, in_place) end
    local base = in_place
    if s.param.carried ~= "count" then base = dec.sub(in_place, carried) end
    if base <= 0 then
      if s.param.carried == "next-year" then
        return s:unscored("到位 %g 全部结转，下年再评", in_place)
      end
      return s:reject("到位 %g 全部结转，未使用", in_place)
    end
    if used == 0 then s:find("zero-execution", "到位 %g，使用 0", in_place) end
    if used >= base then
      return s:award(s.full, "使用 %g，应使用 %g", used, base)
    end
    s:award(dec.div(dec.mul(s.full, used), base), "使用率 %.2f%%：%g × %g ÷ %g",
      dec.div(dec.mul(used, 100), base), s.full, used, base)
  end,
}
