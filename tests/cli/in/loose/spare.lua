return { api = 1, score = function() end }
