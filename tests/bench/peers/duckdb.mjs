// The rules as one query of DuckDB. Arguments: FILE THREADS TO
import { DuckDBInstance } from "@duckdb/node-api";

const [, , file, threads = "1", to = "/dev/stdout"] = process.argv;
const row = "STRUCT(nature VARCHAR, target VARCHAR, actual VARCHAR, weight VARCHAR, " +
  "reported_score VARCHAR)";
const score = `lambda i: CASE WHEN i.nature = '定性' THEN i.weight::DOUBLE
  WHEN i.nature = '≥' AND i.actual::DOUBLE >= i.target::DOUBLE THEN i.weight::DOUBLE
  WHEN i.nature = '≤' AND i.actual::DOUBLE <= i.target::DOUBLE THEN i.weight::DOUBLE
  ELSE round(i.weight::DOUBLE * least(i.actual::DOUBLE, i.target::DOUBLE) /
             greatest(i.actual::DOUBLE, i.target::DOUBLE) + 1e-9, 2) END`;
const connection = await (await DuckDBInstance.create()).connect();
await connection.run(`SET threads = ${+threads}`);
await connection.run(`COPY (
  WITH r AS (SELECT code, list_prepend({nature: '≥', target: budget.adjusted,
      actual: budget.executed, weight: budget.weight,
      reported_score: budget.reported_score}, indicators) AS list
    FROM read_json('${file}', format = 'newline_delimited', columns = {code: 'VARCHAR',
      budget: 'STRUCT(adjusted VARCHAR, executed VARCHAR, weight VARCHAR,
               reported_score VARCHAR)', indicators: '${row}[]'})),
  s AS (SELECT code, list, list_transform(list, ${score}) AS scores FROM r)
  SELECT code, least(100, round(list_sum(scores), 2)) AS total,
    len(list_filter(list_zip(list, scores), lambda z:
      abs(z[1].reported_score::DOUBLE - z[2]) > 0.05 + 1e-9)) AS flags FROM s)
  TO '${to}' (FORMAT json)`);
