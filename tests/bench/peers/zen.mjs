// The rules as decision tables of the Zen engine, one call a record: points of every row, what
// is found of every row, what is found of the whole.
import { ZenEngine } from "@gorules/zen-engine";
import { TOLERANCE, eachLine, result, rows, whole } from "./lines.mjs";

const columns = (fields) =>
  Object.entries(fields).map(([id, field]) => ({ id, name: id, field }));
const blank = (fields) => Object.fromEntries(Object.keys(fields).map((id) => [id, ""]));
const table = (id, hitPolicy, inputs, outputs, rules, loop) => ({
  id, type: "decisionTableNode", name: id,
  content: { hitPolicy, passThrough: true, inputs: columns(inputs), outputs: columns(outputs),
             rules: rules.map((cells, i) => ({ _id: `r${i}`, ...blank(inputs), ...cells })),
             ...loop } });
const text = (word) => JSON.stringify(word);

const nodes = [
  { id: "in", type: "inputNode", name: "in" },
  table("points", "first", { n: "nature", g: "actual - target" }, { s: "score" },
    [["定性", "", "weight"], ["≥", ">= 0", "weight"], ["≥", "", "weight * actual / target"],
     ["≤", "<= 0", "weight"], ["≤", "", "weight * target / actual"]]
      .map(([n, g, s]) => ({ n: text(n), g, s })),
    { executionMode: "loop", inputField: "rows", outputPath: "scored" }),
  table("rows", "collect",
    { row: "index", n: "nature", c: "claimed",
      off: "claimed == null ? 0 : abs(claimed - round(score * 100) / 100)",
      over: "claimed == null ? 0 : claimed - weight", ratio: "ratio", why: "reason",
      lost: "weight - score" }, { code: "code" },
    [{ c: "null", code: text("score-missing") },
     { off: `> ${TOLERANCE}`, code: text("score-mismatch") },
     { over: "> 0", code: text("score-over-weight") },
     { row: ">= 0", ratio: "> 100", code: text("unit-suspect") },
     { row: ">= 0", ratio: "< 0.01", code: text("unit-suspect") },
     { row: ">= 0", n: text("≥"), ratio: "(1.3..100]", code: text("target-overshot") },
     { row: ">= 0", why: '""', lost: "> 0", code: text("reason-missing") }],
    { executionMode: "loop", inputField: "scored", outputPath: "found" }),
  table("whole", "collect",
    { gap: "abs(whole.total - whole.claimed)", weights: "abs(whole.weights - whole.printed)",
      unusual: "whole.unusual", rates: "whole.rates", sums: "whole.sums", share: "whole.share",
      why: "whole.reason", told: "whole.told" }, { code: "code" },
    [{ gap: `> ${TOLERANCE}`, code: text("total-mismatch") },
     { weights: "> 0", code: text("weights-total") },
     { unusual: "true", code: text("weight-template") },
     { rates: "> 0", code: text("rate-mismatch") },
     { sums: "> 0", code: text("funds-mismatch") },
     { share: "< 0.9", why: '""', code: text("reason-missing") },
     { told: ">= 1", code: text("text-conflict") }],
    { outputPath: "foundOfAll" }),
  { id: "out", type: "outputNode", name: "out" },
];
const edges = nodes.slice(1).map((node, i) => (
  { id: `e${i}`, sourceId: nodes[i].id, targetId: node.id, type: "edge" }));
const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify({ nodes, edges })));

await eachLine(async (record) => {
  const list = rows(record), w = whole(record, list);
  const plain = list.map(({ index, nature, target, actual, weight, claimed, ratio, reason }) =>
    nature === "定性" ? { index, nature, target: 0, actual: 0, weight, claimed, ratio: 1, reason }
                      : { index, nature, target, actual, weight, claimed, ratio, reason });
  const { result: answer } = await decision.evaluate({ rows: plain, whole: w });
  const count = { "rate-mismatch": w.rates, "funds-mismatch": w.sums };
  return result(record, list, answer.scored.map((s) => s.score),
                answer.found.map((codes) => codes.map(({ code }) => code)),
                answer.foundOfAll.map(({ code }) => [code, count[code]]));
});
