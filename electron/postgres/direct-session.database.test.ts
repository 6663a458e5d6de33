import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Notice } from "../../shared/rows/model.ts";
import { RowsPage } from "../../shared/rows/page.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { DirectSession } from "./direct-session.ts";

const limits = { maxRows: 1000, maxCellBytes: 1 << 20, pageRows: 100 };
const decode = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");

describe("a session", () => {
  let test: TestDatabase;
  let session: DirectSession;
  const query = async (sql: string, values: (string | null)[] = []) => (await session.query(sql, values, limits)).rows;
  beforeAll(async () => {
    test = await createTestDatabase();
    session = await DirectSession.open(test.parameters, { purpose: "test", settings: { work_mem: "5 MB" } });
  });
  afterAll(async () => {
    await session.close();
    await test.close();
  });

  it("gives every value as the server's own text", async () => {
    const values = [
      "'NaN'::numeric",
      "9223372036854775807",
      "'infinity'::timestamptz",
      "'\\xdeadbeef'::bytea",
      '\'{"b":1,"a":2}\'::json',
      "ARRAY[[1,NULL],[3,4]]",
      "0.1::float8",
      "true",
      "''",
      "NULL",
    ];
    expect(await query(`SELECT ${values.join(", ")}`)).toEqual([
      [
        "NaN",
        "9223372036854775807",
        "infinity",
        "\\xdeadbeef",
        '{"b":1,"a":2}',
        "{{1,NULL},{3,4}}",
        "0.1",
        "t",
        "",
        null,
      ],
    ]);
  });

  it("keeps columns of the same name apart, and says where they come from", async () => {
    const result = await session.query("SELECT 1 AS a, 'x' AS a, c.oid FROM pg_catalog.pg_class c LIMIT 1", [], limits);
    expect(result.columns.map(({ name, typeName, tableColumn }) => [name, typeName, tableColumn])).toEqual([
      ["a", "int4", 0],
      ["a", "text", 0],
      ["oid", "oid", 1],
    ]);
  });

  it("names types that are not built in", async () => {
    await query("CREATE TYPE mood AS ENUM ('fine', 'bad')");
    const result = await session.query("SELECT 'fine'::mood, ARRAY['bad'::mood]", [], limits);
    expect(result.columns.map((column) => column.typeName)).toEqual(["mood", "_mood"]);
  });

  it("runs one statement at a time, and refuses two in one text", async () => {
    await expect(query("SELECT 1; SELECT 2")).rejects.toMatchObject({
      code: "sql",
      details: { postgres: { sqlstate: "42601" } },
    });
    expect(await query("SELECT 1 AS ok")).toEqual([["1"]]);
  });

  it("passes parameters as text, NULL included", async () => {
    const odd = "quote ' \\ \" ; -- \n\u202e😀";
    expect(await query("SELECT $1::text, $2::int IS NULL", [odd, null])).toEqual([[odd, "t"]]);
  });

  it("says where the error is", async () => {
    await expect(query("SELECT 1,\n  nonsense")).rejects.toMatchObject({
      code: "sql",
      details: { statement: "SELECT 1,\n  nonsense", postgres: { sqlstate: "42703", position: 13 } },
    });
  });

  it("carries its purpose and settings to the server", async () => {
    expect(await query("SELECT current_setting('application_name'), current_setting('work_mem')")).toEqual([
      ["Steward test", "5MB"],
    ]);
  });

  it("hands notices on", async () => {
    const result = await session.query("DO $$ BEGIN RAISE WARNING 'careful' USING HINT = 'look'; END $$", [], limits);
    const expected: Notice = { severity: "WARNING", sqlstate: "01000", message: "careful", hint: "look" };
    expect(result.notices).toEqual([expected]);
  });

  it("refuses a result that is larger than allowed, and goes on", async () => {
    const small = { ...limits, maxRows: 10 };
    await expect(session.query("SELECT generate_series(1, 11)", [], small)).rejects.toMatchObject({ code: "tooLarge" });
    expect((await session.query("SELECT generate_series(1, 10)", [], small)).rows).toHaveLength(10);
  });

  it("cuts a cell of 200 MB while it arrives", async () => {
    const pages: RowsPage[] = [];
    const receiver = {
      start: () => undefined,
      columns: () => undefined,
      notice: () => undefined,
      page: (buffer: ArrayBuffer) => pages.push(new RowsPage(buffer, decode)),
    };
    await session.run("SELECT repeat('x', 200000000), 'end'", [], { ...limits, maxCellBytes: 100 }, receiver);
    expect([pages[0]?.row(0), pages[0]?.trueBytes(0, 0)]).toEqual([["x".repeat(100), "end"], 200_000_000]);
  });

  it("cancels what runs, and never what runs next", async () => {
    for (let turn = 0; turn < 5; turn++) {
      const controller = new AbortController();
      const slow = session.query("SELECT pg_sleep(30)", [], { ...limits, signal: controller.signal });
      setTimeout(() => controller.abort(), 20 + turn * 10);
      await expect(slow).rejects.toMatchObject({ code: "cancelled" });
      expect(await query("SELECT pg_sleep(0.05), 1")).toEqual([["", "1"]]);
    }
  });

  it("does not send what was cancelled before its turn", async () => {
    const aborted = AbortSignal.abort();
    await expect(session.query("CREATE TABLE never()", [], { ...limits, signal: aborted })).rejects.toMatchObject({
      code: "cancelled",
    });
    expect(await query("SELECT to_regclass('never')")).toEqual([[null]]);
  });

  it("knows where its transaction stands", async () => {
    const seen: string[] = [session.transactionStatus];
    await query("BEGIN");
    seen.push(session.transactionStatus);
    await query("SELECT 1/0").catch(() => undefined);
    seen.push(session.transactionStatus);
    await query("ROLLBACK");
    expect([...seen, session.transactionStatus]).toEqual(["idle", "open", "failed", "idle"]);
  });

  it("ends COPY statements that nobody feeds or reads", async () => {
    await query("CREATE TABLE copied (a int)");
    await expect(query("COPY copied FROM STDIN")).rejects.toMatchObject({ code: "unsupported" });
    await expect(query("COPY (SELECT 1) TO STDOUT")).rejects.toMatchObject({ code: "unsupported" });
    expect(await query("SELECT count(*) FROM copied")).toEqual([["0"]]);
  });

  it("answers an empty statement", async () => {
    expect(await query("-- nothing")).toEqual([]);
  });

  it("says when the server ended it, and does nothing behind the user's back afterwards", async () => {
    const doomed = await DirectSession.open(test.parameters, { purpose: "doomed" });
    const lost = new Promise<Error>((resolve) => doomed.onLost(resolve));
    await query("SELECT pg_terminate_backend($1::int)", [String(doomed.backendPid)]);
    expect((await lost).message).not.toBe("");
    await expect(doomed.query("SELECT 1", [], limits)).rejects.toMatchObject({ code: "connectionLost" });
    await doomed.close();
  });

  it("rejects the statement during which the server went away", async () => {
    const doomed = await DirectSession.open(test.parameters, { purpose: "doomed" });
    const running = doomed.query("SELECT pg_sleep(30)", [], limits);
    const refused = expect(running).rejects.toMatchObject({ code: "connectionLost" });
    await query("SELECT pg_sleep(0.1), pg_terminate_backend($1::int)", [String(doomed.backendPid)]);
    await refused;
  });
});

describe("connecting", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.close());
  const open = (change: object, timeout = 3_000) =>
    DirectSession.open({ ...test.parameters, ...change }, { purpose: "test", connectTimeoutMs: timeout });

  it("names what is wrong", async () => {
    await expect(open({ password: "wrong" })).rejects.toMatchObject({ code: "authenticationFailed" });
    await expect(open({ database: "no such database" })).rejects.toMatchObject({ code: "notFound" });
    await expect(open({ port: 1 })).rejects.toMatchObject({ code: "connectionFailed" });
    await expect(open({ host: "no-such-host.invalid" })).rejects.toMatchObject({ code: "connectionFailed" });
    await expect(open({ tls: "verify-full" })).rejects.toMatchObject({ code: "tlsFailed" });
  });

  it("gives up on a server that says nothing, and on one that speaks another language", async () => {
    const answers = { silent: "", http: "HTTP/1.1 400 Bad Request\r\n\r\n" };
    for (const [kind, answer] of Object.entries(answers)) {
      const server = createServer((socket) => {
        socket.on("error", () => undefined);
        if (answer) socket.write(answer);
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      const failure = await open({ port }, 500).catch((error: unknown) => error);
      expect([kind, failure]).toEqual([kind, expect.objectContaining({ name: "AppError" })]);
      server.close();
    }
  });

  it("ends a statement whose server said an error and then went, before it was ready for the next", async () => {
    const message = (type: string, body: Buffer) => {
      const length = Buffer.alloc(4);
      length.writeInt32BE(body.length + 4);
      return Buffer.concat([Buffer.from(type), length, body]);
    };
    const panic = ["SPANIC", "VPANIC", "C53100", "Mcould not write to file: No space left on device"];
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => {
        socket.write(message("R", Buffer.alloc(4))); // no password wanted
        socket.write(message("K", Buffer.alloc(8)));
        socket.write(message("Z", Buffer.from("I")));
        socket.once("data", () => socket.end(message("E", Buffer.from(`${panic.join("\0")}\0\0`))));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const doomed = await open({ port: typeof address === "object" && address ? address.port : 0 });
    await expect(doomed.query("SELECT 1", [], limits)).rejects.toMatchObject({ code: "diskFull" });
    await doomed.close();
    server.close();
  });
});
