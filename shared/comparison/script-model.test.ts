import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutSegments, type ScriptStatement } from "./script-model.ts";
import { migrationTexts, segmentedText } from "./script-text.ts";

const statement = (sql: string, transactional = true, endsTransaction = false): ScriptStatement => ({
  sql,
  transactional,
  endsTransaction,
  hazards: [],
});

describe("segments", () => {
  it("keep every statement in its order, one that cannot be in a transaction alone", () => {
    const scripts = fc.array(fc.tuple(fc.boolean(), fc.boolean()), { maxLength: 30 });
    fc.assert(
      fc.property(scripts, (flags) => {
        const script = flags.map(([transactional, ends], at) => statement(`s${at}`, transactional, ends));
        const segments = cutSegments(script);
        expect(segments.flatMap(({ statements }) => statements)).toEqual(script);
        for (const { isTransactional, statements } of segments) {
          expect(isTransactional || statements.length === 1).toBe(true);
          expect(statements.slice(0, -1).some(({ endsTransaction }) => endsTransaction)).toBe(false);
        }
      }),
    );
  });

  it("are told in the text where there are several", () => {
    const script = [statement("A"), statement("B", true, true), statement("C", false), statement("D")];
    expect(segmentedText(script)).toBe(
      "-- Step 1 of 3, in one transaction.\nA;\n\nB;\n\n-- Step 2 of 3, outside of a transaction.\nC;\n\n-- Step 3 of 3, in one transaction.\nD;\n",
    );
    expect(segmentedText([statement("A"), statement("B")])).toBe("A;\n\nB;\n");
  });

  it("become migrations of their own where two transactions follow each other", () => {
    const script = [statement("A", true, true), statement("B"), statement("C", false), statement("D")];
    expect(migrationTexts(script)).toEqual(["A;\n", "B;\n\nC;\n\nD;\n"]);
  });
});
