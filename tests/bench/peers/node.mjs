// The rules as plain JavaScript.
import { TOLERANCE, eachLine, result, round2, rows, whole } from "./lines.mjs";

function score(r) {
  if (r.nature === "定性") return r.same ? r.weight : 0;
  const met = r.nature === "≥" ? r.actual >= r.target : r.actual <= r.target;
  if (met) return r.weight;
  return (r.weight * Math.min(r.actual, r.target)) / Math.max(r.actual, r.target);
}

function findings(r, score) {
  const codes = [];
  if (r.claimed === null) codes.push("score-missing");
  else if (Math.abs(r.claimed - round2(score)) > TOLERANCE) codes.push("score-mismatch");
  if (r.claimed > r.weight) codes.push("score-over-weight");
  if (r.index < 0) return codes;
  if (r.ratio > 100 || r.ratio < 0.01) codes.push("unit-suspect");
  else if (r.nature === "≥" && r.ratio > 1.3) codes.push("target-overshot");
  if (score < r.weight && r.reason === "") codes.push("reason-missing");
  return codes;
}

function findingsOfAll(w) {
  const codes = [];
  if (Math.abs(w.total - w.claimed) > TOLERANCE) codes.push(["total-mismatch"]);
  if (w.weights !== w.printed) codes.push(["weights-total"]);
  if (w.unusual) codes.push(["weight-template"]);
  if (w.rates) codes.push(["rate-mismatch", w.rates]);
  if (w.sums) codes.push(["funds-mismatch", w.sums]);
  if (w.share < 0.9 && w.reason === "") codes.push(["reason-missing"]);
  if (w.told >= 1) codes.push(["text-conflict"]);
  return codes;
}

await eachLine((record) => {
  const list = rows(record), scores = list.map(score);
  return result(record, list, scores, list.map((r, i) => findings(r, scores[i])),
                findingsOfAll(whole(record, list)));
});
