import { describe, expect, it } from "vitest";
import { decideLink } from "./link-policy.ts";

describe("decideLink", () => {
  it("asks about https links of known hosts", () => {
    expect([
      decideLink("https://www.postgresql.org/docs/18/sql-explain.html#A"),
      decideLink("https://console.neon.tech/app/projects?x=1"),
      decideLink("HTTPS://GitHub.com"),
    ]).toEqual([
      { kind: "ask", url: "https://www.postgresql.org/docs/18/sql-explain.html#A", host: "www.postgresql.org" },
      { kind: "ask", url: "https://console.neon.tech/app/projects?x=1", host: "console.neon.tech" },
      { kind: "ask", url: "https://github.com/", host: "github.com" },
    ]);
  });

  it.each([
    "http://www.postgresql.org/",
    "file:///etc/passwd",
    "smb://host/share",
    "ms-msdt:/id",
    "javascript:alert(1)",
    "data:text/html,x",
    "blob:https://github.com/1",
    "vscode://file/x",
    "mailto:a@github.com",
    "app://steward/index.html",
    "//github.com/x",
    "github.com",
    "",
    "https://",
    "https://user@github.com/",
    "https://github.com@evil.example/",
    "https://github.com:password@evil.example/",
    "https://github.com:8443/",
    "https://evil.example/",
    "https://github.com.evil.example/",
    "https://evilgithub.com/",
    "https://raw.github.com/",
    "https://github.com./",
    "https://g\u0456thub.com/",
    "https://xn--gthub-n2a.com/",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://github.com\\@evil.example/",
    "https:\\\\github.com/",
    " https://github.com/",
    "https://github.com/\n",
    "https://git\thub.com/",
    "java\nscript:alert(1)",
    "https://github.com/\u202Egnp.exe",
    "https://github.com/\u200B",
    "https://github.com/\u0000",
  ])("refuses %j", (text) => {
    expect(decideLink(text).kind).toBe("refuse");
  });
});
