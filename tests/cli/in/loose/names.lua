return {
  api = 1,
  needs = { target = "number", actual = "number" },
  params = { bands = { type = "list", text = "list of [from, to, share]" } },
  score = function(x, s)
    local share = x.actaul / x.target
    if share < 0.6 then return s:rejct("too little") end
    found = false
    for _, band in ipairs(s.param.band) do
      if share * 100 >= band[1] then s:award(dec.mul(s.full, band[3]), "a band") end
    end
    s:find("none", "%g", maths.abs(share))
  end,
}
