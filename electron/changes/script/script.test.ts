import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeScript, sha256Hex } from "../../migrations/script-bytes.ts";
import { approvalKey, hashMigration, hashScripts } from "./hashes.ts";
import { prepareScript } from "./prepare-script.ts";

const migration = { id: "0001_a", order: 1, up: Buffer.from("SELECT 1"), down: Buffer.from("SELECT 2") };
const parts = {
  targetIdentity: "7/16384/18",
  options: { lockTimeoutMs: 2000, statementTimeoutMs: 0, lockTries: 8 },
  rehearsalHash: "a".repeat(64),
  detail: null,
  migrations: [migration],
};

describe("approvalKey", () => {
  it("changes with everything that is approved", () => {
    const others = [
      { ...parts, targetIdentity: "7/16384/17" },
      { ...parts, options: { ...parts.options, lockTimeoutMs: 2001 } },
      { ...parts, options: { ...parts.options, statementTimeoutMs: 1 } },
      { ...parts, options: { ...parts.options, lockTries: 9 } },
      { ...parts, rehearsalHash: null },
      { ...parts, detail: "{}" },
      { ...parts, detail: "{ }" },
      { ...parts, migrations: [{ ...migration, id: "0001_b" }] },
      { ...parts, migrations: [{ ...migration, down: null }] },
      { ...parts, migrations: [migration, { ...migration, id: "0002_a" }] },
    ];
    const keys = [parts, ...others].map(approvalKey);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("changes with any byte of any script", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, at, flip) => {
        const changed = Buffer.from(bytes);
        const place = at % bytes.length;
        changed[place] = (changed[place] ?? 0) ^ flip;
        const [before, after] = [Buffer.from(bytes), changed].map((up) => ({ ...migration, up }));
        if (!before || !after) throw new Error("two were made");
        expect(hashMigration(before)).not.toBe(hashMigration(after));
        expect(hashScripts([before])).not.toBe(hashScripts([after]));
      }),
    );
  });
});

describe("decodeScript", () => {
  it("keeps every character, and knows what is not text", () => {
    expect(decodeScript(Buffer.from("\uFEFFSELECT 'ä'\r\n"))).toBe("\uFEFFSELECT 'ä'\r\n");
    expect(decodeScript(Buffer.from([0x53, 0xff]))).toBeNull();
    expect(sha256Hex("")).toMatch(/^e3b0c442/);
  });
});

describe("prepareScript", () => {
  it("skips a byte order mark and keeps offsets true", async () => {
    const script = "\uFEFFSET lock_timeout = '1s';\r\nCREATE INDEX CONCURRENTLY i ON t (a);\r\n";
    const statements = await prepareScript(script);
    expect(
      statements.map(({ sql, isTransactional, isSetting, line }) => ({ sql, isTransactional, isSetting, line })),
    ).toEqual([
      { sql: "SET lock_timeout = '1s'", isTransactional: true, isSetting: true, line: 1 },
      { sql: "CREATE INDEX CONCURRENTLY i ON t (a)", isTransactional: false, isSetting: false, line: 2 },
    ]);
    expect(statements.every(({ sql, offset }) => script.slice(offset, offset + sql.length) === sql)).toBe(true);
  });
});
