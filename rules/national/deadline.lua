-- deadline.lua: kept, full weight. What a late day costs no regulation says: a person
-- judges, unless the pack sets points for every day late.
return {
  api = 1,
  needs = { nature = "text", target = "date", actual = "date" },
  params = {
    points_a_day = {
      type = "number", default = 0, min = 0, max = 1000000,
      text = "每逾期一天扣几分；0 表示逾期由人评定",
    },
  },
  score = function(x, s)
    local late = x.actual - x.target
    if x.nature == "≥" or x.nature == "＞" then late = -late end
    if late <= 0 then return s:award(s.full, "按期完成，期限前 %d 天", -late) end
    if s.param.points_a_day == 0 then
      return s:unscored("未按期限，相差 %d 天，扣几分由人评定", late)
    end
    s:award(s.full, "满分 %g", s.full)
    s:deduct(dec.mul(s.param.points_a_day, late), "未按期限，相差 %d 天，每天扣 %g 分",
      late, s.param.points_a_day)
  end,
}
