import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChangeRequest } from "../../../shared/changes/model.ts";
import { callContext } from "../testing/change-bench.ts";
import { createLedgerBench, type LedgerBench } from "../testing/ledger-bench.ts";

let bench: LedgerBench;
let request: ChangeRequest;
const tables = [
  "event",
  "installed",
  "rehearsal",
  "request",
  "migration",
  "decision",
  "comment",
  "application",
  "application_end",
  "applied_statement",
  "request_detail",
  "thread_entry",
  "policy",
  "emergency",
  "restore_point",
  "check_after",
  "restored",
];
const verify = () => bench.handlers["changes.verify"]({ connectionId: bench.connectionId }, callContext());

beforeAll(async () => {
  bench = await createLedgerBench();
  await bench.write("0001_a", "CREATE TABLE a (x int);", "DROP TABLE a;");
  await bench.write("0002_b", "CREATE TABLE b (x int);", "DROP TABLE b;");
  await bench.submit("0002_b");
  request = await bench.approve("0001_a");
  await bench.apply(request.id);
});
afterAll(() => bench.close());

describe("by direct SQL", () => {
  it("nobody changes, removes or empties anything, the owner included", async () => {
    for (const role of ["mara", "owner"])
      for (const table of tables) {
        const column = (
          await bench.sql(
            "admin",
            `SELECT attname FROM pg_attribute WHERE attrelid = 'steward.${table}'::regclass AND attnum = 1`,
          )
        ).rows[0]?.[0];
        const attempts = [
          `UPDATE steward.${table} SET ${column} = ${column}`,
          `DELETE FROM steward.${table}`,
          `TRUNCATE steward.${table} CASCADE`,
        ];
        const isEmpty = (await bench.sql("admin", `SELECT FROM steward.${table} LIMIT 1`)).rowCount === 0;
        for (const attempt of attempts.slice(isEmpty ? 2 : 0))
          await expect(bench.sql(role, attempt), `${role}: ${attempt}`).rejects.toMatchObject({
            details: { postgres: { sqlstate: "ST001" } },
          });
      }
  });

  it("the author cannot approve, whichever way the row is written, and nobody signs for another", async () => {
    const open = await bench.submit("0002_b");
    const asMara = [
      `SELECT steward.decide('${open.id}', 'approve', '${open.hash}', '')`,
      `INSERT INTO steward.decision (request_id, verdict, hash, comment) VALUES ('${open.id}', 'approve', '${open.hash}', '')`,
      `INSERT INTO steward.decision (request_id, verdict, hash, comment, person, person_oid)
         VALUES ('${open.id}', 'approve', '${open.hash}', '', '${bench.test.roleName("deniz")}', 1)`,
    ];
    for (const sql of asMara)
      await expect(bench.sql("mara", sql), sql).rejects.toMatchObject({ details: { postgres: { sqlstate: "ST001" } } });
    const session = await bench.session("mara", "test");
    await session.execute(`SET ROLE "${bench.test.parameters.user}"`);
    await expect(session.execute(asMara[0] ?? "")).rejects.toMatchObject({ message: /wrote this change request/ });
    await session.close();
    const forged = `INSERT INTO steward.comment (request_id, person, at, text)
      VALUES ('${open.id}', '${bench.test.roleName("deniz")}', '2000-01-01', 'I agree') RETURNING person, at > now() - interval '1 minute'`;
    expect((await bench.sql("mara", forged)).rows).toEqual([[bench.test.roleName("mara"), "t"]]);
  });

  it("nobody applies without the lock, or what is not approved", async () => {
    const open = await bench.submit("0002_b");
    const start = `SELECT steward.start_application(gen_random_uuid(), '${open.id}', '0002_b', 'up')`;
    await expect(bench.sql("mara", start)).rejects.toMatchObject({
      message: "This session does not hold the apply lock.",
    });
    const session = await bench.session("mara", "test");
    await session.execute("SELECT pg_advisory_lock(1398031703, 1)");
    await expect(session.execute(start)).rejects.toMatchObject({
      message: "The change request is not approved: 0 of 1 approvals, 0 against it.",
    });
    await session.close();
  });

  it("strangers read and do not write", async () => {
    expect((await bench.sql("guest", "SELECT count(*) FROM steward.event")).rowCount).toBe(1);
    const attempts = [
      `SELECT steward.decide('${request.id}', 'approve', '${request.hash}', '')`,
      `INSERT INTO steward.decision (request_id, verdict, hash, comment) VALUES ('${request.id}', 'approve', '${request.hash}', '')`,
      "SELECT steward.record_installed('x', 'y')",
      "CREATE TABLE steward.mine (x int)",
    ];
    for (const sql of attempts)
      await expect(bench.sql("guest", sql), sql).rejects.toMatchObject({
        details: { postgres: { sqlstate: "42501" } },
      });
    const comment = {
      connectionId: bench.connectionId,
      id: request.id,
      role: "guest",
      text: "hi",
      migrationId: null,
      statementIndex: null,
    };
    await expect(bench.handlers["changes.comment"](comment, callContext())).rejects.toMatchObject({ code: "refused" });
  });

  it("a renamed author is still the author", async () => {
    const open = await bench.submit("0002_b");
    const [from, to] = [bench.test.roleName("mara"), `${bench.test.roleName("mara")}_again`];
    const renamed = await bench.session("mara", "test");
    await bench.sql("admin", `ALTER ROLE ${from} RENAME TO ${to}`);
    try {
      await expect(
        renamed.execute(`SELECT steward.decide('${open.id}', 'approve', '${open.hash}', '')`),
      ).rejects.toMatchObject({ details: { postgres: { sqlstate: "ST001" } } });
    } finally {
      await renamed.close();
      await bench.sql("admin", `ALTER ROLE ${to} RENAME TO ${from}`);
    }
  });
});

describe("verifying", () => {
  /** Does what only somebody with the owner's power can: past the triggers, and undone afterwards. */
  const tamper = async (sql: readonly string[]) => {
    const session = await bench.session("admin", "tamper");
    await session.execute("SET session_replication_role = replica");
    for (const statement of sql) await session.execute(statement);
    await session.close();
  };

  const swap = (left: number, right: number) =>
    [
      [left, 1_000_000],
      [right, left],
      [1_000_000, right],
    ].map(([from, to]) => `UPDATE steward.event SET sequence = ${to} WHERE sequence = ${from}`);

  it("is fine as long as nobody tampers", async () => {
    expect(await verify()).toMatchObject({ isIntact: true });
  });

  it("finds a changed row, event, script and lost row, and where", async () => {
    const script = `UPDATE steward.migration SET up_script = up_script || ' '::bytea WHERE request_id = '${request.id}'`;
    const cases: readonly (readonly [string, string, RegExp])[] = [
      [
        "UPDATE steward.request SET title = title || '!'",
        "UPDATE steward.request SET title = left(title, -1)",
        /^request .* was changed/,
      ],
      [
        "UPDATE steward.event SET person = person || '!'",
        "UPDATE steward.event SET person = left(person, -1)",
        /event was changed/,
      ],
      [
        script,
        `UPDATE steward.migration SET up_script = substr(up_script, 1, length(up_script) - 1) WHERE request_id = '${request.id}'`,
        /scripts of/,
      ],
    ];
    for (const [damage, repair, reason] of cases) {
      await tamper([damage]);
      const found = await verify();
      expect(found.isIntact ? null : found.reason, damage).toMatch(reason);
      await tamper([repair]);
    }
    await tamper(["CREATE TABLE public.kept AS SELECT * FROM steward.comment", "DELETE FROM steward.comment"]);
    expect(await verify()).toMatchObject({ isIntact: false, reason: expect.stringMatching(/^comment .* was removed/) });
    await tamper(["INSERT INTO steward.comment SELECT * FROM public.kept", "DROP TABLE public.kept"]);
    expect(await verify()).toMatchObject({ isIntact: true });
  });

  it("names the first of every kind of row that was changed, and events that are gone, swapped or moved", async () => {
    const first = async (table: string) =>
      (await bench.sql("admin", `SELECT min(sequence) FROM steward.event WHERE subject = '${table}'`)).rows[0]?.[0];
    const rows: readonly (readonly [string, string])[] = [
      ["installed", "up_sha256"],
      ["request", "description"],
      ["request_detail", "detail"],
      ["decision", "comment"],
      ["application", "person"],
      ["application_end", "outcome"],
      ["applied_statement", "sql_sha256"],
    ];
    await bench.sql("admin", "ALTER TABLE steward.application_end DROP CONSTRAINT application_end_outcome_check");
    for (const [table, column] of rows) {
      await tamper([`UPDATE steward.${table} SET ${column} = ${column} || '!'`]);
      expect(await verify(), table).toEqual({
        isIntact: false,
        rows: expect.any(Number),
        brokenSequence: Number(await first(table)),
        reason: expect.stringMatching(new RegExp(`^${table} .* was changed`)),
      });
      await tamper([`UPDATE steward.${table} SET ${column} = left(${column}, -1)`]);
    }
    const events: readonly (readonly [string, readonly string[], readonly string[], number, RegExp])[] = [
      [
        "gone",
        [
          "CREATE TABLE public.kept AS SELECT * FROM steward.event WHERE sequence = 2",
          "DELETE FROM steward.event WHERE sequence = 2",
        ],
        ["INSERT INTO steward.event SELECT * FROM public.kept", "DROP TABLE public.kept"],
        2,
        /^Event 2 is missing/,
      ],
      ["swapped", swap(2, 3), swap(2, 3), 2, /does not follow/],
      [
        "moved",
        ["UPDATE steward.event SET target = target || '!' WHERE sequence = 3"],
        ["UPDATE steward.event SET target = left(target, -1) WHERE sequence = 3"],
        3,
        /event was changed/,
      ],
    ];
    for (const [name, damage, repair, brokenSequence, reason] of events) {
      await tamper(damage);
      expect(await verify(), name).toMatchObject({ brokenSequence, reason: expect.stringMatching(reason) });
      await tamper(repair);
    }
    expect(await verify()).toMatchObject({ isIntact: true });
  });

  it("finds a row that came past the ledger, and switched-off guards", async () => {
    await tamper([
      `INSERT INTO steward.comment (id, request_id, at, person, text) VALUES ('00000000-0000-4000-8000-000000000000', '${request.id}', now(), 'x', 'y')`,
    ]);
    expect(await verify()).toMatchObject({ isIntact: false, reason: expect.stringContaining("without an event") });
    await tamper(["DELETE FROM steward.comment WHERE person = 'x'"]);
    await bench.sql("admin", "ALTER TABLE steward.decision DISABLE TRIGGER verify");
    expect(await verify()).toMatchObject({
      isIntact: false,
      reason: expect.stringContaining("1 of the ledger's 66 triggers"),
    });
    await bench.sql("admin", "ALTER TABLE steward.decision ENABLE TRIGGER verify");
    expect(await verify()).toMatchObject({ isIntact: true });
  });

  it("voids an approval for a changed option, target, down script or report", async () => {
    await bench.write("0004_d", "CREATE TABLE d (x int);", "DROP TABLE d;");
    const approved = await bench.approve("0004_d");
    const of = `WHERE request_id = '${approved.id}'`;
    const changes: readonly (readonly [string, string])[] = [
      [
        `UPDATE steward.migration SET down_script = down_script || ' '::bytea ${of}`,
        `UPDATE steward.migration SET down_script = substr(down_script, 1, length(down_script) - 1) ${of}`,
      ],
      [
        `UPDATE steward.migration SET down_script = NULL ${of}`,
        `UPDATE steward.migration SET down_script = 'DROP TABLE d;' ${of}`,
      ],
      ...["lock_timeout_ms", "statement_timeout_ms", "lock_tries"].map(
        (option) =>
          [
            `UPDATE steward.request SET ${option} = ${option} + 1 WHERE id = '${approved.id}'`,
            `UPDATE steward.request SET ${option} = ${option} - 1 WHERE id = '${approved.id}'`,
          ] as const,
      ),
      [
        `UPDATE steward.request SET target_identity = target_identity || 'x' WHERE id = '${approved.id}'`,
        `UPDATE steward.request SET target_identity = left(target_identity, -1) WHERE id = '${approved.id}'`,
      ],
    ];
    for (const [damage, repair] of changes) {
      await tamper([damage]);
      await expect(bench.apply(approved.id), damage).rejects.toMatchObject({ code: "refused" });
      expect(await verify(), damage).toMatchObject({ isIntact: false });
      await tamper([repair]);
    }
    expect(await verify()).toMatchObject({ isIntact: true });
    expect((await bench.apply(approved.id)).state).toBe("applied");
  });

  it("refuses to apply what was changed after its approval", async () => {
    await bench.write("0003_c", "CREATE TABLE c (x int);", "DROP TABLE c;");
    const approved = await bench.approve("0003_c");
    await tamper([
      `UPDATE steward.migration SET up_script = up_script || ' '::bytea WHERE request_id = '${approved.id}'`,
    ]);
    await expect(bench.apply(approved.id)).rejects.toMatchObject({ code: "refused", message: /hash is another one/ });
    await tamper([
      `UPDATE steward.migration SET up_script = substr(up_script, 1, length(up_script) - 1) WHERE request_id = '${approved.id}'`,
    ]);
    await bench.write("0003_c", "CREATE TABLE c (x bigint);", "DROP TABLE c;");
    await expect(bench.apply(approved.id)).rejects.toMatchObject({ code: "refused", message: /changed in the folder/ });
    expect((await bench.read(approved.id)).applications).toEqual([]);
  });
});
