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

// What is scored: the budget first, then the indicators.
export function rows(record) {
  const b = record.budget;
  const list = [{ name: "预算执行率", nature: "≥", target: +b.adjusted, actual: +b.executed,
                  weight: +b.weight, claimed: +b.reported_score }];
  for (const i of record.indicators)
    list.push({ name: i.name, nature: i.nature, target: +i.target, actual: +i.actual,
                weight: +i.weight, claimed: +i.reported_score, same: i.target === i.actual });
  return list;
}

export const round2 = (x) => Math.round((x + 1e-9) * 100) / 100;
export const TOLERANCE = 0.05 + 1e-9;
const off = (r, score) => Math.abs(r.claimed - round2(score)) > TOLERANCE;

// The record's result: every row with its points, what was lost and why, and the claims
// that differ (asked here, or by the contender's own rules).
export function result(record, list, scores, differs = list.map((r, i) => off(r, scores[i]))) {
  let total = 0;
  const findings = [];
  const items = list.map((r, index) => {
    const score = round2(scores[index]), deduction = round2(r.weight - score);
    total += score;
    if (differs[index])
      findings.push({ code: "score-mismatch", item: index - 1, claimed: r.claimed,
                      computed: score });
    const why = deduction > 0 ? `未达标：${r.weight} × ${r.actual} ÷ ${r.target}` : "";
    return { index: index - 1, name: r.name, weight: r.weight, score, deduction, why,
             reported: r.claimed };
  });
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
