-- veto.lua: one violation and the form has nothing.
return {
  api = 1,
  needs = { ["fact.violation"] = "flag?" },
  total = function(x, s)
    if not x["fact.violation"] then return end
    s:veto("存在违规使用资金，一票否决")
    s:find("violation", "违规使用资金，总分 %g 作废", x.sum)
  end,
}
