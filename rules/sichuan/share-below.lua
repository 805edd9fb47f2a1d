-- share-below.lua: of all projects, those that are not as they should be cost their share.
return {
  api = 1,
  needs = { projects = "number", faulty = "number" },
  score = function(x, s)
    if x.projects <= 0 or x.faulty < 0 or x.faulty > x.projects then
      return s:unscored("共 %g 个项目、%g 个有问题，对不上", x.projects, x.faulty)
    end
    s:award(dec.div(dec.mul(s.full, dec.sub(x.projects, x.faulty)), x.projects),
      "共 %g 个项目，%g 个有问题", x.projects, x.faulty)
  end,
}
