import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openLogFile } from "./log-file.ts";

describe("openLogFile", () => {
  const made = { folder: "" };
  const now = () => new Date("2026-01-02T03:04:05Z");
  beforeEach(() => {
    made.folder = mkdtempSync(join(tmpdir(), "steward-log-"));
  });
  afterEach(() => rmSync(made.folder, { recursive: true, force: true }));

  it("writes each line at once, with its time, for this user only", () => {
    const file = join(made.folder, "logs", "desktop.log");
    openLogFile(file, now)("first");
    openLogFile(file, now)("second");
    expect(readFileSync(file, "utf8")).toBe("2026-01-02T03:04:05.000Z first\n2026-01-02T03:04:05.000Z second\n");
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("starts anew when the file has grown too large, and keeps the old one once", () => {
    const file = join(made.folder, "desktop.log");
    writeFileSync(file, "");
    truncateSync(file, 6 * 1024 * 1024);
    openLogFile(file, now)("fresh");
    expect([readdirSync(made.folder).sort(), readFileSync(file, "utf8")]).toEqual([
      ["desktop.log", "desktop.log.old"],
      "2026-01-02T03:04:05.000Z fresh\n",
    ]);
  });

  it("goes on without a file where none can be made", () => {
    const blocked = join(made.folder, "file");
    writeFileSync(blocked, "");
    expect(() => openLogFile(join(blocked, "desktop.log"), now)("line")).not.toThrow();
  });
});
