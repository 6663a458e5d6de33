import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ExceptionsStore } from "./exceptions-store.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "exceptions-"));
});
afterEach(() => rm(folder, { recursive: true }));

const exception = (subject: string, reason = "as it is") => ({ code: "no-primary-key", subject, reason, at: "" });

describe("the exceptions of connections", () => {
  it("are kept for each connection; a new reason takes the place of the old one", async () => {
    const store = new ExceptionsStore(join(folder, "kept"));
    expect(await store.list("one")).toEqual([]);
    await store.add("one", exception("a"));
    await store.add("one", exception("b"));
    await store.add("one", exception("a", "for another reason"));
    await store.add("../two", exception("c"));
    expect(await new ExceptionsStore(join(folder, "kept")).list("one")).toEqual([
      exception("b"),
      exception("a", "for another reason"),
    ]);
    expect(await store.list("../two")).toEqual([exception("c")]);
    expect(await readdir(folder)).toEqual(["kept"]);
  });

  it("are all kept when many are made at once, also after one that failed", async () => {
    const store = new ExceptionsStore(folder);
    await expect(store.remove("one", exception("a"))).rejects.toMatchObject({ code: "notFound" });
    const subjects = Array.from({ length: 20 }, (_, number) => String(number));
    await Promise.all(subjects.map((subject) => store.add("one", exception(subject))));
    await store.remove("one", exception("7"));
    const left = (await store.list("one")).map(({ subject }) => subject);
    expect(left).toEqual(subjects.filter((subject) => subject !== "7"));
  });

  it("are not begun anew when their file cannot be understood", async () => {
    const store = new ExceptionsStore(folder);
    await store.add("one", exception("a"));
    const [file] = await readdir(folder);
    await writeFile(join(folder, file ?? ""), "[{");
    await expect(store.add("one", exception("b"))).rejects.toMatchObject({ code: "fileSystem" });
  });
});
