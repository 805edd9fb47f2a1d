// The rules as plain JavaScript.
import { eachLine, result, rows } from "./lines.mjs";

function score(r) {
  if (r.nature === "定性") return r.same ? r.weight : 0;
  const met = r.nature === "≥" ? r.actual >= r.target : r.actual <= r.target;
  if (met) return r.weight;
  return (r.weight * Math.min(r.actual, r.target)) / Math.max(r.actual, r.target);
}

await eachLine((record) => {
  const list = rows(record);
  return result(record, list, list.map(score));
});
