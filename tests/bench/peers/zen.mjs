// The rules as a decision table of the Zen engine, one call a record, the table in a loop.
import { ZenEngine } from "@gorules/zen-engine";
import { eachLine, result, rows } from "./lines.mjs";

const row = (nature, gap, score, i) => ({ _id: `r${i}`, n: `"${nature}"`, g: gap, s: score });
const table = {
  nodes: [
    { id: "in", type: "inputNode", name: "in" },
    { id: "t", type: "decisionTableNode", name: "t", content: {
      hitPolicy: "first", executionMode: "loop", inputField: "rows", outputPath: "scores",
      inputs: [{ id: "n", name: "n", field: "nature" },
               { id: "g", name: "g", field: "actual - target" }],
      outputs: [{ id: "s", name: "s", field: "score" }],
      rules: [["定性", "", "weight"], ["≥", ">= 0", "weight"],
              ["≥", "", "weight * actual / target"], ["≤", "<= 0", "weight"],
              ["≤", "", "weight * target / actual"]].map((r, i) => row(...r, i)),
    } },
    { id: "out", type: "outputNode", name: "out" },
  ],
  edges: [{ id: "e1", sourceId: "in", targetId: "t", type: "edge" },
          { id: "e2", sourceId: "t", targetId: "out", type: "edge" }],
};
const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(table)));

await eachLine(async (record) => {
  const list = rows(record);
  const plain = list.map((r) => (r.nature === "定性" ? { ...r, target: 0, actual: 0 } : r));
  const answer = await decision.evaluate({ rows: plain });
  return result(record, list, answer.result.scores.map((s) => s.score));
});
