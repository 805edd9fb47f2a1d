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

export function rows(record) {
  const b = record.budget;
  const list = [{ nature: "≥", target: +b.adjusted, actual: +b.executed, weight: +b.weight,
                  claimed: +b.reported_score }];
  for (const i of record.indicators)
    list.push({ nature: i.nature, target: +i.target, actual: +i.actual, weight: +i.weight,
                claimed: +i.reported_score, same: i.target === i.actual });
  return list;
}

export const round2 = (x) => Math.round((x + 1e-9) * 100) / 100;

export function result(record, list, scores) {
  let total = 0, flags = 0;
  scores.forEach((score, i) => {
    const s = round2(score);
    total += s;
    flags += Math.abs(list[i].claimed - s) > 0.05 + 1e-9 ? 1 : 0;
  });
  return JSON.stringify({ code: record.code, total: Math.min(100, round2(total)), flags });
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
