import { beforeEach, describe, expect, it } from "vitest";
import { Redactor } from "../../ipc/redactor.ts";
import { PageErrorLog } from "./page-error-log.ts";

describe("errors of pages", () => {
  const lines: string[] = [];
  const redactor = new Redactor();
  redactor.add("canary\nvalue");
  let nowMs = 0;
  let log: PageErrorLog;
  beforeEach(() => {
    lines.length = 0;
    nowMs = 0;
    log = new PageErrorLog({ redact: redactor.redact, log: (line) => void lines.push(line), now: () => nowMs });
  });
  const write = (text: string, region = "This tab") => log.write({ logId: "0123abcd", region, text });

  it("are found by their id, with the whole stack and without secrets", () => {
    write("TypeError: canary\nvalue at postgres://ada:s3cret@db/x\n    at Rows (rows.js:1:2)");
    expect(lines).toEqual([
      "page error 0123abcd in This tab: TypeError: [redacted] at postgres://ada:[redacted]@db/x\n        at Rows (rows.js:1:2)",
    ]);
  });

  it("cannot look like other lines, or tell a terminal what to do", () => {
    write("a\r\nsteward: all is well\u2028b\u001b[2Jc\u202ed\u0000", "x\ny\u001b");
    expect(lines).toEqual(["page error 0123abcd in x y : a\n    steward: all is well\n    b [2Jc d "]);
  });

  it("are written 20 times within a minute, and say so when they are not", () => {
    const written = Array.from({ length: 21 }, (_, index) => write(`error ${index}`));
    nowMs = 59_999;
    const late = write("too early");
    nowMs = 60_000;
    expect([written.filter(Boolean).length, written.at(-1), late, write("again")]).toEqual([20, false, false, true]);
    expect([lines.length, lines.at(-1)]).toEqual([21, "page error 0123abcd in This tab: again"]);
  });
});
