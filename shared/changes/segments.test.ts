import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { segmentsOf } from "./segments.ts";

const statement = (isTransactional: boolean, index: number) => ({ isTransactional, index });

describe("segmentsOf", () => {
  it("keeps what can share a transaction together and the rest alone", () => {
    const segments = segmentsOf([true, true, false, false, true].map(statement));
    expect(segments.map((segment) => segment.statements.map(({ index }) => index))).toEqual([[0, 1], [2], [3], [4]]);
    expect(segments.map((segment) => segment.isTransactional)).toEqual([true, false, false, true]);
  });

  it("never reorders, loses or mixes anything", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean()), (kinds) => {
        const statements = kinds.map(statement);
        const segments = segmentsOf(statements);
        expect(segments.flatMap((segment) => segment.statements)).toEqual(statements);
        for (const { isTransactional, statements: own } of segments) {
          expect(own.every((one) => one.isTransactional === isTransactional)).toBe(true);
          if (!isTransactional) expect(own).toHaveLength(1);
        }
      }),
    );
  });
});
