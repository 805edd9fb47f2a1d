// The rules as those of json-rules-engine, one run a row and one of the whole: points and
// findings are the engine's, from facts that are given and facts computed while it runs.
import { Engine } from "json-rules-engine";
import { TOLERANCE, eachLine, result, round2, rows, whole } from "./lines.mjs";

const test = (fact, operator, value) => ({ fact, operator, value });
const rules = (engine, priority, list) => {
  for (const [type, ...all] of list)
    engine.addRule({ conditions: { all }, event: { type }, priority });
};

const engine = new Engine();
const nature = (sign) => test("nature", "equal", sign);
const actual = (operator) => test("actual", operator, { fact: "target" });
const row = test("index", "greaterThanInclusive", 0);
rules(engine, 2, [
  ["full", nature("定性")],
  ["full", nature("≥"), actual("greaterThanInclusive")],
  ["part", nature("≥"), actual("lessThan")],
  ["full", nature("≤"), actual("lessThanInclusive")],
  ["part", nature("≤"), actual("greaterThan")],
]);
rules(engine, 1, [
  ["score-missing", test("claimed", "equal", null)],
  ["score-mismatch", test("off", "greaterThan", TOLERANCE)],
  ["score-over-weight", test("claimed", "greaterThan", { fact: "weight" })],
  ["unit-suspect", row, { any: [test("ratio", "greaterThan", 100), test("ratio", "lessThan", 0.01)] }],
  ["target-overshot", row, nature("≥"), test("ratio", "greaterThan", 1.3),
   test("ratio", "lessThanInclusive", 100)],
  ["reason-missing", row, test("reason", "equal", ""),
   test("score", "lessThan", { fact: "weight" })],
]);

const facts = (almanac, ...names) => Promise.all(names.map((n) => almanac.factValue(n)));
engine.on("full", async (_, almanac) => almanac.addFact("score", await almanac.factValue("weight")));
engine.on("part", async (_, almanac) => {
  const [weight, a, t] = await facts(almanac, "weight", "actual", "target");
  almanac.addFact("score", (weight * Math.min(a, t)) / Math.max(a, t));
});
engine.addFact("off", async (_, almanac) => {
  const [claimed, score] = await facts(almanac, "claimed", "score");
  return claimed === null ? 0 : Math.abs(claimed - round2(score));
});

const form = new Engine();
rules(form, 1, [
  ["total-mismatch", test("gap", "greaterThan", TOLERANCE)],
  ["weights-total", test("weights", "notEqual", { fact: "printed" })],
  ["weight-template", test("unusual", "equal", true)],
  ["rate-mismatch", test("rates", "greaterThan", 0)],
  ["funds-mismatch", test("sums", "greaterThan", 0)],
  ["reason-missing", test("share", "lessThan", 0.9), test("reason", "equal", "")],
  ["text-conflict", test("told", "greaterThanInclusive", 1)],
]);
form.addFact("gap", async (_, almanac) => {
  const [total, claimed] = await facts(almanac, "total", "claimed");
  return Math.abs(total - claimed);
});

const POINTS = new Set(["full", "part"]);
await eachLine(async (record) => {
  const list = rows(record), scores = [], codes = [], w = whole(record, list);
  for (const r of list) {
    const { almanac, events } = await engine.run(r);
    scores.push(await almanac.factValue("score"));
    codes.push(events.map((event) => event.type).filter((type) => !POINTS.has(type)));
  }
  const count = { "rate-mismatch": w.rates, "funds-mismatch": w.sums };
  const { events } = await form.run(w);
  return result(record, list, scores, codes, events.map(({ type }) => [type, count[type]]));
});
