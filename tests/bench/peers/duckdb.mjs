// The rules as one query of DuckDB. Arguments: FILE THREADS TO
import { DuckDBInstance } from "@duckdb/node-api";

const [, , file, threads = "1", to = "/dev/stdout"] = process.argv;
const struct = (...names) => `STRUCT(${names.map((name) => `${name} VARCHAR`).join(", ")}`;
const row = struct("level1", "name", "nature", "target", "actual", "weight", "reported_score",
  "reason") + ")";
const funds = struct("initial", "adjusted", "executed", "rate");
const read = `lambda r, n: {index: n - 2, level1: r.level1, name: r.name, nature: r.nature,
  target: TRY_CAST(r.target AS DOUBLE), actual: TRY_CAST(r.actual AS DOUBLE),
  weight: r.weight::DOUBLE, reported: TRY_CAST(r.reported_score AS DOUBLE), reason: r.reason,
  figures: r.weight || ' × ' || r.actual || ' ÷ ' || r.target}`;
const score = `lambda r: CASE WHEN r.nature = '定性' THEN r.weight
  WHEN r.nature = '≥' AND r.actual >= r.target THEN r.weight
  WHEN r.nature = '≤' AND r.actual <= r.target THEN r.weight
  ELSE round(r.weight * least(r.actual, r.target) / greatest(r.actual, r.target) + 1e-9, 2) END`;
const item = `lambda z: {index: z[1].index, name: z[1].name, weight: z[1].weight, score: z[2],
  deduction: round(z[1].weight - z[2], 2),
  why: CASE WHEN z[2] < z[1].weight THEN '未达标：' || z[1].figures ELSE '' END,
  reported: z[1].reported}`;

// Findings of rows: where each condition holds. r: the row, s: its score.
const ratio = "r.actual / r.target";
const checks = {
  "score-missing": "r.reported IS NULL",
  "score-mismatch": "abs(r.reported - s) > 0.05 + 1e-9",
  "score-over-weight": "r.reported > r.weight",
  "unit-suspect": `r.index >= 0 AND (${ratio} > 100 OR ${ratio} < 0.01)`,
  "target-overshot": `r.index >= 0 AND r.nature = '≥' AND ${ratio} > 1.3 AND ${ratio} <= 100`,
  "reason-missing": "r.index >= 0 AND s < r.weight AND r.reason = ''",
};
const ofRows = Object.entries(checks).map(([code, condition]) =>
  `list_transform(list_filter(list_zip(list, scores), lambda z:
     ${condition.replace(/\br\./g, "z[1].").replace(/\bs\b/g, "z[2]")}),
   lambda z: {code: '${code}', item: z[1].index, claimed: z[1].reported, computed: z[2]})`);

// Findings of the whole: how many there are of each, and of what.
const group = (level1, weight) => `list_sum(list_transform(list_filter(list,
  lambda r: r.level1 = '${level1}'), lambda r: r.weight)) <> ${weight}`;
const total = "reported_total::DOUBLE", sum = (list) => `coalesce(list_sum(${list}), 0)`;
const amounts = (key) => `abs(budget.${key}::DOUBLE - ${sum(`list_transform(budget.sources,
  lambda f: f.${key}::DOUBLE)`)}) >= 0.005`;
const off = (f) => `${f}.adjusted::DOUBLE > 0 AND abs(100 * ${f}.executed::DOUBLE /
  ${f}.adjusted::DOUBLE - rtrim(${f}.rate, '%')::DOUBLE) > 0.01 + 1e-9`;
const whole = [
  ["total-mismatch", "NULL", `abs(${total} - ${sum("list_transform(list, lambda r: r.reported)")}) > 0.05 + 1e-9`],
  ["weights-total", "NULL", `${sum("list_transform(list, lambda r: r.weight)")} <> reported_weight::DOUBLE`],
  ["weight-template", "NULL", [["产出指标", 40], ["效益指标", 20], ["满意度指标", 10], ["成本指标", 20]]
    .map(([level1, weight]) => `coalesce(${group(level1, weight)}, false)`).join(" OR ")],
  ["rate-mismatch", -1, off("budget")],
  ["rate-mismatch", -1, `len(list_filter(budget.sources, lambda f: ${off("f")})) > 0`],
  ...["initial", "adjusted", "executed"].map((key) => ["funds-mismatch", -1, amounts(key)]),
  ["reason-missing", -1, "budget.reason = '' AND budget.executed::DOUBLE < 0.9 * budget.adjusted::DOUBLE"],
  ["text-conflict", "NULL", `abs(TRY_CAST(told AS DOUBLE) - ${total}) + 1e-9 >=
    pow(10, -len(split_part(told, '.', 2)))`],
].map(([code, item, condition]) => `CASE WHEN ${condition}
  THEN [{code: '${code}', item: ${item}::BIGINT, claimed: NULL::DOUBLE, computed: NULL::DOUBLE}] ELSE [] END`);

const connection = await (await DuckDBInstance.create()).connect();
await connection.run(`SET threads = ${+threads}`);
await connection.run(`COPY (
  WITH r AS (SELECT *, list_transform(list_prepend({level1: '预算执行', name: '预算执行率', nature: '≥',
      target: budget.adjusted, actual: budget.executed, weight: budget.weight,
      reported_score: budget.reported_score, reason: budget.reason}, indicators), ${read}) AS list,
      regexp_extract(conclusion, '自评得分([0-9]+([.][0-9]+)?)分', 1) AS told
    FROM read_json('${file}', format = 'newline_delimited', columns = {code: 'VARCHAR',
      budget: '${funds}, weight VARCHAR, reported_score VARCHAR, reason VARCHAR, sources ${funds})[])',
      indicators: '${row}[]', reported_weight: 'VARCHAR', reported_total: 'VARCHAR',
      conclusion: 'VARCHAR'})),
  s AS (SELECT *, list_transform(list, ${score}) AS scores FROM r),
  t AS (SELECT *, list_transform(list_zip(list, scores), ${item}) AS items FROM s)
  SELECT code, least(100, round(list_sum(scores), 2)) AS total, items,
    flatten([${[...ofRows, ...whole].join(",\n")}]) AS findings FROM t)
  TO '${to}' (FORMAT json)`);
