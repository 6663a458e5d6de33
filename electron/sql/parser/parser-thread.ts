// Entry of the parser's thread: parses one text at a time and hands its statements over in batches.
import { parentPort } from "node:worker_threads";
import type { Node } from "libpg-query";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import { parserInPlace } from "./sql-parser.ts";
import {
  type ParserAnswer,
  type ParserRequest,
  packStatements,
  type StatementBatch,
  type TravellingStatement,
} from "./thread-messages.ts";
import { trimTree } from "./trim-tree.ts";

const longTreeLength = 32 * 1024;

function start(): void {
  const port = parentPort;
  if (!port) throw new Error("This is the entry of a worker thread.");
  const answer = (message: ParserAnswer) => port.postMessage(message);
  const current = { batches: null as Iterator<StatementBatch> | null, following: null as StatementBatch | null };
  const sendNext = () => {
    const batch = current.following;
    if (!batch) return;
    const next = current.batches?.next();
    current.following = next && !next.done ? next.value : null;
    answer({ kind: "statements", batch, isLast: current.following === null });
  };
  const begin = async (request: Exclude<ParserRequest, { kind: "next" }>) => {
    if (request.kind === "fingerprint")
      return answer({ kind: "fingerprint", fingerprint: await parserInPlace.fingerprint(request.text) });
    const statements = await (request.kind === "parse" ? parsed(request.text) : split(request.text));
    current.batches = packStatements(statements);
    current.following = current.batches.next().value ?? null;
    sendNext();
  };
  port.on("message", (request: ParserRequest) => {
    if (request.kind === "next") return sendNext();
    begin(request).catch((error: unknown) =>
      answer(isAppError(error) ? { kind: "failed", error: error.toWire() } : { kind: "broken", reason: String(error) }),
    );
  });
}

async function parsed(text: string): Promise<Iterable<TravellingStatement>> {
  const statements = await parserInPlace.parse(text);
  return mapLazily(statements, ({ offset, sql, line, node }) => {
    return { start: offset, end: offset + sql.length, line, tree: toTree(node) };
  });
}

async function split(text: string): Promise<Iterable<TravellingStatement>> {
  const statements = await parserInPlace.split(text);
  return mapLazily(statements, ({ start: from, end, node }) => {
    return { start: from, end, line: 0, tree: node === null ? "" : toTree(node) };
  });
}

/** Trimming costs as much as writing, so only trees that are long are trimmed. */
function toTree(node: Node): string {
  const tree = JSON.stringify(node);
  return tree.length > longTreeLength ? JSON.stringify(trimTree(node)) : tree;
}

function* mapLazily<T, U>(items: readonly T[], change: (item: T) => U): Generator<U> {
  for (const item of items) yield change(item);
}

start();
