import { describe, expect, it } from "vitest";
import { scriptText } from "./script-text.ts";

describe("the text of a script", () => {
  it("has what a statement may cost above it, and no remark ends its comment", () => {
    const hazards = [{ code: "dataLoss", message: "Loses\ndata; DROP TABLE x" }] as const;
    expect(
      scriptText(
        [
          { sql: "DROP TABLE a", hazards },
          { sql: "CREATE TABLE b (id int)", hazards: [] },
        ],
        ["From main\u2028to work"],
      ),
    ).toBe("-- From main to work\n\n-- Loses data; DROP TABLE x\nDROP TABLE a;\n\nCREATE TABLE b (id int);\n");
  });
});
