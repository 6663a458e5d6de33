import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { readJsonFile, toFileError, writeFileAtomically } from "./atomic-file.ts";

const schema = z.strictObject({ name: z.string() });

function errorWith(code: string): Error {
  return Object.assign(new Error(`${code}: no`), { code });
}

describe("files that are replaced as a whole", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "steward-file-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("hold the new text, with the wanted mode and nothing beside them", async () => {
    const path = join(folder, "a.json");
    await writeFileAtomically(path, "first");
    await writeFileAtomically(path, "second", { mode: 0o640 });
    expect([await readFile(path, "utf8"), (await stat(path)).mode & 0o777, await readdir(folder)]).toEqual([
      "second",
      0o640,
      ["a.json"],
    ]);
  });

  it("keep the old content when the new one cannot take its place", async () => {
    const path = join(folder, "taken");
    await mkdir(path);
    await writeFile(join(path, "inside"), "kept");
    await expect(writeFileAtomically(path, "new")).rejects.toMatchObject({ code: "fileSystem" });
    expect([await readdir(folder), await readFile(join(path, "inside"), "utf8")]).toEqual([["taken"], "kept"]);
  });

  it("survive many writers at once: one of the texts is there, whole", async () => {
    const path = join(folder, "a.json");
    const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(10_000));
    await Promise.all(texts.map((text) => writeFileAtomically(path, text)));
    expect(texts).toContain(await readFile(path, "utf8"));
    expect(await readdir(folder)).toEqual(["a.json"]);
  });

  it("are read and checked, or named when they cannot be understood", async () => {
    const path = join(folder, "a.json");
    expect(await readJsonFile(path, schema, { name: "fallback" })).toEqual({ name: "fallback" });
    await writeFile(path, '{"name":"written"}');
    expect(await readJsonFile(path, schema, { name: "fallback" })).toEqual({ name: "written" });
    for (const damaged of ["", "{", '{"name":1}', '{"name":"a","more":1}']) {
      await writeFile(path, damaged);
      await expect(readJsonFile(path, schema, { name: "fallback" })).rejects.toThrow(path);
    }
  });

  it("give an error for what is no file", async () => {
    await chmod(folder, 0o700);
    await expect(readJsonFile(folder, schema, { name: "" })).rejects.toMatchObject({ code: "fileSystem" });
  });
});

describe("errors of the file system", () => {
  it("say when the disk is full, and keep an AppError as it is", () => {
    const full = toFileError(errorWith("ENOSPC"), "/data/a");
    expect([full.code, toFileError(errorWith("EDQUOT"), "/data/a").code]).toEqual(["diskFull", "diskFull"]);
    expect(full.message).toContain("/data/a");
    expect(toFileError(full, "/other")).toBe(full);
    expect(toFileError(errorWith("EACCES"), "/data/a").code).toBe("fileSystem");
    expect(toFileError("odd", "/data/a").message).toContain("odd");
  });
});
