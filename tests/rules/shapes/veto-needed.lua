-- veto-needed.lua: as veto.lua, but somebody must have looked.
return {
  api = 1,
  needs = { ["fact.violation"] = "flag" },
  total = function(x, s)
    if x["fact.violation"] then s:veto("存在违规使用资金，一票否决") end
  end,
}
