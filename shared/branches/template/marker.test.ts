import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BranchMarker, readMarker, withoutMarker, writeMarker } from "./marker.ts";

const marker: BranchMarker = {
  id: "tb-0123456789abcdef",
  root: 16_384,
  parentId: null,
  createdAt: "2026-01-01T10:00:00.000Z",
  expiresAt: "2026-01-02T10:00:00.000Z",
  purpose: "work",
  content: "data",
  copy: "template",
  isProtected: false,
  replaces: false,
};

describe("what a branch says in its comment", () => {
  it("can be read by people and by another Steward", () => {
    const comment = writeMarker("Orders of the shop", 'the "shop"', marker);
    expect(comment.split("[steward")[0]).toBe(
      'Orders of the shop\n\nSteward branch of "the \\"shop\\"", made 2026-01-01T10:00:00.000Z, deletes itself after 2026-01-02T10:00:00.000Z. ',
    );
    expect([readMarker(comment), withoutMarker(comment)]).toEqual([marker, "Orders of the shop"]);
  });

  it("comes back whatever stood there before and whatever the root is called", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (own, root) => {
        const before = withoutMarker(own);
        const comment = writeMarker(before, root, marker);
        expect([readMarker(comment), withoutMarker(comment)]).toEqual([marker, before]);
      }),
    );
  });

  it.each([
    "",
    "Orders of the shop",
    'Steward branch of "x". [steward {"v":1}]',
    `Steward branch of "x". [steward not json]`,
    `${writeMarker("", "x", marker)} and a word behind it`,
    writeMarker("", "x", marker).replace("tb-0123", "../../"),
    writeMarker("", "x", marker).replace('"v":1', '"v":2'),
  ])("is not believed where it does not fit: %s", (comment) => {
    expect([readMarker(comment), withoutMarker(comment)]).toEqual([null, comment]);
  });
});
