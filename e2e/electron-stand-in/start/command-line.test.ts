import { describe, expect, it } from "vitest";
import { parseCommandLine } from "./command-line.ts";

describe("parseCommandLine", () => {
  it("reads what Playwright passes", () => {
    const values = [
      "-r",
      "/l/loader.js",
      "--no-sandbox",
      "--inspect=0",
      "--remote-debugging-port=0",
      ".",
      "--own=1",
      "x",
    ];
    expect(parseCommandLine(values)).toEqual({
      requires: ["/l/loader.js"],
      inspectPort: 0,
      debuggingPort: 0,
      app: ".",
      switches: [["no-sandbox", ""]],
      isVersionAsked: false,
    });
  });

  it("knows the forms of the inspector and of switches", () => {
    const ports = ["--inspect", "--inspect=127.0.0.1:9300", "--inspect-brk=5"].map(
      (value) => parseCommandLine([value]).inspectPort,
    );
    expect(ports).toEqual([9229, 9300, 5]);
    expect(parseCommandLine(["--user-data-dir=/tmp/a=b", "--headless"]).switches).toEqual([
      ["user-data-dir", "/tmp/a=b"],
      ["headless", ""],
    ]);
    expect([
      parseCommandLine(["--version"]).isVersionAsked,
      parseCommandLine([".", "--version"]).isVersionAsked,
    ]).toEqual([true, false]);
  });
});
