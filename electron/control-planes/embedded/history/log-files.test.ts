import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listLogFiles, measureWrittenLog, timelineOf, toPosition } from "./log-files.ts";
import { findForkPosition } from "./recovery.ts";

let cluster: string;
const write = (name: string, text = "") => writeFile(join(cluster, "pg_wal", name), text);

beforeAll(async () => {
  cluster = await mkdtemp(join(tmpdir(), "steward-log-files-"));
  await mkdir(join(cluster, "pg_wal"));
  for (const name of ["000000020000000000000003", "000000010000000000000002", "000000020000000000000001"])
    await write(name, "12345");
  for (const name of ["000000020000000000000004.partial", "xlogtemp.77", "archive_status"]) await write(name);
});
afterAll(() => rm(cluster, { recursive: true }));

it("the log of a cluster is its segments of one timeline, in order", async () => {
  expect(await listLogFiles(cluster, timelineOf("0000000200000000000000AA"))).toEqual([
    "000000020000000000000001",
    "000000020000000000000003",
  ]);
  expect(await listLogFiles(join(cluster, "none"), "00000001")).toEqual([]);
});

it("what was written since a moment leaves out segments that the server keeps ready under later names", async () => {
  const since = new Date("2026-01-02T00:00:00Z");
  const touch = async (name: string, at: string) => {
    await write(name, "12345");
    await utimes(join(cluster, "pg_wal", name), new Date(at), new Date(at));
  };
  await touch("000000030000000000000001", "2026-01-03T00:00:00Z"); // before the one that is asked from
  await touch("000000030000000000000002", "2026-01-02T00:00:01Z");
  await touch("000000030000000000000003", "2026-01-04T00:00:00Z");
  await touch("000000030000000000000004", "2026-01-01T00:00:00Z"); // an old one, ready to be written again
  expect(await measureWrittenLog(cluster, "000000030000000000000002", since.getTime())).toBe(10);
  expect(await measureWrittenLog(cluster, "000000090000000000000002", since.getTime())).toBe(0);
});

it("positions are compared as the server does", () => {
  const word = fc.nat({ max: 0xffff_ffff });
  fc.assert(
    fc.property(word, word, (high, low) => {
      const lsn = `${high.toString(16).toUpperCase()}/${low.toString(16).toUpperCase()}`;
      expect(toPosition(lsn)).toBe(BigInt(high) * 2n ** 32n + BigInt(low));
    }),
  );
});

it("where a cluster left another one's log is the last line of its newest history", async () => {
  expect(await findForkPosition(cluster)).toBeNull();
  await write("00000002.history", "1\t0/3000148\tbefore 2026-01-01\n");
  await write("00000003.history", "1\t0/3000148\tbefore 2026-01-01\n\n2\t0/A19B720\tno recovery target specified\n");
  expect(await findForkPosition(cluster)).toBe("0/A19B720");
});
