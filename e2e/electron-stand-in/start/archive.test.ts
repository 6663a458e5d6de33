import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPackageWithOptions } from "@electron/asar";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { extractArchive } from "./archive.ts";

describe("extractArchive", () => {
  const made = { folder: "" };
  beforeEach(() => {
    made.folder = mkdtempSync(join(tmpdir(), "archive-"));
  });
  afterEach(() => rmSync(made.folder, { recursive: true, force: true }));

  it("gives back what was packed, and links what was left outside", async () => {
    const source = join(made.folder, "source");
    mkdirSync(join(source, "a", "bin"), { recursive: true });
    writeFileSync(join(source, "package.json"), '{"main":"x"}');
    writeFileSync(join(source, "a", "empty"), "");
    writeFileSync(join(source, "a", "Ünïcode.txt"), "text");
    writeFileSync(join(source, "a", "bin", "tool"), "#!/bin/sh\n", { mode: 0o755 });
    symlinkSync("empty", join(source, "a", "link"));
    const archive = join(made.folder, "app.asar");
    await createPackageWithOptions(source, archive, { unpack: "**/bin/*" });
    const target = mkdtempSync(join(made.folder, "target-"));
    const app = extractArchive(archive, target);
    const read = (...names: string[]) => readFileSync(join(app, ...names), "utf8");
    expect([read("package.json"), read("a", "empty"), read("a", "Ünïcode.txt"), read("a", "bin", "tool")]).toEqual([
      '{"main":"x"}',
      "",
      "text",
      "#!/bin/sh\n",
    ]);
    expect(realpathSync(join(app, "a", "link"))).toBe(realpathSync(join(app, "a", "empty")));
    const real = join(`${archive}.unpacked`, "a", "bin", "tool");
    expect(realpathSync(join(app, "a", "bin", "tool"))).toBe(realpathSync(real));
    expect(realpathSync(join(`${app}.unpacked`, "a", "bin", "tool"))).toBe(realpathSync(real));
    expect(statSync(join(app, "a", "bin", "tool")).mode & 0o111).toBe(0o111);
  });
});
