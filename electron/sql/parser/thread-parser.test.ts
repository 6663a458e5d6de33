import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseScript } from "../parse-script.ts";
import { splitScript } from "../split-script.ts";
import { buildParserThread } from "../testing/build-parser-thread.ts";
import { parserInPlace } from "./sql-parser.ts";
import { ThreadParser } from "./thread-parser.ts";

const long = (statement: string, length = 20_000) => statement.repeat(Math.ceil(length / statement.length));
const insert = "INSERT INTO täble (a, b) VALUES (1, 'two;');\n-- next\n";

describe("the parser's thread", () => {
  let built: Awaited<ReturnType<typeof buildParserThread>>;
  let parser: ThreadParser;
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  beforeAll(async () => {
    built = await buildParserThread();
  });
  afterAll(() => built.remove());
  beforeEach(() => {
    parser = new ThreadParser(built.file, log);
  });
  afterEach(() => parser.close());

  it("answers what the parser in place does, line for line and tree for tree", async () => {
    const script = `\n${long(insert)}SELECT '😀', pg_catalog.now()`;
    expect(await parser.parse(script)).toEqual(await parseScript(script));
    expect(await parser.split(script)).toEqual(await splitScript(script));
    const broken = `${script};\nSELEC 1;\n${insert}`;
    expect(await parser.split(broken)).toEqual(await splitScript(broken));
    const statement = `SELECT ${long("x + 1, ")} 2`;
    expect(await parser.fingerprint(statement)).toBe(await parserInPlace.fingerprint(statement));
  });

  it("says where a long script is wrong, and answers the next one", async () => {
    const script = `${long(insert)}CREATE TABEL x ()`;
    const expected = await parseScript(script).catch((error: unknown) => error);
    await expect(parser.parse(script)).rejects.toEqual(expected);
    expect((await parser.parse(long(insert))).length).toBeGreaterThan(300);
  });

  it("splits 5 MB right, in pieces that let others have their turn", async () => {
    const script = long(insert, 5_000_000);
    const turns = { count: 0 };
    const timer = setInterval(() => turns.count++, 5);
    const statements = await parser.split(script);
    clearInterval(timer);
    const count = script.split("-- next").length - 1;
    expect(statements.length).toBe(count);
    expect(
      statements.every(({ sql, start, end }) => sql === script.slice(start, end) && sql === insert.slice(0, -10)),
    ).toBe(true);
    expect(statements.at(-1)?.node).toHaveProperty("InsertStmt");
    expect(turns.count).toBeGreaterThan(20); // in place it is none
  }, 120_000);

  it("is cancelled in the middle, and starts again", async () => {
    const stop = new AbortController();
    const asked = parser.parse(long(insert, 2_000_000), stop.signal);
    const behind = parser.parse(long(insert));
    setTimeout(() => stop.abort(), 50);
    await expect(asked).rejects.toMatchObject({ code: "cancelled" });
    expect((await behind).length).toBeGreaterThan(300);
  });

  it("refuses what is over its limit without starting", async () => {
    await expect(parser.parse(long(insert, 10_000_001))).rejects.toMatchObject({
      code: "tooLarge",
      message: "A script of 10 MB is too large to be parsed.",
    });
  });

  it("that dies costs one clear error, and the next one works", async () => {
    const dying = new ThreadParser(`${built.file}.gone`, log);
    await expect(dying.parse(long(insert))).rejects.toMatchObject({
      code: "tooLarge",
      message: "The parser ended on a script of 0.02 MB.",
    });
    await dying.close();
    expect(lines.join()).toContain("Cannot find module");
    // So deep that its memory or its stack ends: whatever the parser says, it says it, and goes on.
    const deep = `SELECT ${"(".repeat(400_000)}1${")".repeat(400_000)}`;
    await expect(parser.parse(deep)).rejects.toMatchObject({ name: "AppError" });
    expect((await parser.parse(long(insert))).length).toBeGreaterThan(300);
  }, 60_000);

  it("tells those who wait that it is closed", async () => {
    const waiting = [parser.parse(long(insert, 1_500_000)), parser.parse(long(insert))];
    const outcomes = Promise.allSettled(waiting);
    await parser.close();
    expect((await outcomes).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });
});
