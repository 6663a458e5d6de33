import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../shared/ipc/app-error.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";

let test: TestDatabase;
const read = async (sql: string) => (await test.databases.read(test.ref, "test", (session) => session.query(sql))).rows;
const write = (sql: string) => test.databases.write(test.ref, { purpose: "test" }, (session) => session.execute(sql));

beforeAll(async () => {
  test = await createTestDatabase();
  await write("CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL CHECK (balance >= 0))");
  await write("INSERT INTO account VALUES (1, 100), (2, 0)");
  await write(
    "CREATE FUNCTION sneak() RETURNS int LANGUAGE plpgsql AS $$ BEGIN UPDATE public.account SET balance = 7; RETURN 1; END $$",
  );
});
afterAll(() => test.close());

describe("reading", () => {
  it("cannot write, whatever is tried", async () => {
    const attempts = [
      "UPDATE public.account SET balance = 1",
      "WITH changed AS (UPDATE public.account SET balance = 1 RETURNING 1) SELECT * FROM changed",
      "SELECT public.sneak()",
      "EXPLAIN ANALYZE UPDATE public.account SET balance = 1",
      "DO $$ BEGIN UPDATE public.account SET balance = 1; END $$",
      "SELECT 1; COMMIT; UPDATE public.account SET balance = 1",
      "CREATE TABLE public.made (a int)",
      "TRUNCATE public.account",
    ];
    for (const sql of attempts) await expect(read(sql), sql).rejects.toBeInstanceOf(AppError);
    await test.databases
      .read(test.ref, "test", async (session) => {
        await session.query("SET TRANSACTION READ WRITE");
        await session.query("UPDATE public.account SET balance = 1");
      })
      .catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
    expect(await read("SELECT balance FROM public.account ORDER BY id")).toEqual([["100"], ["0"]]);
  });

  it("sees one moment, however long it takes", async () => {
    const seen = await test.databases.read(test.ref, "test", async (session) => {
      const before = await session.query("SELECT sum(balance) FROM public.account");
      await write("UPDATE account SET balance = balance + 1 WHERE id = 2");
      const after = await session.query("SELECT sum(balance) FROM public.account");
      return [before.rows, after.rows];
    });
    expect(seen).toEqual([[["100"]], [["100"]]]);
    expect(await read("SELECT sum(balance) FROM public.account")).toEqual([["101"]]);
  });

  it("looks names up in the catalog only, unless the user's own statement is run", async () => {
    await expect(read("SELECT * FROM account")).rejects.toMatchObject({ code: "sql" });
    const own = await test.databases.read(test.ref, "test", (session) => session.query("SELECT id FROM account"), {
      searchPath: "user",
    });
    expect(own.rows).toHaveLength(2);
  });

  it("uses sessions again and leaves no transaction behind", async () => {
    const pids = [await read("SELECT pg_backend_pid()"), await read("SELECT pg_backend_pid()")];
    expect(pids[0]).toEqual(pids[1]);
    const open =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'Steward read%' AND state LIKE 'idle in%'";
    expect((await write(open)).rows).toEqual([["0"]]);
  });

  it("starts a new session when the pooled one died, so that nobody notices", async () => {
    const [[pid]] = (await read("SELECT pg_backend_pid()")) as [[string]]; // one row of one column was asked for
    await write(`SELECT pg_terminate_backend(${pid}), pg_sleep(0.1)`);
    const next = await read("SELECT pg_backend_pid()");
    expect(next).not.toEqual([[pid]]);
  });

  it("is not done again when only its end was lost", async () => {
    let times = 0;
    const pid = await test.databases.read(test.ref, "test", async (session) => {
      times += 1;
      const [[own = null] = []] = (await session.query("SELECT pg_backend_pid()")).rows;
      await write(`SELECT pg_terminate_backend(${own}, 5000)`);
      return own;
    });
    expect([times, pid]).toEqual([1, expect.stringMatching(/^\d+$/)]);
    expect(await read("SELECT 1")).toEqual([["1"]]);
  });

  it("waits its turn when many read at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => read(`SELECT ${index}, pg_sleep(0.02)`)),
    );
    expect(answers.map((rows) => rows[0]?.[0])).toEqual(Array.from({ length: 20 }, (_, index) => String(index)));
  });

  it("is cancelled through its signal", async () => {
    const controller = new AbortController();
    const slow = test.databases.read(
      test.ref,
      "test",
      (session) => session.query("SELECT pg_sleep(30)", [], { signal: controller.signal }),
      { signal: controller.signal },
    );
    setTimeout(() => controller.abort(), 50);
    await expect(slow).rejects.toMatchObject({ code: "cancelled" });
    expect(await read("SELECT 1")).toEqual([["1"]]);
  });
});

describe("a transaction", () => {
  const transfer = (amount: number) =>
    test.databases.write(test.ref, { purpose: "test" }, (session) =>
      session.transaction(async (inside) => {
        await inside.execute("UPDATE account SET balance = balance + $1::int WHERE id = 2", [amount]);
        await inside.execute("UPDATE account SET balance = balance - $1::int WHERE id = 1", [amount]);
        return (await inside.query("SELECT balance FROM account ORDER BY id")).rows;
      }),
    );

  it("is done as a whole", async () => {
    await write("UPDATE account SET balance = 100 - 100 * (id - 1)");
    expect(await transfer(40)).toEqual([["60"], ["40"]]);
    expect(await read("SELECT balance FROM public.account ORDER BY id")).toEqual([["60"], ["40"]]);
  });

  it("or not at all", async () => {
    await expect(transfer(1000)).rejects.toMatchObject({ code: "sql", details: { postgres: { sqlstate: "23514" } } });
    expect(await read("SELECT sum(balance) FROM public.account")).toEqual([["100"]]);
  });

  it("that failed inside is no success, even if nobody looked at the error", async () => {
    const silent = test.databases.write(test.ref, { purpose: "test" }, (session) =>
      session.transaction(async (inside) => {
        await inside.execute("SELECT 1/0").catch(() => undefined);
      }),
    );
    await expect(silent).rejects.toThrow(/rolled back/);
  });

  it("whose COMMIT got no answer says that nobody knows", async () => {
    const lost = test.databases.write(test.ref, { purpose: "test" }, (session) =>
      session.transaction(async (inside) => {
        await inside.execute("CREATE TABLE deferred_wait (id int PRIMARY KEY)");
        await inside.execute(
          "CREATE FUNCTION slow_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(5); RETURN NULL; END $$",
        );
        await inside.execute(
          "CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON deferred_wait DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow_commit()",
        );
        await inside.execute("INSERT INTO deferred_wait VALUES (1)");
        setTimeout(() => void write(`SELECT pg_terminate_backend(${session.backendPid})`), 100);
      }),
    );
    await expect(lost).rejects.toMatchObject({ code: "outcomeUnknown" });
  });
});
