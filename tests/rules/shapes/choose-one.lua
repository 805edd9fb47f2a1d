-- choose-one.lua: of the groups named, exactly one counts: the one with points. Two are a
-- fault of the form, and the smaller ones are taken off again.
return {
  api = 1,
  params = {
    groups = { type = "list", text = "其中只计一组的各组名称", default = { "产业发展", "民生保障", "基础设施", "行政运转" } },
  },
  total = function(x, s)
    local best, found = nil, {}
    for _, group in ipairs(x.groups) do
      for _, name in ipairs(s.param.groups) do
        if group.level1 == name and group.score then
          table.insert(found, group)
          if not best or group.score > best.score then best = group end
        end
      end
    end
    for _, group in ipairs(found) do
      if group ~= best then
        s:deduct(group.score, "专用指标只计“%s”一组，不计“%s”", best.level1, group.level1)
      end
    end
  end,
}
