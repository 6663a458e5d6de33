import { describe, expect, it } from "vitest";
import { formatBytes, formatMs, formatTable, visible } from "./output.ts";

describe("tables of the command line", () => {
  it("align text left and numbers right", () => {
    const table = formatTable(
      [
        { title: "name", text: (row: [string, number]) => row[0] },
        { title: "rows", text: (row) => String(row[1]), isNumber: true },
      ],
      [
        ["runs", 7],
        ["run_events", 1_000_000],
      ],
    );
    expect(table.split("\n")).toEqual([
      "name           rows",
      "──────────  ───────",
      "runs              7",
      "run_events  1000000",
    ]);
  });

  it("show what would move the cursor or turn the text", () => {
    expect(visible("a\nb\u001b[2J\u202ec")).toBe("a\\u{a}b\\u{1b}[2J\\u{202e}c");
    expect(formatTable([{ title: "n", text: (row: string) => row }], ["x\ny"]).split("\n")).toHaveLength(3);
  });

  it("have titles even without rows", () => {
    expect(formatTable([{ title: "name", text: (row: string) => row }], [])).toBe("name\n────");
  });
});

describe("figures", () => {
  it("are short", () => {
    expect([0, 512, 1536, 10 * 1024 ** 2, 3 * 1024 ** 4, null].map(formatBytes)).toEqual([
      "0 B",
      "512 B",
      "1.5 kB",
      "10 MB",
      "3.0 TB",
      "–",
    ]);
    expect([0.4216, 130.4, 2449, null].map(formatMs)).toEqual(["0.42 ms", "130 ms", "2.4 s", "–"]);
  });
});
