-- first.lua：示例规则，照着改。达标得满分；未达标按完成比例得分；完成比例太低不得分。
return {
  api = 1,
  needs = { target = "number", actual = "number" },
  params = {
    pass = { type = "number", default = 0.6, min = 0, max = 1, text = "完成比例低于此数不得分" },
  },
  ---@param x jixiao.Inputs
  ---@param s jixiao.Ledger
  score = function(x, s)
    if x.target <= 0 then
      return s:unscored("指标值为 %g，不能按比例计分", x.target)
    end
    if x.actual >= x.target then
      return s:award(s.full, "达标：完成值 %g，指标值 %g", x.actual, x.target)
    end
    -- 分界用 dec 计算：直接用 / 和 <，恰好在分界上的会判错。
    local share = dec.div(x.actual, x.target)
    if share < s.param.pass then
      return s:reject("完成比例 %.2f%% 低于 %.2f%%", dec.mul(share, 100), dec.mul(s.param.pass, 100))
    end
    -- 先乘后除，只取舍一次。
    s:award(dec.div(dec.mul(s.full, x.actual), x.target), "未达标：%g × %g ÷ %g", s.full, x.actual, x.target)
  end,
}
