import { describe, expect, it } from "vitest";
import { groupedHash, shortHash, shortId, titleOf } from "./short-hash.ts";

describe("shortened hashes", () => {
  const hash = `9f3c71ab04d2${"0".repeat(48)}e07d`;

  it("keep both ends", () => {
    expect([groupedHash(hash), shortHash(hash)]).toEqual(["9f3c 71ab 04d2 … e07d", "9f3c…e07d"]);
  });

  it("leave a short text whole", () => {
    expect([groupedHash("abcd"), shortHash("abcdefgh"), shortId("1f6c2b1e-aaaa-bbbb")]).toEqual([
      "abcd",
      "abcdefgh",
      "1f6c2b1e",
    ]);
  });
});

it("makes a title of a file name", () => {
  expect([titleOf("add_run-index"), titleOf("x")]).toEqual(["Add run index", "X"]);
});
