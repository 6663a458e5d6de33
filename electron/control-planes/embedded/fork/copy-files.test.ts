import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Progress } from "../../../../shared/ipc/declare.ts";
import { copyFiles, listAllFiles } from "./copy-files.ts";

let root: string;
const rootEntry = { path: "", kind: "folder", sizeBytes: 0 } as const;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "steward-copy-files-"));
  await mkdir(join(root, "from", "a", "empty"), { recursive: true });
  for (let count = 1; count <= 20; count++) await writeFile(join(root, "from", "a", `f${count}`), "x".repeat(count));
});
afterEach(() => rm(root, { recursive: true }));
const options = (call = {}) => ({ from: join(root, "from"), to: join(root, "to"), user: {}, call });

describe("a folder that no server writes to", () => {
  it("is copied whole, and the bytes are reported to the end", async () => {
    const files = await listAllFiles(join(root, "from"));
    expect(files.slice(0, 2).map(({ path, kind }) => [path, kind])).toEqual([
      ["a", "folder"],
      [expect.stringMatching(/^a\//), expect.any(String)],
    ]);
    const steps: Progress[] = [];
    await copyFiles([rootEntry, ...files], options({ report: (progress: Progress) => steps.push(progress) }));
    expect(await listAllFiles(join(root, "to"))).toEqual(files);
    expect(await readFile(join(root, "to", "a", "f20"), "utf8")).toBe("x".repeat(20));
    expect(steps.at(-1)).toEqual({ step: "Copying data", done: 210, total: 210, unit: "bytes" });
  });

  it("that is missing is an error, and a cancelled copy writes nothing after it has said so", async () => {
    await expect(listAllFiles(join(root, "none"))).rejects.toMatchObject({ code: "fileSystem" });
    const files = await listAllFiles(join(root, "from"));
    const copied = copyFiles([rootEntry, ...files], options({ signal: AbortSignal.abort() }));
    await expect(copied).rejects.toMatchObject({ code: "cancelled" });
    expect(await readdir(join(root, "to", "a"))).toEqual(["empty"]);
  });
});
