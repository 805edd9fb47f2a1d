-- share-below.lua: of all projects, those that are not as they should be cost their share.
-- Counted together, or regular projects and projects of a stage each.
return {
  api = 1,
  needs = {
    projects = "number?", faulty = "number?",
    regular_projects = "number?", regular_faulty = "number?",
    once_projects = "number?", once_faulty = "number?",
  },
  score = function(x, s)
    local projects = x.projects or dec.add(x.regular_projects or 0, x.once_projects or 0)
    local faulty = x.faulty or dec.add(x.regular_faulty or 0, x.once_faulty or 0)
    if not (x.faulty or x.regular_faulty or x.once_faulty) or projects <= 0 then
      return s:unscored("没有项目数和问题项目数")
    end
    if faulty < 0 or faulty > projects then
      return s:unscored("共 %g 个项目、%g 个有问题，对不上", projects, faulty)
    end
    s:award(dec.div(dec.mul(s.full, dec.sub(projects, faulty)), projects),
      "共 %g 个项目，%g 个有问题", projects, faulty)
  end,
}
