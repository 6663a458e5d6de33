import { describe, expect, it } from "vitest";
import { Documents } from "./documents.ts";

describe("Documents", () => {
  it("lets the old page go when a reloaded one speaks, and each only once", () => {
    const gone: string[] = [];
    const documents = new Documents((clientId) => gone.push(clientId));
    const ids = [
      documents.enter(1, "aaaaaaaa"),
      documents.enter(1, "aaaaaaaa"),
      documents.enter(2, "aaaaaaaa"),
      documents.enter(1, "bbbbbbbb"),
    ];
    const current = ["window-1-aaaaaaaa", "window-1-bbbbbbbb"].map((id) => documents.isCurrent(1, id));
    documents.leave(2);
    documents.leave(2);
    documents.leave(3);
    expect(ids).toEqual(["window-1-aaaaaaaa", "window-1-aaaaaaaa", "window-2-aaaaaaaa", "window-1-bbbbbbbb"]);
    expect([current, gone]).toEqual([
      [false, true],
      ["window-1-aaaaaaaa", "window-2-aaaaaaaa"],
    ]);
  });

  it("refuses what no preload makes, and keeps the page that is there", () => {
    const gone: string[] = [];
    const documents = new Documents((clientId) => gone.push(clientId));
    documents.enter(1, "aaaaaaaa");
    const refused = [null, 1, "", "short", "a".repeat(65), "with blank", "x\u202Exxxxxxx"].map((id) =>
      documents.enter(1, id),
    );
    expect([refused, gone]).toEqual([Array(7).fill(null), []]);
  });
});
