// The rules as one query of DuckDB. Arguments: FILE THREADS TO
import { DuckDBInstance } from "@duckdb/node-api";

const [, , file, threads = "1", to = "/dev/stdout"] = process.argv;
const row = "STRUCT(name VARCHAR, nature VARCHAR, target VARCHAR, actual VARCHAR, " +
  "weight VARCHAR, reported_score VARCHAR)";
const score = `lambda i: CASE WHEN i.nature = '定性' THEN i.weight::DOUBLE
  WHEN i.nature = '≥' AND i.actual::DOUBLE >= i.target::DOUBLE THEN i.weight::DOUBLE
  WHEN i.nature = '≤' AND i.actual::DOUBLE <= i.target::DOUBLE THEN i.weight::DOUBLE
  ELSE round(i.weight::DOUBLE * least(i.actual::DOUBLE, i.target::DOUBLE) /
             greatest(i.actual::DOUBLE, i.target::DOUBLE) + 1e-9, 2) END`;
const item = `lambda z, n: {index: n - 2, name: z[1].name, weight: z[1].weight::DOUBLE,
  score: z[2], deduction: round(z[1].weight::DOUBLE - z[2], 2),
  why: CASE WHEN z[2] < z[1].weight::DOUBLE
    THEN '未达标：' || z[1].weight || ' × ' || z[1].actual || ' ÷ ' || z[1].target ELSE '' END,
  reported: z[1].reported_score::DOUBLE}`;
const connection = await (await DuckDBInstance.create()).connect();
await connection.run(`SET threads = ${+threads}`);
await connection.run(`COPY (
  WITH r AS (SELECT code, list_prepend({name: '预算执行率', nature: '≥',
      target: budget.adjusted, actual: budget.executed, weight: budget.weight,
      reported_score: budget.reported_score}, indicators) AS list
    FROM read_json('${file}', format = 'newline_delimited', columns = {code: 'VARCHAR',
      budget: 'STRUCT(adjusted VARCHAR, executed VARCHAR, weight VARCHAR,
               reported_score VARCHAR)', indicators: '${row}[]'})),
  s AS (SELECT code, list, list_transform(list, ${score}) AS scores FROM r),
  t AS (SELECT code, scores, list_transform(list_zip(list, scores), ${item}) AS items FROM s)
  SELECT code, least(100, round(list_sum(scores), 2)) AS total, items,
    list_transform(list_filter(items, lambda i: abs(i.reported - i.score) > 0.05 + 1e-9),
      lambda i: {code: 'score-mismatch', item: i.index, claimed: i.reported, computed: i.score})
      AS findings FROM t)
  TO '${to}' (FORMAT json)`);
