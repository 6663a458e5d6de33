import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { DirectSession } from "../direct-session.ts";

const limits = { maxRows: 0, maxCellBytes: 1_000_000, pageRows: 100 };

describe("COPY past the driver", () => {
  let test: TestDatabase;
  let session: DirectSession;
  beforeAll(async () => {
    test = await createTestDatabase();
    session = await DirectSession.open(test.parameters, { purpose: "test" });
  });
  afterAll(async () => {
    await session.close();
    await test.close();
  });
  beforeEach(async () => {
    await query("DROP TABLE IF EXISTS thing");
    await query("CREATE TABLE thing (id int PRIMARY KEY, name text)");
  });

  const query = async (sql: string) => (await session.query(sql, [], limits)).rows;
  const copyOut = async (sql: string) => {
    const pieces: Buffer[] = [];
    const ends: number[] = [];
    const read = (source: Buffer, start: number, end: number, isRowEnd: boolean) => {
      pieces.push(Buffer.from(source.subarray(start, end)));
      if (isRowEnd) ends.push(Buffer.concat(pieces).length);
    };
    const rows = await session.copy(sql, { kind: "out", read }, () => undefined);
    return { rows, text: Buffer.concat(pieces).toString("utf8"), ends };
  };
  async function* from(...texts: readonly string[]) {
    for (const text of texts) yield Buffer.from(text);
  }
  const copyIn = (chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal) =>
    session.copy("COPY thing FROM STDIN", { kind: "in", chunks, signal }, () => undefined, signal);

  it("gives the rows with their ends, whole and empty ones alike", async () => {
    expect(await copyOut("COPY (VALUES ('a'), (''), (NULL), ('ä' || chr(10))) TO STDOUT")).toEqual({
      rows: 4,
      text: "a\n\n\\N\nä\\n\n",
      ends: [2, 3, 6, 11],
    });
    expect(await copyOut("COPY (SELECT 1 WHERE false) TO STDOUT")).toEqual({ rows: 0, text: "", ends: [] });
  });

  it("passes a row on that is larger than anything that is kept", async () => {
    let bytes = 0;
    const read = (_source: Buffer, start: number, end: number) => {
      bytes += end - start;
    };
    const sql = "COPY (SELECT repeat('x', 100000000)) TO STDOUT";
    await session.copy(sql, { kind: "out", read }, () => undefined);
    expect(bytes).toBe(100_000_001);
  });

  it("stops the reading while it is asked to", async () => {
    let rows = 0;
    const flows: { pause(): void; resume(): void }[] = [];
    const read = () => {
      rows += 1;
      if (rows === 10) flows[0]?.pause();
    };
    const sql = "COPY (SELECT repeat('x', 1000) FROM generate_series(1, 100000)) TO STDOUT";
    const copying = session.copy(sql, { kind: "out", read }, (flow) => flows.push(flow));
    await expect.poll(() => rows).toBeGreaterThan(9);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const whilePaused = rows;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect([rows, whilePaused < 50_000]).toEqual([whilePaused, true]);
    flows[0]?.resume();
    expect(await copying).toBe(100_000);
  });

  it("takes rows, wherever the pieces are cut", async () => {
    expect(await copyIn(from("1\ta", "\n2", "\tb\\tc\n3\t\\N\n"))).toBe(3);
    expect(await query("SELECT id, name FROM thing ORDER BY id")).toEqual([
      ["1", "a"],
      ["2", "b\tc"],
      ["3", null],
    ]);
  });

  it("is undone when the server refuses a row, however much is still to come", async () => {
    async function* rows() {
      for (let id = 1; id <= 200_000; id++) yield Buffer.from(id === 1_000 ? "999\tagain\n" : `${id}\tsome name\n`);
    }
    await expect(copyIn(rows())).rejects.toMatchObject({
      code: "sql",
      details: { postgres: { sqlstate: "23505", where: "COPY thing, line 1000" } },
    });
    expect(await query("SELECT count(*) FROM thing")).toEqual([["0"]]);
  });

  it("is undone when the rows cannot be read to their end", async () => {
    async function* broken() {
      yield Buffer.from("1\ta\n");
      throw new Error("the disk is gone");
    }
    await expect(copyIn(broken())).rejects.toThrow("the disk is gone");
    expect(await query("SELECT count(*) FROM thing")).toEqual([["0"]]);
  });

  it("is undone when it is cancelled, also while it waits for rows", async () => {
    const stop = new AbortController();
    async function* endless() {
      yield Buffer.from("1\ta\n");
      await new Promise((resolve) => stop.signal.addEventListener("abort", resolve));
    }
    const copying = copyIn(endless(), stop.signal);
    setTimeout(() => stop.abort(), 50);
    await expect(copying).rejects.toMatchObject({ code: "cancelled" });
    expect(await query("SELECT count(*) FROM thing")).toEqual([["0"]]);
  });

  it("says what is wrong with a statement that is no such COPY, and goes on", async () => {
    const reading = (sql: string) => session.copy(sql, { kind: "out", read: () => undefined }, () => undefined);
    await expect(reading("COPY nothing TO STDOUT")).rejects.toMatchObject({
      details: { postgres: { sqlstate: "42P01" } },
    });
    await expect(reading("COPY thing FROM STDIN")).rejects.toMatchObject({ code: "unsupported" });
    await expect(reading("COPY (SELECT 1 / 0) TO STDOUT")).rejects.toMatchObject({
      details: { postgres: { sqlstate: "22012" } },
    });
    expect(await query("SELECT 1")).toEqual([["1"]]);
  });
});
