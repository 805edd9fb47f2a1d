/* Tables of the page: sorted, filtered and cut into pages from the data in its script
 * elements. Texts only ever become text nodes. */
(function () {
"use strict";
var SIZE = 100, PRINTED = 5000;
function read(node) { return JSON.parse(node.textContent); }
var words = read(document.getElementById("words"));
var titles = read(document.getElementById("codes"));
var severities = ["info", "warning", "error"];
var collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

function say(word, a, b) { return words[word].replace("%1", a).replace("%2", b); }
function make(tag, options) {
  var node = document.createElement(tag), o = options || {};
  if (o.text !== undefined && o.text !== null) node.textContent = o.text;
  if (o.cls) node.className = o.cls;
  Object.keys(o.at || {}).forEach(function (k) { node.setAttribute(k, o.at[k]); });
  for (var i = 2; i < arguments.length; i++) if (arguments[i]) node.appendChild(arguments[i]);
  return node;
}
function cell(row, text, cls) { row.appendChild(make("td", { text: text, cls: cls })); }
function shown(number) { return number === null ? "–" : String(number); }
/* Long texts and whole paths would break a table: the rest is in the cell's title. */
function short(row, text, most, cls) {
  cell(row, text.length > most ? text.slice(0, most) + "…" : text, cls);
  if (text.length > most) row.lastChild.title = text;
}
function place(source) { return source.slice(source.lastIndexOf("/") + 1); }
function figure(text) { return /^\s*-?\d+(\.\d+)?\s*$/.test(text || "") ? parseFloat(text) : null; }
function minus(a, b) { return a === null || b === null ? null : Math.round((a - b) * 1e4) / 1e4; }

/* ---- data: only what the tables need; a ledger is read when it is opened ---- */
var projects = [], findings = [];
function addFinding(f, project, code, name) {
  findings.push({ project: project, code: f[0], severity: f[1], indicator: f[2], claimed: f[3],
    computed: f[4], points: f[5] === null ? null : Math.abs(f[5]), message: f[6], source: f[7],
    rank: f[1] * 1e6 + Math.abs(f[5] || 0), kind: titles[f[0]] || f[0], record: code, form: name,
    words: [code, name, f[0], titles[f[0]], f[2], f[6]].join("\n").toLowerCase() });
}
document.querySelectorAll("script.p").forEach(function (node) {
  var r = read(node), claimed = figure(r[5]), counts = [0, 0, 0], decided = words.reviewed ? r[14] : null;
  var p = { node: node, name: r[0], code: r[1], department: r[2], unit: r[3] || r[2], year: r[4],
    printed: r[5], claimed: claimed, total: r[6], reviewed: decided, difference: minus(claimed, decided === null ? r[6] : decided),
    grade: words.reviewed ? r[15] : r[7],
    findings: r[13].length, words: [r[0], r[1], r[2], r[3]].join("\n").toLowerCase() };
  r[13].forEach(function (f) { counts[f[1]]++; addFinding(f, p, r[1], r[0]); });
  p.counts = counts; p.weight = counts[2] * 1e6 + counts[1] * 1e3 + counts[0];
  p.lost = r[11].filter(function (i) { return i[5] !== null && i[7] !== null && i[7] < i[5]; })
    .map(function (i) { return [i[2], minus(i[5], i[7])]; })
    .sort(function (a, b) { return b[1] - a[1]; }).slice(0, 3);
  projects.push(p);
});
document.querySelectorAll("script.f").forEach(function (node) {
  var r = read(node); addFinding(r[2], null, r[0], r[1]);
});

/* ---- one table ---- */
function blank(value) { return value === null || value === ""; }
function compare(a, b, sign) { /* blanks last, whichever way */
  if (blank(a) || blank(b)) return blank(a) - blank(b);
  return sign * (typeof a === "number" ? a - b : collator.compare(a, b));
}
function Grid(box, spec) {
  var grid = this;
  this.spec = spec; this.sort = spec.sort; this.page = 0; this.query = ""; this.size = SIZE;
  this.values = spec.filters.map(function () { return ""; });
  this.status = make("p", { at: { role: "status" } });
  var tools = make("div", { cls: "tools" });
  var search = make("input", { at: { type: "search" } });
  search.addEventListener("input", function () { grid.query = search.value.toLowerCase().trim(); grid.again(); });
  tools.appendChild(make("label", { text: words.search }, search));
  spec.filters.forEach(function (filter, i) {
    if (filter.options.length < 2 || filter.options.length > 500) return;
    var select = make("select");
    select.appendChild(make("option", { text: words.all, at: { value: "" } }));
    filter.options.forEach(function (o) { select.appendChild(make("option", { text: o[1], at: { value: o[0] } })); });
    select.addEventListener("change", function () { grid.values[i] = select.value; grid.again(); });
    tools.appendChild(make("label", { text: filter.label }, select));
  });
  tools.appendChild(this.status);
  var head = make("tr");
  this.heads = spec.columns.map(function (column) {
    var button = make("button", { text: column.label, at: { type: "button", title: words.sort } });
    var th = make("th", { at: { scope: "col" }, cls: (column.cls || "") + " w-" + column.key }, button,
      make("span", { text: column.label, cls: "printed", at: { "aria-hidden": "true" } }));
    button.addEventListener("click", function () {
      var down = grid.sort.key === column.key ? !grid.sort.down : !!column.down;
      grid.sort = { key: column.key, down: down }; grid.again();
    });
    head.appendChild(th);
    return th;
  });
  this.table = make("table", { cls: "grid" }, make("caption", { text: spec.caption, cls: "hidden" }), make("thead", {}, head));
  this.back = this.turn(-1, words.back); this.on = this.turn(1, words.on);
  this.where = make("span");
  this.pages = make("div", { cls: "pages" }, this.back, this.where, this.on);
  [tools, make("div", { cls: "scroll" }, this.table), this.pages].forEach(function (n) { box.appendChild(n); });
  this.again();
}
Grid.prototype.turn = function (by, word) {
  var grid = this, button = make("button", { text: word, at: { type: "button" } });
  button.addEventListener("click", function () { grid.page += by; grid.draw(); grid.table.scrollIntoView(); });
  return button;
};
Grid.prototype.again = function () {
  var grid = this, key = this.sort.key, sign = this.sort.down ? -1 : 1;
  this.rows = this.spec.rows.filter(function (row) {
    return (!grid.query || row.words.indexOf(grid.query) >= 0) &&
      grid.spec.filters.every(function (f, i) { return !grid.values[i] || f.test(row, grid.values[i]); });
  });
  if (key) this.rows.sort(function (a, b) { return compare(a[key], b[key], sign); });
  this.spec.columns.forEach(function (column, i) {
    if (column.key === key) grid.heads[i].setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
    else grid.heads[i].removeAttribute("aria-sort");
  });
  this.page = 0;
  this.draw();
};
Grid.prototype.draw = function () {
  var grid = this, pages = Math.max(1, Math.ceil(this.rows.length / this.size));
  Array.prototype.slice.call(this.table.tBodies).forEach(function (body) { body.remove(); });
  this.rows.slice(this.page * this.size, (this.page + 1) * this.size).forEach(function (row) {
    grid.table.appendChild(grid.spec.draw(row));
  });
  if (!this.rows.length)
    this.table.appendChild(make("tbody", {}, make("tr", {}, make("td", { text: words.nothing, at: { colspan: this.heads.length } }))));
  this.status.textContent = say("shown", this.rows.length, this.spec.rows.length);
  this.where.textContent = say("page", this.page + 1, pages);
  this.back.disabled = this.page === 0; this.on.disabled = this.page + 1 >= pages;
  this.pages.hidden = pages < 2;
};
Grid.prototype.print = function (on) {
  this.size = on ? PRINTED : SIZE;
  if (this.note) this.note.remove();
  this.note = on && this.rows.length > PRINTED ? make("p", { text: say("cut", PRINTED) }) : null;
  if (this.note) this.table.parentNode.appendChild(this.note);
  if (on) this.kept = this.page;
  this.page = on ? 0 : this.kept || 0;
  this.draw();
};
function distinct(rows, key) {
  var seen = new Set(rows.map(function (r) { return r[key]; }).filter(Boolean));
  return Array.from(seen).sort(collator.compare).map(function (v) { return [v, v]; });
}

/* ---- a ledger ---- */
function severity(index) {
  return make("span", { text: words[severities[index]], cls: "sev " + severities[index] });
}
function steps(lines) {
  var list = make("ul", { cls: "steps" });
  lines.forEach(function (line) {
    var item = make("li", { text: line[0] + "　" + line[1] + " " });
    if (line[2]) item.appendChild(make("code", { text: "[" + line[2] + "]" }));
    list.appendChild(item);
  });
  return list;
}
function decisions(box, list) { /* a 0 ends the list */
  list.slice(0, -1).forEach(function (text) { box.appendChild(make("p", { text: words.reviewed + "　" + text, cls: "decided" })); });
}
function itemRow(i) {
  var less = i[5] !== null && i[7] !== null && i[7] < i[5];
  var tr = make("tr", { cls: less ? "short" : "" }), why = make("td", { cls: "prose" });
  tr.appendChild(make("th", { at: { scope: "row" } },
    make("span", { text: [i[0], i[1]].filter(Boolean).join(" / "), cls: "level" }), document.createTextNode(i[2])));
  cell(tr, i[3], "figure"); cell(tr, i[4], "figure");
  cell(tr, shown(i[5]), "n"); short(tr, i[6] === "" ? words.blank : i[6] || "–", 24, "claim"); cell(tr, shown(i[7]), "n");
  if (words.reviewed) cell(tr, i[11] === null ? "" : shown(i[11]), "n");
  why.appendChild(steps(i[10]));
  if (words.reviewed) decisions(why, i[12]);
  if (i[8]) why.appendChild(make("p", { text: words.clause + "　" + i[8] }));
  if (i[9]) why.appendChild(make("p", { text: words.reason + "　" + i[9] }));
  tr.appendChild(why);
  return tr;
}
function headRow(labels, numeric) {
  var tr = make("tr");
  labels.forEach(function (label) {
    tr.appendChild(make("th", { text: words[label], at: { scope: "col" }, cls: numeric.indexOf(label) >= 0 ? "n" : "" }));
  });
  return make("thead", {}, tr);
}
function ledger(p) {
  var r = read(p.node), box = make("div", { cls: "ledger" }), body = make("tbody");
  var facts = [[words.department, r[2]], [words.unit, r[3]], [words.year, r[4]], [words.pack, r[8]], [words.weights, r[10]], [words.source, r[9]]];
  box.appendChild(make("p", { text: facts.filter(function (f) { return f[1]; })
    .map(function (f) { return f[0] + "　" + f[1]; }).join("　｜　") }));
  if (r[11].length) {
    r[11].forEach(function (i) { body.appendChild(itemRow(i)); });
    box.appendChild(make("div", { cls: "scroll" }, make("table", {},
      headRow(["indicator", "target", "actual", "weight", "claimed", "score"].concat(words.reviewed ? ["reviewed"] : [], "why"),
        ["weight", "claimed", "score", "reviewed"]), body)));
  }
  if (r[12].length) box.appendChild(steps(r[12]));
  box.appendChild(make("p", { text: words.total + "　" + words.claimed + " " + (r[5] || "–") + "　" +
    words.score + " " + shown(r[6]) + "　" + r[7] + (p.reviewed === null ? "" : "　" + words.reviewed + " " + p.reviewed + "　" + p.grade) }));
  if (words.reviewed) decisions(box, r[16]);
  if (r[13].length) {
    box.appendChild(make("h3", { text: words.findings }));
    var list = make("ul", { cls: "steps" });
    r[13].forEach(function (f) {
      var item = make("li", {}, severity(f[1]));
      item.appendChild(document.createTextNode("　" + [titles[f[0]] || f[0], f[2], f[6]].filter(Boolean).join("　") + " "));
      if (f[7]) item.appendChild(make("code", { text: "[" + place(f[7]) + "]" }));
      list.appendChild(item);
    });
    box.appendChild(list);
  }
  return box;
}

/* ---- the two tables ---- */
function counted(counts) {
  return [2, 1, 0].filter(function (s) { return counts[s]; })
    .map(function (s) { return words[severities[s]] + " " + counts[s]; }).join("　") || words.none;
}
function projectBody(p) {
  var tr = make("tr"), more = make("tr", { cls: "more" }), body = make("tbody", {}, tr, more);
  cell(tr, p.code, "code"); tr.appendChild(make("th", { text: p.name, cls: "name", at: { scope: "row" } })); cell(tr, p.unit, "unit");
  short(tr, p.printed === "" ? words.blank : p.printed || "–", 24, "claim"); cell(tr, shown(p.total), "n");
  if (words.reviewed) cell(tr, p.reviewed === null ? "" : shown(p.reviewed), "n");
  cell(tr, shown(p.difference), "n"); cell(tr, p.grade || "–"); cell(tr, counted(p.counts), "nowrap");
  var hint = p.lost.map(function (l) { return l[0] + " " + say("lost", l[1]); }).join("；");
  var details = make("details", {}, make("summary", { text: words.ledger + (hint ? "：" + hint : "") }));
  details.open = !!p.open;
  if (p.open) details.appendChild(ledger(p));
  more.classList.toggle("open", !!p.open);
  details.addEventListener("toggle", function () {
    p.open = details.open;
    more.classList.toggle("open", p.open);
    if (p.open && details.childNodes.length < 2) details.appendChild(ledger(p));
  });
  more.appendChild(make("td", { cls: "fold", at: { colspan: words.reviewed ? 9 : 8 } }, details));
  return body;
}
function findingBody(f) {
  var tr = make("tr");
  tr.appendChild(make("td", {}, severity(f.severity))); cell(tr, f.kind, "kind");
  tr.appendChild(make("td", { cls: "name" }, make("span", { text: f.record, cls: "level" }), document.createTextNode(f.form)));
  cell(tr, f.indicator, "name");
  short(tr, f.claimed === "" ? words.blank : f.claimed || "–", 24, "claim"); cell(tr, shown(f.computed), "n");
  cell(tr, shown(f.points), "n"); cell(tr, f.message, "why prose"); cell(tr, place(f.source), "from");
  tr.lastChild.title = f.source;
  return make("tbody", {}, tr);
}
if (projects.length === 1) projects[0].open = true; /* there is nothing to choose from */
var grids = [
  new Grid(document.getElementById("findings"), { caption: words.findings, rows: findings, sort: { key: "rank", down: true },
    columns: [{ key: "rank", label: words.severity, down: true }, { key: "kind", label: words.kind },
      { key: "form", label: words.form }, { key: "indicator", label: words.indicator },
      { key: "claimed", label: words.claimed, cls: "n" }, { key: "computed", label: words.score, cls: "n", down: true },
      { key: "points", label: words.points, cls: "n", down: true }, { key: "message", label: words.why },
      { key: "source", label: words.source }],
    filters: [{ label: words.severity, options: [[2, 0], [1, 0], [0, 0]].map(function (s) { return [s[0], words[severities[s[0]]]]; }),
        test: function (f, v) { return String(f.severity) === v; } },
      { label: words.kind, options: distinct(findings, "kind"), test: function (f, v) { return f.kind === v; } }],
    draw: findingBody }),
  new Grid(document.getElementById("projects"), { caption: words.name, rows: projects, sort: { key: "", down: false },
    columns: [{ key: "code", label: words.code }, { key: "name", label: words.name }, { key: "unit", label: words.unit },
      { key: "claimed", label: words.claimed, cls: "n", down: true }, { key: "total", label: words.score, cls: "n", down: true }].concat(
      words.reviewed ? [{ key: "reviewed", label: words.reviewed, cls: "n", down: true }] : [],
      [{ key: "difference", label: words.difference, cls: "n", down: true }, { key: "grade", label: words.grade },
      { key: "weight", label: words.findings, down: true }]),
    filters: [{ label: words.grade, options: distinct(projects, "grade"), test: function (p, v) { return p.grade === v; } },
      { label: words.unit, options: distinct(projects, "unit"), test: function (p, v) { return p.unit === v; } },
      { label: words.findings, options: [["1", words["with"]], ["0", words.without]],
        test: function (p, v) { return (p.findings > 0) === (v === "1"); } }],
    draw: projectBody })
];
window.addEventListener("beforeprint", function () { grids.forEach(function (g) { g.print(true); }); });
window.addEventListener("afterprint", function () { grids.forEach(function (g) { g.print(false); }); });
})();
