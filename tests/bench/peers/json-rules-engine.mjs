// The rules as events of json-rules-engine, one run a row.
import { Engine } from "json-rules-engine";
import { eachLine, result, rows } from "./lines.mjs";

const engine = new Engine();
const when = (nature, ...more) => ({ all: [{ fact: "nature", operator: "equal", value: nature },
                                           ...more] });
const gap = (operator) => ({ fact: "gap", operator, value: 0 });
engine.addRule({ conditions: when("定性"), event: { type: "full" } });
engine.addRule({ conditions: when("≥", gap("greaterThanInclusive")), event: { type: "full" } });
engine.addRule({ conditions: when("≥", gap("lessThan")), event: { type: "part" } });
engine.addRule({ conditions: when("≤", gap("lessThanInclusive")), event: { type: "full" } });
engine.addRule({ conditions: when("≤", gap("greaterThan")), event: { type: "part" } });

async function score(r) {
  const gap = r.nature === "定性" ? 0 : r.actual - r.target;
  const { events } = await engine.run({ nature: r.nature, gap });
  return events[0].type === "full" ? r.weight
    : (r.weight * Math.min(r.actual, r.target)) / Math.max(r.actual, r.target);
}

await eachLine(async (record) => {
  const list = rows(record), scores = [];
  for (const r of list) scores.push(await score(r));
  return result(record, list, scores);
});
