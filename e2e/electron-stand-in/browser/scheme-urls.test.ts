import { describe, expect, it } from "vitest";
import { admitConnection, createSchemeUrls } from "./scheme-urls.ts";

describe("createSchemeUrls", () => {
  const urls = createSchemeUrls(4321, (scheme) => scheme === "app");

  it.each([
    ["app://steward/index.html?a=1#b", "http://steward.app.localhost:4321/index.html?a=1#b"],
    ["app://steward/", "http://steward.app.localhost:4321/"],
  ])("serves %s and finds it again", (own, served) => {
    expect([urls.toHttp(own), urls.fromHttp(served)]).toEqual([served, own]);
  });

  it("leaves other addresses alone", () => {
    const others = ["https://example.com/", "about:blank", "file:///x", "http://steward.app.localhost:1/x"];
    expect([others.map(urls.toHttp), others.map(urls.fromHttp)]).toEqual([others, others]);
  });
});

describe("admitConnection", () => {
  it.each([
    ["default-src 'none'; connect-src 'self'", "default-src 'none'; connect-src 'self' ws://x"],
    ["connect-src 'none'; script-src 'self'", "script-src 'self'; connect-src ws://x"],
    ["default-src 'none'", "default-src 'none'; connect-src ws://x"],
    ["script-src 'self'", "script-src 'self'"],
    ["", ""],
  ])("widens %j only as far as it must", (policy, widened) => {
    expect(admitConnection(policy, "ws://x")).toBe(widened);
  });
});
