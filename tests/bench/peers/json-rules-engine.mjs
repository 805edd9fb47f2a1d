// The rules as those of json-rules-engine, one run a row: the points and the check of the
// claim are both the engine's, as facts computed while it runs.
import { Engine } from "json-rules-engine";
import { TOLERANCE, eachLine, result, round2, rows } from "./lines.mjs";

const engine = new Engine();
const when = (nature, ...more) => ({ all: [{ fact: "nature", operator: "equal", value: nature },
                                           ...more] });
const actual = (operator) => ({ fact: "actual", operator, value: { fact: "target" } });
const rule = (type, priority, conditions) =>
  engine.addRule({ conditions, event: { type }, priority });
rule("full", 2, when("定性"));
rule("full", 2, when("≥", actual("greaterThanInclusive")));
rule("part", 2, when("≥", actual("lessThan")));
rule("full", 2, when("≤", actual("lessThanInclusive")));
rule("part", 2, when("≤", actual("greaterThan")));
rule("score-mismatch", 1, { all: [{ fact: "off", operator: "greaterThan", value: TOLERANCE }] });

const facts = (almanac, ...names) => Promise.all(names.map((n) => almanac.factValue(n)));
engine.on("full", async (_, almanac) => almanac.addFact("score", await almanac.factValue("weight")));
engine.on("part", async (_, almanac) => {
  const [weight, a, t] = await facts(almanac, "weight", "actual", "target");
  almanac.addFact("score", (weight * Math.min(a, t)) / Math.max(a, t));
});
engine.addFact("off", async (_, almanac) => {
  const [claimed, score] = await facts(almanac, "claimed", "score");
  return Math.abs(claimed - round2(score));
});

await eachLine(async (record) => {
  const list = rows(record), scores = [], differs = [];
  for (const r of list) {
    const { almanac, events } = await engine.run(r);
    scores.push(await almanac.factValue("score"));
    differs.push(events.some((event) => event.type === "score-mismatch"));
  }
  return result(record, list, scores, differs);
});
