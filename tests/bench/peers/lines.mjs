// Reads FILE (every PARTth of COUNT, by ranges of bytes), calls work(record) for each line
// and prints what it returns. Every peer in JavaScript is run through this.
import fs from "node:fs";

const [, , file, part = "0", count = "1"] = process.argv;

function range() {
  const fd = fs.openSync(file, "r"), size = fs.fstatSync(fd).size;
  const at = (i) => {
    let offset = Math.floor((size * i) / count);
    const byte = Buffer.alloc(1);
    while (offset > 0 && offset < size) {
      fs.readSync(fd, byte, 0, 1, offset - 1);
      if (byte[0] === 10) break;
      offset++;
    }
    return offset;
  };
  const [from, to] = [at(+part), at(+part + 1)];
  fs.closeSync(fd);
  return [from, to];
}

const number = (text) => (text === "" ? null : +text);

// What is scored: the budget first, then the indicators.
export function rows(record) {
  const b = record.budget;
  const list = [{ index: -1, name: "预算执行率", level1: "预算执行", nature: "≥",
                  target: +b.adjusted, actual: +b.executed, weight: +b.weight,
                  claimed: number(b.reported_score), reason: b.reason }];
  for (const i of record.indicators)
    list.push({ index: list.length - 1, name: i.name, level1: i.level1, nature: i.nature,
                target: +i.target, actual: +i.actual, weight: +i.weight,
                claimed: number(i.reported_score), reason: i.reason,
                same: i.target === i.actual });
  for (const r of list) r.ratio = r.actual / r.target;
  return list;
}

export const round2 = (x) => Math.round((x + 1e-9) * 100) / 100;
export const TOLERANCE = 0.05 + 1e-9;
export const CENT = 0.01 + 1e-9;
const USUAL = { 产出指标: 40, 效益指标: 20, 满意度指标: 10, 成本指标: 20 };

// What is asked of the form as a whole, in figures.
export function whole(record, list) {
  const { budget } = record, groups = {};
  let claimed = 0, weights = 0;
  for (const r of list) {
    claimed += r.claimed ?? 0;
    weights += r.weight;
    groups[r.level1] = (groups[r.level1] ?? 0) + r.weight;
  }
  const told = /自评得分(\d+(?:\.(\d+))?)分/.exec(record.conclusion);
  const total = +record.reported_total;
  const off = (f) => +f.adjusted > 0 && f.rate !== "" &&
    Math.abs((100 * f.executed) / f.adjusted - parseFloat(f.rate)) > CENT;
  const wrong = (key) =>
    Math.abs(budget[key] - budget.sources.reduce((sum, f) => sum + +f[key], 0)) >= CENT / 2;
  return {
    total, claimed: round2(claimed), weights: round2(weights), printed: +record.reported_weight,
    told: told ? Math.abs(told[1] - total) / 10 ** -(told[2] ?? "").length + 1e-6 : 0,
    unusual: Object.keys(USUAL).some((g) => g in groups && round2(groups[g]) !== USUAL[g]),
    rates: [budget, ...budget.sources].filter(off).length,
    sums: ["initial", "adjusted", "executed"].filter(wrong).length,
    share: budget.executed / budget.adjusted, reason: budget.reason,
  };
}

const OF_BUDGET = new Set(["rate-mismatch", "funds-mismatch", "reason-missing"]);

// The record's result: every row with its points, what was lost and why, and the findings:
// codes of every row, and of the whole with how many there are of each.
export function result(record, list, scores, codes, more) {
  let total = 0;
  const findings = [];
  const items = list.map((r, i) => {
    const score = round2(scores[i]), deduction = round2(r.weight - score);
    total += score;
    for (const code of codes[i])
      findings.push({ code, item: r.index, claimed: r.claimed, computed: score });
    const why = deduction > 0 ? `未达标：${r.weight} × ${r.actual} ÷ ${r.target}` : "";
    return { index: r.index, name: r.name, weight: r.weight, score, deduction, why,
             reported: r.claimed };
  });
  for (const [code, count = 1] of more)
    for (let n = 0; n < count; n++)
      findings.push({ code, item: OF_BUDGET.has(code) ? -1 : null });
  return JSON.stringify({ code: record.code, total: Math.min(100, round2(total)), items,
                          findings });
}

export async function eachLine(work) {
  const [from, to] = range();
  if (to <= from) return;
  let rest = "", out = [];
  const take = async (line) => {
    if (line) out.push(await work(JSON.parse(line)));
    if (out.length >= 1000) {
      fs.writeSync(1, out.join("\n") + "\n");
      out = [];
    }
  };
  for await (const chunk of fs.createReadStream(file, { start: from, end: to - 1,
      encoding: "utf8", highWaterMark: 1 << 20 })) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop();
    for (const line of lines) await take(line);
  }
  await take(rest);
  if (out.length) fs.writeSync(1, out.join("\n") + "\n");
}
