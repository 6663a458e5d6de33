import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CommitAnswer, type CommitMark, commitMarkSchema, judgeCommit } from "./commit-outcome.ts";

const server = { serverStart: "start 1", systemId: "1", timeline: "00000001" };
const mark: CommitMark = { xid: "700", ...server, isOnDisk: false };
const answer = (status: string | null, changes: Partial<typeof server> = {}): CommitAnswer => ({
  kind: "status",
  status,
  server: { ...server, ...changes },
});
const restarted = { serverStart: "start 2" };

describe("what became of a transaction", () => {
  it.each<[string, Partial<CommitMark>, CommitAnswer, string]>([
    ["committed, same start", {}, answer("committed"), "committed"],
    ["committed, after a crash that may have reused the number", {}, answer("committed", restarted), "unknowable"],
    ["committed, after a crash, but on disk before", { isOnDisk: true }, answer("committed", restarted), "committed"],
    [
      "committed, on a promoted standby",
      { isOnDisk: true },
      answer("committed", { ...restarted, timeline: "2" }),
      "unknowable",
    ],
    [
      "committed, no right to read the system",
      { isOnDisk: true, systemId: null },
      answer("committed", restarted),
      "unknowable",
    ],
    ["aborted, same start", {}, answer("aborted"), "rolledBack"],
    ["aborted, after a crash", {}, answer("aborted", restarted), "rolledBack"],
    ["aborted, on another server", {}, answer("aborted", { systemId: "2" }), "unknowable"],
    ["in progress", {}, answer("in progress"), "askAgain"],
    ["forgotten", {}, answer(null), "unknowable"],
    ["never given", {}, { kind: "neverGiven", server: { ...server, ...restarted } }, "rolledBack"],
    ["never given, on another server", {}, { kind: "neverGiven", server: { ...server, systemId: "2" } }, "unknowable"],
    ["no answer", {}, { kind: "silent" }, "askAgain"],
    ["refused", {}, { kind: "refused" }, "unknowable"],
  ])("%s", (_, changes, given, verdict) => {
    expect(judgeCommit({ ...mark, ...changes }, given)).toBe(verdict);
  });

  it("is asked with a number, and nothing else", () => {
    expect(commitMarkSchema.safeParse({ ...mark, xid: "1'; DROP" }).success).toBe(false);
  });
});

/** A server's log: who wrote what, how much of it is on disk, and what is numbered next. */
class ModelServer {
  log: { readonly xid: number; readonly owner: string; readonly isCommit: boolean }[] = [];
  flushed = 0;
  next = 700;
  start = 1;
  readonly running = new Set<number>();

  write(xid: number, owner: string, isCommit = false): void {
    this.log.push({ xid, owner, isCommit });
    if (!isCommit) return;
    this.running.delete(xid);
    this.flushed = this.log.length; // COMMIT is answered when it is on disk
  }

  begin(owner: string): number {
    const xid = this.next++;
    this.running.add(xid);
    this.write(xid, owner);
    return xid;
  }

  /** Everything that was not on disk is gone; counting goes on behind the last number that is. */
  crash(): void {
    this.log = this.log.slice(0, this.flushed);
    this.next = Math.max(699, ...this.log.map(({ xid }) => xid)) + 1;
    this.running.clear();
    this.start += 1;
  }

  ask(xid: number): CommitAnswer {
    const now = { ...server, serverStart: `start ${this.start}` };
    if (xid >= this.next) return { kind: "neverGiven", server: now };
    const isCommitted = this.log.some((record) => record.xid === xid && record.isCommit);
    const status = this.running.has(xid) ? "in progress" : isCommitted ? "committed" : "aborted";
    return { kind: "status", status, server: now };
  }
}

const event = fc.constantFrom(
  "flush",
  "crash",
  "other commits",
  "other writes",
  "commit",
  "commit torn by a crash",
  "ask",
);

describe("a server that crashes and gives numbers again", () => {
  it("never makes a verdict wrong, and one of the same start is never out of reach", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), fc.array(event, { maxLength: 12 }), (before, after) => {
        const model = new ModelServer();
        const xid = model.begin("mine");
        for (const what of before) if (!/crash|^commit/.test(what)) play(model, what, xid);
        const given: CommitMark = { ...mark, xid: String(xid), isOnDisk: model.flushed > 0 };
        for (const what of after) {
          play(model, what, xid);
          const verdict = judgeCommit(given, model.ask(xid));
          const isApplied = model.log.some(({ owner, isCommit }) => owner === "mine" && isCommit);
          if (verdict === "committed") expect(isApplied).toBe(true);
          if (verdict === "rolledBack") expect(isApplied).toBe(false);
          if (model.start === 1 || given.isOnDisk) expect(verdict).not.toBe("unknowable");
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

function play(model: ModelServer, what: string, xid: number): void {
  const isMineRunning = model.start === 1 && model.running.has(xid);
  if (what === "flush") model.flushed = model.log.length;
  else if (what === "crash") model.crash();
  else if (what === "other writes") model.begin("other");
  else if (what === "other commits") model.write(model.begin("other"), "other", true);
  else if (what === "commit" && isMineRunning) model.write(xid, "mine", true);
  else if (what === "commit torn by a crash" && isMineRunning) {
    model.log.push({ xid, owner: "mine", isCommit: true });
    model.crash();
  }
}
