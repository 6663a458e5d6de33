import { describe, expect, it } from "vitest";
import { StreamSource } from "../stream-source.ts";
import { packPage } from "../testing/pack-page.ts";
import { IdentifiedSource } from "./identified-source.ts";

describe("rows of a result", () => {
  it("are named by their key, and by nothing where it is not there", () => {
    const column = { typeOid: 0, typeName: "int4", tableOid: 0, tableColumn: 0, typeModifier: -1 };
    const base = new StreamSource(["v", "b", "a"].map((name) => ({ ...column, name })));
    base.addPage(
      packPage(
        [
          ["x", "2", "1"],
          ["y", null, "1"],
        ],
        3,
      ),
    );
    const source = new IdentifiedSource(base, [
      { column: "a", place: 2 },
      { column: "b", place: 1 },
    ]);
    expect([source.identityOf(0), source.identityOf(1), source.identityOf(7), source.cell(1, 0)?.text]).toEqual([
      [
        { column: "a", value: "1" },
        { column: "b", value: "2" },
      ],
      null,
      null,
      "y",
    ]);
  });
});
