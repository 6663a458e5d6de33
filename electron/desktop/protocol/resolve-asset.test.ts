import { describe, expect, it } from "vitest";
import { isOwnUrl } from "./own-origin.ts";
import { resolveAsset } from "./resolve-asset.ts";

const assets = new Map([
  ["/index.html", "/app/index.html"],
  ["/assets/main.js", "/app/assets/main.js"],
  ["/assets/with space.wasm", "/app/assets/with space.wasm"],
  ["/assets/data.bin", "/app/assets/data.bin"],
]);
const get = (url: string, method = "GET") => resolveAsset(assets, { method, url });

describe("resolveAsset", () => {
  it("answers the files of the build", () => {
    expect([
      get("app://steward/"),
      get("app://steward/index.html?x=1#y"),
      get("app://steward/assets/main.js"),
      get("app://steward/assets/with%20space.wasm"),
      get("app://steward/assets/data.bin", "HEAD"),
    ]).toEqual([
      { status: 200, file: "/app/index.html", contentType: "text/html; charset=utf-8" },
      { status: 200, file: "/app/index.html", contentType: "text/html; charset=utf-8" },
      { status: 200, file: "/app/assets/main.js", contentType: "text/javascript; charset=utf-8" },
      { status: 200, file: "/app/assets/with space.wasm", contentType: "application/wasm" },
      { status: 200, file: "/app/assets/data.bin", contentType: "application/octet-stream" },
    ]);
  });

  it.each([
    ["app://steward/../../etc/passwd", 404],
    ["app://steward/assets/../../../etc/passwd", 404],
    ["app://steward/%2e%2e/%2e%2e/etc/passwd", 404],
    ["app://steward/assets%2f..%2f..%2fetc/passwd", 404],
    ["app://steward/assets\\main.js", 404],
    ["app://steward//index.html", 404],
    ["app://steward/index.html%00.js", 404],
    ["app://steward/INDEX.HTML", 404],
    ["app://steward/%ff", 400],
    ["app://steward/__proto__", 404],
    ["app://other/index.html", 404],
    ["app://user@steward/index.html", 404],
    ["app://steward:80/index.html", 404],
    ["file:///etc/passwd", 404],
    ["https://steward/index.html", 404],
    ["not a url", 404],
  ])("refuses %s", (url, status) => {
    expect(get(url)).toEqual({ status });
  });

  it("answers reading methods only", () => {
    expect(["POST", "PUT", "DELETE", "OPTIONS", "get"].map((method) => get("app://steward/", method))).toEqual(
      Array(5).fill({ status: 405 }),
    );
  });
});

describe("isOwnUrl", () => {
  it("knows our origin from its look-alikes", () => {
    const urls = [
      "app://steward/a",
      "app://steward.evil/",
      "xapp://steward/",
      "app://stewa\u0433d/",
      "app:steward",
      "",
    ];
    expect(urls.map(isOwnUrl)).toEqual([true, false, false, false, false, false]);
  });
});
