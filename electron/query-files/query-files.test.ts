import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ParsedInputOf } from "../../shared/ipc/declare.ts";
import type { queryFilesContract } from "../../shared/query-files/contract.ts";
import type { RequestContext } from "../ipc/handlers.ts";
import { createQueryFilesHandlers } from "./handlers.ts";

let folder: string;
let own: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "steward-query-files-")));
  own = join(folder, "own");
  await mkdir(own);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Contract = typeof queryFilesContract;
const context: RequestContext = { signal: new AbortController().signal, report: () => {}, clientId: "test" };

function ask<Name extends keyof Contract>(name: Name, input: ParsedInputOf<Contract[Name]>) {
  const handlers = createQueryFilesHandlers({ dataFolder: own });
  return handlers[name](input, context);
}

const lf = { hasBom: false, lineBreak: "lf" } as const;
const at = (name: string) => join(folder, name);
const save = (name: string, text: string, expected: string | null = null, isReplacing = false) =>
  ask("queryFiles.save", { path: at(name), text, format: lf, expected, isReplacing });

describe("saving a query", () => {
  it("makes a file, and never over one that nobody named", async () => {
    expect(await save("a.sql", "SELECT 1;\n")).toMatchObject({ kind: "saved", path: at("a.sql"), name: "a.sql" });
    expect(await save("a.sql", "other")).toEqual({ kind: "exists" });
    expect(await readFile(at("a.sql"), "utf8")).toBe("SELECT 1;\n");
    expect(await save("a.sql", "other", null, true)).toMatchObject({ kind: "saved" });
    expect([await readFile(at("a.sql"), "utf8"), (await readdir(folder)).sort()]).toEqual(["other", ["a.sql", "own"]]);
  });

  it("writes over what was read, and over nothing else", async () => {
    await writeFile(at("a.sql"), "one");
    const { version } = await ask("queryFiles.open", { path: at("a.sql") });
    const saved = await save("a.sql", "two", version);
    expect([saved, await save("a.sql", "three", version)]).toMatchObject([{ kind: "saved" }, { kind: "changed" }]);
    expect(await readFile(at("a.sql"), "utf8")).toBe("two");
    await rename(at("a.sql"), at("b.sql"));
    expect(await save("a.sql", "three", version)).toEqual({ kind: "missing" });
    expect(await readdir(folder)).not.toContain("a.sql");
  });

  it("lets one of two that save at once win", async () => {
    await writeFile(at("a.sql"), "one");
    const handlers = createQueryFilesHandlers({ dataFolder: own });
    const { version } = await handlers["queryFiles.open"]({ path: at("a.sql") }, context);
    const outcomes = await Promise.all(
      ["x", "y", "z"].map((text) =>
        handlers["queryFiles.save"](
          { path: at("a.sql"), text, format: lf, expected: version, isReplacing: false },
          context,
        ),
      ),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(["saved", "changed", "changed"]);
  });

  it("keeps the rights of a file, its mark and its line breaks", async () => {
    await writeFile(at("a.sql"), "\uFEFFone\r\ntwo\r\n");
    await chmod(at("a.sql"), 0o640);
    const { text, format, version } = await ask("queryFiles.open", { path: at("a.sql") });
    await ask("queryFiles.save", {
      path: at("a.sql"),
      text: `${text}three\n`,
      format,
      expected: version,
      isReplacing: false,
    });
    expect([await readFile(at("a.sql"), "utf8"), (await stat(at("a.sql"))).mode & 0o777]).toEqual([
      "\uFEFFone\r\ntwo\r\nthree\r\n",
      0o640,
    ]);
  });

  it("writes to where a link leads, and leaves the link", async () => {
    await writeFile(at("real.sql"), "one");
    await symlink(at("real.sql"), at("link.sql"));
    const { path, version } = await ask("queryFiles.open", { path: at("link.sql") });
    await save("link.sql", "two", version);
    expect([path, await readFile(at("real.sql"), "utf8"), await realpath(at("link.sql"))]).toEqual([
      at("real.sql"),
      "two",
      at("real.sql"),
    ]);
  });
});

describe("what is not touched", () => {
  it("is any other ending, hidden folders, the app's own, and links to them", async () => {
    await mkdir(at(".ssh"));
    await writeFile(at(".ssh/key.sql"), "secret");
    await writeFile(at("id_rsa"), "secret");
    await writeFile(join(own, "state.sql"), "secret");
    await symlink(at(".ssh/key.sql"), at("hidden.sql"));
    await symlink(at("id_rsa"), at("key.sql"));
    await mkdir(at("folder.sql"));
    const paths = [
      "id_rsa",
      ".ssh/key.sql",
      "own/state.sql",
      "hidden.sql",
      "key.sql",
      "folder.sql",
      ".a.sql",
      "x.sql/../id_rsa",
    ];
    for (const name of paths) {
      await expect(ask("queryFiles.open", { path: at(name) }), name).rejects.toMatchObject({ code: "refused" });
      await expect(save(name, "x", null, true), name).rejects.toMatchObject({ code: "refused" });
    }
    await expect(ask("queryFiles.open", { path: "a.sql" })).rejects.toMatchObject({ code: "refused" });
    await expect(ask("queryFiles.open", { path: at("none.sql") })).rejects.toMatchObject({ code: "fileSystem" });
  });

  it("is a file that is too large", async () => {
    await writeFile(at("large.sql"), Buffer.alloc(17 * 1024 * 1024, 32));
    await writeFile(at("long.sql"), "x".repeat(4_000_001));
    for (const name of ["large.sql", "long.sql"])
      await expect(ask("queryFiles.open", { path: at(name) })).rejects.toMatchObject({ code: "tooLarge" });
  });
});

describe("what became of files", () => {
  it("is told for each", async () => {
    const names = ["same.sql", "changed.sql", "gone.sql"];
    for (const name of names) await writeFile(at(name), "one");
    const files = await Promise.all(names.map((name) => ask("queryFiles.open", { path: at(name) })));
    await writeFile(at("changed.sql"), "two");
    await rm(at("gone.sql"));
    const inNoFolder = { path: at("no/such.sql"), version: files[0]?.version ?? "" };
    expect(
      await ask("queryFiles.check", { files: [...files.map(({ path, version }) => ({ path, version })), inNoFolder] }),
    ).toEqual(["same", "changed", "missing", "missing"]);
  });
});

describe("places", () => {
  it("are the folder of favourites and what was used lately, also at the next start", async () => {
    expect(await ask("queryFiles.places", {})).toEqual({ favourites: { kind: "none" }, recent: [] });
    await mkdir(at("favourites/deeper"), { recursive: true });
    await save("favourites/b.sql", "b");
    await save("a.sql", "a");
    await writeFile(at("favourites/notes.txt"), "not a query");
    await ask("queryFiles.open", { path: at("favourites/b.sql") });
    await ask("queryFiles.setFavourites", { path: at("favourites") });
    await rm(at("a.sql"));
    const { favourites, recent } = await ask("queryFiles.places", {});
    expect([
      favourites.kind === "folder" && favourites.listing.entries.map(({ name, kind }) => `${kind} ${name}`),
      recent.map(({ name, isThere }) => [name, isThere]),
    ]).toEqual([
      ["folder deeper", "file b.sql"],
      [
        ["b.sql", true],
        ["a.sql", false],
      ],
    ]);
    await ask("queryFiles.forget", { path: at("a.sql") });
    await rm(at("favourites"), { recursive: true });
    expect(await ask("queryFiles.places", {})).toMatchObject({
      favourites: { kind: "unreadable", path: at("favourites"), error: { code: "fileSystem" } },
      recent: [{ name: "b.sql", isThere: false }],
    });
  });

  it("hold no more than twenty files, and no hidden folder", async () => {
    for (let index = 0; index < 22; index++) await save(`${index}.sql`, "x");
    expect((await ask("queryFiles.places", {})).recent.map(({ name }) => name)).toEqual(
      Array.from({ length: 20 }, (_, index) => `${21 - index}.sql`),
    );
    await mkdir(at(".hidden"));
    await expect(ask("queryFiles.setFavourites", { path: at(".hidden") })).rejects.toMatchObject({ code: "refused" });
  });
});
