import { describe, expect, it } from "vitest";
import { isTrustedSender } from "./sender.ts";

describe("isTrustedSender", () => {
  const top = { url: "app://steward/index.html" };
  it("takes the top frame of our own page", () => {
    expect(isTrustedSender(top, top)).toBe(true);
  });

  it("refuses a vanished frame, a frame inside the page and another page", () => {
    const elsewhere = { url: "https://evil.example/" };
    expect([
      isTrustedSender(null, top),
      isTrustedSender({ url: top.url }, top),
      isTrustedSender(elsewhere, elsewhere),
      isTrustedSender({ url: "" }, top),
    ]).toEqual([false, false, false, false]);
  });
});
