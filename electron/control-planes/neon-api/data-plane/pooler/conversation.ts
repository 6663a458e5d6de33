import { writeMessage } from "../protocol/error-response.ts";
import { findSessionStatement, refusingStatement } from "./refused-statements.ts";

/** What the server has still to answer, in order. Only what matters for the end of a lease and for prepared statements. */
type Expected =
  | { readonly kind: "parse"; readonly name: string; readonly own: Buffer | null; readonly isNew: boolean }
  | { readonly kind: "close"; readonly name: string; readonly known: Buffer | undefined; readonly wasPrepared: boolean }
  /** `copyEnd` is no answer: it marks where the client ended rows that the server has not asked for yet. */
  | { readonly kind: "sync" | "query" | "copyEnd" };

/** Messages of the server that `receive` has to see. */
export const serverMessages = new Set(["1", "3", "C", "E", "G", "Z"]);

/**
 * One client's talk with the servers that it is lent: when a lease is over, and which prepared statements (of the
 * protocol) the client believes in. A server knows none of them when it is lent, so each is prepared there again when it
 * is used first; the answer to that is kept from the client.
 */
export class Conversation {
  private readonly statements = new Map<string, Buffer>();
  private readonly prepared = new Set<string>();
  private expected: Expected[] = [];
  private isUnsynced = false;
  private isCopyingIn = false;
  private status = "I";

  /** Another server, which knows nothing. */
  beginLease(): void {
    this.prepared.clear();
    this.expected = [];
    this.isUnsynced = this.isCopyingIn = false;
    this.status = "I";
  }

  /** Whether the server can be given back: outside of a transaction, with nothing left to answer. */
  get isOver(): boolean {
    return this.status === "I" && this.expected.length === 0 && !this.isUnsynced && !this.isCopyingIn;
  }

  /** What is to be sent to the server for one message of the client. */
  send(type: string, message: Buffer): readonly Buffer[] {
    const send = senders[type];
    return send ? send.call(this, message) : [message];
  }

  /** Takes a message of the server; false when it is not for the client. */
  receive(type: string, message: Buffer): boolean {
    if (type === "1") {
      const parse = this.expected.shift();
      if (parse?.kind !== "parse") return true;
      if (parse.own === null) return false;
      if (parse.name !== "") this.statements.set(parse.name, parse.own);
    } else if (type === "3") this.expected.shift();
    else if (type === "E") this.fail();
    else if (type === "G") this.beginCopyIn();
    else if (type === "Z") this.becomeReady(message);
    else if (type === "C" && /^(DISCARD|DEALLOCATE) ALL\0/.test(message.toString("latin1", 5, 25))) {
      this.statements.clear();
      this.prepared.clear();
    }
    return true;
  }

  private parse(message: Buffer): readonly Buffer[] {
    this.isUnsynced = true;
    const [name, at] = readText(message, 5);
    const before = this.prepare(name);
    const own = refuseInParse(message, at);
    this.expected.push({ kind: "parse", name, own, isNew: name !== "" && !this.prepared.has(name) });
    if (name !== "") this.prepared.add(name);
    return [...before, own];
  }

  private bind(message: Buffer): readonly Buffer[] {
    this.isUnsynced = true;
    const [, at] = readText(message, 5);
    return [...this.prepare(readText(message, at)[0]), message];
  }

  private describe(message: Buffer): readonly Buffer[] {
    this.isUnsynced = true;
    return message[5] === 0x53 ? [...this.prepare(readText(message, 6)[0]), message] : [message];
  }

  private close(message: Buffer): readonly Buffer[] {
    this.isUnsynced = true;
    // A portal's end is answered too; the empty name stands for it, as for the statement without a name.
    const name = message[5] === 0x53 ? readText(message, 6)[0] : "";
    const known = this.statements.get(name);
    this.statements.delete(name);
    this.expected.push({ kind: "close", name, known, wasPrepared: this.prepared.delete(name) });
    return [message];
  }

  private execute(message: Buffer): readonly Buffer[] {
    this.isUnsynced = true;
    return [message];
  }

  private sync(message: Buffer): readonly Buffer[] {
    // The server ignores it while it waits for rows.
    if (this.isCopyingIn) return [message];
    this.isUnsynced = false;
    this.expected.push({ kind: "sync" });
    return [message];
  }

  private query(message: Buffer): readonly Buffer[] {
    this.isUnsynced = false;
    this.expected.push({ kind: "query" });
    const what = findSessionStatement(readText(message, 5)[0]);
    return [what === null ? message : writeMessage("Q", Buffer.from(`${refusingStatement(what)}\0`))];
  }

  private call(message: Buffer): readonly Buffer[] {
    this.expected.push({ kind: "query" });
    return [message];
  }

  private endCopy(message: Buffer): readonly Buffer[] {
    if (!this.isCopyingIn) this.expected.push({ kind: "copyEnd" });
    this.isCopyingIn = false;
    return [message];
  }

  /** Prepares a statement on this server, if the client has prepared it on another. */
  private prepare(name: string): readonly Buffer[] {
    const known = this.statements.get(name);
    if (name === "" || known === undefined || this.prepared.has(name)) return [];
    this.prepared.add(name);
    this.expected.push({ kind: "parse", name, own: null, isNew: true });
    return [known];
  }

  /** After an error the server skips everything up to the next Sync; a simple query ends by itself. */
  private fail(): void {
    this.isCopyingIn = false;
    if (this.expected[0]?.kind === "query") return;
    while (this.expected[0] && this.expected[0].kind !== "sync") {
      const skipped = this.expected.shift();
      if (skipped?.kind === "parse" && skipped.isNew) this.prepared.delete(skipped.name);
      if (skipped?.kind !== "close") continue;
      if (skipped.known) this.statements.set(skipped.name, skipped.known);
      if (skipped.wasPrepared) this.prepared.add(skipped.name);
    }
  }

  private beginCopyIn(): void {
    const end = this.expected.findIndex(({ kind }) => kind === "copyEnd");
    this.isCopyingIn = end < 0;
    if (this.expected[0]?.kind !== "sync") return;
    // Those that came before the end of the rows are ignored; the client sends another one behind it.
    this.expected = end < 0 ? [] : this.expected.slice(end + 1);
    if (end < 0) this.isUnsynced = true;
  }

  private becomeReady(message: Buffer): void {
    for (;;) {
      const done = this.expected.shift();
      if (!done || done.kind === "sync" || done.kind === "query") break;
    }
    while (this.expected[0]?.kind === "copyEnd") this.expected.shift();
    this.isCopyingIn = false;
    this.status = message.toString("latin1", 5, 6);
  }

  static readonly senders = {
    P: Conversation.prototype.parse,
    B: Conversation.prototype.bind,
    D: Conversation.prototype.describe,
    C: Conversation.prototype.close,
    E: Conversation.prototype.execute,
    S: Conversation.prototype.sync,
    Q: Conversation.prototype.query,
    F: Conversation.prototype.call,
    c: Conversation.prototype.endCopy,
    f: Conversation.prototype.endCopy,
  };
}

const senders: Readonly<Record<string, ((this: Conversation, message: Buffer) => readonly Buffer[]) | undefined>> =
  Conversation.senders;

/** A Parse whose text needs a session becomes one that fails. `at` is where its text begins. */
function refuseInParse(message: Buffer, at: number): Buffer {
  const [sql, end] = readText(message, at);
  const what = findSessionStatement(sql);
  if (what === null) return message;
  const text = Buffer.from(`${refusingStatement(what)}\0`);
  return writeMessage("P", Buffer.concat([message.subarray(5, at), text, message.subarray(end)]));
}

/** A text that ends with a zero byte, and where the next thing begins. Throws RangeError when it has no end. */
function readText(message: Buffer, at: number): readonly [string, number] {
  const end = message.indexOf(0, at);
  if (end < 0) throw new RangeError("A text of a message has no end.");
  return [message.toString("utf8", at, end), end + 1];
}
