import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMigration } from "../create-migration.ts";
import { readFolder } from "../read-folder.ts";
import { sha256Hex } from "../script-bytes.ts";
import { flywayChecksum } from "./flyway-checksum.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "steward-formats-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

/** Format, then of each migration its version, name, scripts and problem. */
async function read() {
  const { recognition, migrations, strays } = await readFolder(folder);
  const text = (bytes: Buffer | null) => bytes?.toString() ?? null;
  return {
    format: recognition.format,
    migrations: migrations.map(({ id, version, up, down, problem }) => [id, version, text(up), text(down), problem]),
    strays,
  };
}

const now = new Date("2026-03-04T05:06:07Z");
const added = { name: "Add a: index!", upSql: "SELECT 1;", downSql: "SELECT 2;" };

describe("prisma", () => {
  const files = {
    "migration_lock.toml": 'provider = "postgresql"\n',
    "20240102000000_second/migration.sql": "SELECT 2;",
    "20240101000000_first/migration.sql": "SELECT 1;\r\n",
    "20240101000000_first/down.sql": "SELECT -1;",
    "20240103000000_empty/note.txt": "",
    "loose.sql": "SELECT 3;",
  };

  it("reads a folder for each migration, in the order of their names", async () => {
    await write(files);
    expect(await read()).toEqual({
      format: "prisma",
      migrations: [
        ["20240101000000_first", "20240101000000", "SELECT 1;\r\n", "SELECT -1;", null],
        ["20240102000000_second", "20240102000000", "SELECT 2;", null, null],
        ["20240103000000_empty", "20240103000000", "", null, "There is no migration.sql in it; Prisma stops at this."],
      ],
      strays: ["loose.sql is in no folder of its own; Prisma passes it over."],
    });
  });

  it("knows a file by its sha256, whatever Git made of its line ends", async () => {
    await write(files);
    const [first] = (await readFolder(folder)).migrations;
    expect(first?.record).toMatchObject({
      key: "20240101000000_first",
      checksum: sha256Hex("SELECT 1;\r\n"),
      sameChecksums: [sha256Hex("SELECT 1;\n"), sha256Hex("SELECT 1;\r\n")],
    });
  });

  it("writes a folder numbered by time", async () => {
    await write(files);
    expect(await createMigration(folder, added, { now })).toBe("20260304050607_add_a_index");
    expect((await readdir(join(folder, "20260304050607_add_a_index"))).sort()).toEqual(["down.sql", "migration.sql"]);
  });
});

describe("drizzle", () => {
  const entry = (idx: number, when: number, tag: string) => ({ idx, version: "7", when, tag, breakpoints: true });
  const journal = (...entries: readonly ReturnType<typeof entry>[]) =>
    JSON.stringify({ version: "7", dialect: "postgresql", entries });

  it("follows the journal, and names what is not in it", async () => {
    await write({
      "meta/_journal.json": journal(entry(0, 100, "0000_a"), entry(1, 50, "0001_b"), entry(2, 300, "0002_gone")),
      "meta/0000_snapshot.json": "{}",
      "0000_a.sql": "SELECT 1;\n--> statement-breakpoint\nSELECT 2;",
      "0001_b.sql": "SELECT 3;",
      "0003_c.sql": "SELECT 4;",
    });
    const found = await read();
    expect(found.format).toBe("drizzle");
    expect(found.migrations.map(([id, , , , problem]) => [id, problem])).toEqual([
      ["0000_a", null],
      [
        "0001_b",
        "Its time in meta/_journal.json is not later than that of the one before; Drizzle would pass it over.",
      ],
      ["0002_gone", "meta/_journal.json lists it, and there is no 0002_gone.sql; Drizzle stops at this."],
    ]);
    expect(found.strays).toEqual(["0003_c.sql is not in meta/_journal.json; Drizzle never runs it."]);
  });

  it("writes script, snapshot and journal entry, later than all before", async () => {
    const late = now.getTime() + 5;
    await write({
      "meta/_journal.json": journal(entry(0, late, "0000_a")),
      "meta/0000_snapshot.json": JSON.stringify({ id: "one", prevId: "zero", tables: {} }),
      "0000_a.sql": "SELECT 1;",
    });
    expect(await createMigration(folder, added, { now })).toBe("0001_add_a_index");
    const json = async (name: string) => JSON.parse(await readFile(join(folder, name), "utf8"));
    expect([await json("meta/_journal.json"), await json("meta/0001_snapshot.json")]).toEqual([
      JSON.parse(journal(entry(0, late, "0000_a"), entry(1, late + 1, "0001_add_a_index"))),
      { id: expect.stringMatching(/^[0-9a-f-]{36}$/), prevId: "one", tables: {} },
    ]);
    expect((await read()).migrations.at(-1)?.slice(2)).toEqual(["SELECT 1;\n", "SELECT 2;\n", null]);
  });

  it("says when the journal is half-written or another database's", async () => {
    await write({ "meta/_journal.json": '{"version": "7", "ent' });
    await expect(readFolder(folder)).rejects.toMatchObject({ code: "invalidInput" });
    await write({ "meta/_journal.json": '{"version": "7", "dialect": "sqlite", "entries": []}' });
    await expect(readFolder(folder)).rejects.toMatchObject({ message: expect.stringContaining("for sqlite") });
  });
});

describe("dbmate", () => {
  it("cuts the blocks with their own lines, whatever the line ends", async () => {
    await write({
      "20240101000000_a b.sql":
        "-- first\r\n-- migrate:up transaction:false\r\nSELECT 'ä';\r\n-- migrate:down\r\nSELECT 2;\r\n",
      "20240102000000_b.sql": "-- migrate:up\nSELECT 3;\n\n-- migrate:down\n\n",
      "20240103000000_c.sql": "SELECT 4;\n-- migrate:up\nSELECT 5;\n",
      "20240104000000_d.sql": "SELECT 6;",
    });
    expect(await read()).toEqual({
      format: "dbmate",
      migrations: [
        [
          "20240101000000_a b",
          "20240101000000",
          "-- migrate:up transaction:false\r\nSELECT 'ä';\r\n",
          "-- migrate:down\r\nSELECT 2;\r\n",
          null,
        ],
        ["20240102000000_b", "20240102000000", "-- migrate:up\nSELECT 3;\n\n", null, null],
        [
          "20240103000000_c",
          "20240103000000",
          expect.any(String),
          null,
          "Statements stand before “-- migrate:up”; dbmate refuses it.",
        ],
        ["20240104000000_d", "20240104000000", "SELECT 6;", null, "It has no line “-- migrate:up”; dbmate refuses it."],
      ],
      strays: [],
    });
  });

  it("gives no byte twice and loses none", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (up, down) => {
        fc.pre(!/migrate:|^$/.test(up) && !/migrate:/.test(down) && down.trim() !== "");
        const content = `-- migrate:up\n${up}\n-- migrate:down\n${down}`;
        await write({ "1_a.sql": content });
        const [one] = (await readFolder(folder)).migrations;
        expect(Buffer.concat([one?.up ?? Buffer.alloc(0), one?.down ?? Buffer.alloc(0)]).toString()).toBe(content);
      }),
      { numRuns: 30 },
    );
  });

  it("writes one file, later than the newest", async () => {
    await write({ "20270101000000_far.sql": "-- migrate:up\nSELECT 1;\n" });
    expect(await createMigration(folder, added, { now })).toBe("20270101000001_add_a_index");
    expect(await readFile(join(folder, "20270101000001_add_a_index.sql"), "utf8")).toBe(
      "-- migrate:up\nSELECT 1;\n\n-- migrate:down\nSELECT 2;\n",
    );
  });
});

describe("flyway", () => {
  it("orders by version, then what is repeatable, and finds the undo script in any folder", async () => {
    await write({
      "V10__ten.sql": "SELECT 10;",
      "V2.1__two one.sql": "SELECT 2;",
      "V1_5__one_five.sql": "SELECT 1;",
      "undo/U2.1__two.sql": "SELECT -2;",
      "R__views.sql": "SELECT 0;",
      "V10.0__again.sql": "SELECT 11;",
      "U7__lonely.sql": "",
      "v3__small.sql": "",
    });
    expect(await read()).toEqual({
      format: "flyway",
      migrations: [
        ["V1_5__one_five", "1.5", "SELECT 1;", null, null],
        ["V2.1__two one", "2.1", "SELECT 2;", "SELECT -2;", null],
        ["V10.0__again", "10.0", "SELECT 11;", null, "Another script has the version too; Flyway stops at this."],
        ["V10__ten", "10", "SELECT 10;", null, "Another script has the version too; Flyway stops at this."],
        ["R__views", "R", "SELECT 0;", null, null],
      ],
      strays: [
        "U7__lonely.sql undoes a version that is not there.",
        "v3__small.sql is not called like V1__name.sql; Flyway passes it over.",
      ],
    });
  });

  it("computes Flyway's checksum: of lines, not of their ends, without a byte order mark, signed", () => {
    // CRC-32 of "123456789" is 0xCBF43926.
    const same = ["123456789", "123456789\n", "1234\n56789", "1234\r\n56789\r\n", "\uFEFF12\r3456789"];
    expect(same.map((text) => flywayChecksum(Buffer.from(text)))).toEqual(same.map(() => 0xcbf43926 - 2 ** 32));
    expect(flywayChecksum(Buffer.from(""))).toBe(0);
  });

  it("writes the next version with its undo script", async () => {
    await write({ "V9.3__a.sql": "SELECT 1;", "R__z.sql": "SELECT 2;" });
    expect(await createMigration(folder, added)).toBe("V10__add_a_index");
    expect((await readdir(folder)).sort()).toEqual([
      "R__z.sql",
      "U10__add_a_index.sql",
      "V10__add_a_index.sql",
      "V9.3__a.sql",
    ]);
  });
});

describe("golang-migrate", () => {
  it("takes numbers of any width", async () => {
    await write({
      "2_b.up.sql": "SELECT 2;",
      "10_c.up.sql": "SELECT 3;",
      "1_a.up.sql": "SELECT 1;",
      "1_a.down.sql": "SELECT -1;",
      "x.up.sql": "",
    });
    const found = await read();
    expect([found.format, found.migrations.map(([id]) => id), found.strays]).toEqual([
      "golangMigrate",
      ["1_a", "2_b", "10_c"],
      ["x.up.sql has no number in front; golang-migrate passes it over."],
    ]);
    expect(await createMigration(folder, added)).toBe("11_add_a_index");
  });
});

describe("recognising", () => {
  it("asks when two tools left files, and takes a person's word", async () => {
    await write({ "V1__a.sql": "SELECT 1;", "20240101_b.sql": "-- migrate:up\nSELECT 1;\n" });
    const { recognition } = await readFolder(folder);
    expect([recognition.kind, recognition.candidates.map(({ format }) => format)]).toEqual([
      "ambiguous",
      ["flyway", "dbmate"],
    ]);
    await expect(createMigration(folder, added)).rejects.toMatchObject({
      code: "invalidInput",
      hint: "Choose one under Changes: Flyway, dbmate.",
    });
    const chosen = await readFolder(folder, { chosen: "dbmate" });
    expect([chosen.recognition.kind, chosen.migrations.map(({ id }) => id)]).toEqual(["chosen", ["20240101_b"]]);
  });

  it("tells an empty folder from one that fits nothing", async () => {
    const kindOf = async () => (await readFolder(folder)).recognition.kind;
    expect(await kindOf()).toBe("empty");
    await write({ "schema.sql": "SELECT 1;" });
    expect(await kindOf()).toBe("unknown");
  });
});

describe("unfriendly folders", () => {
  it("does not follow links out of the folder", async () => {
    const outside = await mkdtemp(join(tmpdir(), "steward-outside-"));
    await writeFile(join(outside, "secret"), "SELECT 'secret';");
    await symlink(join(outside, "secret"), join(folder, "0001_a.up.sql"));
    await write({ "real.txt": "SELECT 2;" });
    await symlink(join(folder, "real.txt"), join(folder, "0002_b.up.sql"));
    expect((await read()).migrations).toEqual([
      ["0001_a", "0001", "", null, "0001_a.up.sql is a link that leads out of the folder. It is not read."],
      ["0002_b", "0002", "SELECT 2;", null, null],
    ]);
    await rm(outside, { recursive: true });
  });

  it("keeps bytes that are no text, and names that differ in case only", async () => {
    await write({ "1_a.up.sql": Buffer.from([0x53, 0xff, 0xfe]), "2_A.up.sql": "", "2_a.up.sql": "SELECT 1;" });
    const { migrations } = await readFolder(folder);
    expect(migrations.map(({ id, up, problem }) => [id, up.length, problem !== null])).toEqual([
      ["1_a", 3, false],
      ["2_A", 0, true],
      ["2_a", 9, true],
    ]);
  });

  it("reads two thousand migrations of any format in their order", async () => {
    const names = Array.from({ length: 2000 }, (_, index) => `V${2000 - index}__m.sql`);
    await Promise.all(names.map((name) => writeFile(join(folder, name), "SELECT 1;")));
    const { migrations } = await readFolder(folder);
    expect([migrations.length, migrations[0]?.id, migrations.at(-1)?.id]).toEqual([2000, "V1__m", "V2000__m"]);
  });
});
