import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ParsedStatement } from "../parse-script.ts";
import type { ScriptStatement } from "../split-script.ts";
import { parserInPlace, type SqlParser } from "./sql-parser.ts";
import {
  lazyNode,
  type ParserAnswer,
  type ParserRequest,
  type TravellingStatement,
  unpackStatements,
} from "./thread-messages.ts";

/** Shorter texts are parsed where they are asked for: that takes 3 ms, and no thread has to be started or waited for. */
const shortLength = 8 * 1024;
/** The parser has 1 GiB for its trees; inserts of 20 MB exceed it. */
const maxLength = 10_000_000;
const timeoutMs = 60_000;
/** The parser never gives memory back; after a text of this length its thread ends and does. */
const heavyLength = 1_000_000;

/** The parser of an app, which ends with it. */
export type AppParser = SqlParser & { close(): Promise<void> };

/** `threadFile` is the built entry of the thread; without one scripts are parsed in place. */
export function openParser(threadFile: string | null, log: (line: string) => void): AppParser {
  return threadFile !== null ? new ThreadParser(threadFile, log) : { ...parserInPlace, close: async () => undefined };
}

type LongRequest = Exclude<ParserRequest, { kind: "next" }>;

/**
 * Keeps the parser off this thread for all but short texts. One thread, started when it is first needed, takes one text
 * after the other. A text over the limit, or one that the parser's memory or a minute does not suffice for, is refused
 * with `tooLarge` or `timeout`; the next one gets a new thread. Long lists in the trees are trimmed (`trimTree`).
 */
export class ThreadParser implements AppParser {
  private readonly file: string;
  private readonly log: (line: string) => void;
  private readonly ending = new AbortController();
  private thread: Worker | null = null;
  private last: Promise<unknown> = Promise.resolve();

  constructor(file: string, log: (line: string) => void) {
    this.file = file;
    this.log = log;
  }

  async parse(script: string, signal?: AbortSignal): Promise<readonly ParsedStatement[]> {
    if (script.length <= shortLength) return await parserInPlace.parse(script);
    const statements: ParsedStatement[] = [];
    await this.ask({ kind: "parse", text: script }, signal, ({ start, end, line, tree }) => {
      statements.push(withNode({ index: statements.length, sql: script.slice(start, end), offset: start, line }, tree));
    });
    return statements;
  }

  async split(sql: string, signal?: AbortSignal): Promise<readonly ScriptStatement[]> {
    if (sql.length <= shortLength) return await parserInPlace.split(sql);
    const statements: ScriptStatement[] = [];
    await this.ask({ kind: "split", text: sql }, signal, ({ start, end, tree }) => {
      const statement = { sql: sql.slice(start, end), start, end };
      statements.push(tree === "" ? { ...statement, node: null } : withNode(statement, tree));
    });
    return statements;
  }

  async fingerprint(sql: string, signal?: AbortSignal): Promise<string> {
    if (sql.length <= shortLength) return await parserInPlace.fingerprint(sql);
    return await this.ask({ kind: "fingerprint", text: sql }, signal, () => undefined);
  }

  /** Whoever waits for an answer gets `cancelled`. */
  async close(): Promise<void> {
    this.ending.abort();
    await this.last;
    await this.endThread();
  }

  private ask(
    request: LongRequest,
    signal: AbortSignal | undefined,
    take: (statement: TravellingStatement) => void,
  ): Promise<string> {
    const { length } = request.text;
    if (length > maxLength)
      throw new AppError("tooLarge", `A script of ${inMegabytes(length)} is too large to be parsed.`, {
        hint: `Steward takes up to ${inMegabytes(maxLength)} at a time. Run it in parts, or with psql.`,
      });
    const signals = AbortSignal.any([this.ending.signal, ...(signal ? [signal] : [])]);
    const answered = this.last.then(() => this.exchange(request, signals, take));
    this.last = answered.catch(() => undefined);
    return answered;
  }

  private async exchange(
    request: LongRequest,
    signal: AbortSignal,
    take: (statement: TravellingStatement) => void,
  ): Promise<string> {
    // Reading a long request, starting a thread and copying the text to it each have a turn of their own.
    await setImmediate();
    if (signal.aborted) throw cancelled();
    const thread = this.runningThread();
    await setImmediate();
    if (this.thread !== thread) throw tooMuch(request); // it ended at once; the log has the reason
    thread.ref(); // a command waits for its answer, and for nothing else of the thread
    const stop = new AbortController();
    const ended = AbortSignal.any([stop.signal, signal]);
    const timer = setTimeout(() => stop.abort(), timeoutMs);
    let isWhole = false;
    try {
      thread.postMessage(request);
      for (;;) {
        const answer = await nextAnswer(thread, ended);
        if (answer === "ended") throw signal.aborted ? cancelled() : tooSlow(request);
        if (answer.kind === "broken") {
          this.log(`parser: ${answer.reason}`);
          throw tooMuch(request);
        }
        isWhole = answer.kind !== "statements" || answer.isLast;
        if (answer.kind === "failed") throw AppError.fromWire(answer.error);
        if (answer.kind === "fingerprint") return answer.fingerprint;
        for (const statement of unpackStatements(answer.batch)) take(statement);
        if (answer.isLast) return "";
        await setImmediate(); // others have their turn between two batches
        thread.postMessage({ kind: "next" } satisfies ParserRequest);
      }
    } finally {
      clearTimeout(timer);
      thread.unref();
      if (!isWhole || request.text.length >= heavyLength) await this.endThread();
    }
  }

  private runningThread(): Worker {
    if (this.thread) return this.thread;
    const thread = new Worker(this.file, {
      env: {}, // it needs none of our surroundings
      resourceLimits: { maxOldGenerationSizeMb: 2_048 },
      stderr: true, // the parser writes what it ran out of there; we say it ourselves
    });
    thread.stderr.resume();
    const forget = () => {
      if (this.thread === thread) this.thread = null;
    };
    thread.on("error", (error) => {
      forget();
      this.log(`parser: ${String(error)}`); // whoever waits for an answer learns of it by the exit
    });
    thread.on("exit", forget);
    this.thread = thread;
    return thread;
  }

  private async endThread(): Promise<void> {
    const { thread } = this;
    this.thread = null;
    await thread?.terminate();
  }
}

function nextAnswer(thread: Worker, ended: AbortSignal): Promise<ParserAnswer | "ended"> {
  return new Promise((resolve) => {
    const settle = (answer: ParserAnswer | "ended") => {
      thread.off("message", settle).off("exit", broken);
      ended.removeEventListener("abort", abort);
      resolve(answer);
    };
    const broken = () => settle({ kind: "broken", reason: "The thread ended." });
    const abort = () => settle("ended");
    if (ended.aborted) return resolve("ended");
    thread.on("message", settle).on("exit", broken);
    ended.addEventListener("abort", abort);
  });
}

function withNode<T extends object>(statement: T, tree: string) {
  const node = lazyNode(tree);
  return {
    ...statement,
    get node() {
      return node();
    },
  };
}

function cancelled(): AppError {
  return new AppError("cancelled", "Cancelled while the script was parsed; nothing was sent.");
}

function tooSlow({ text }: LongRequest): AppError {
  return new AppError("timeout", `A script of ${inMegabytes(text.length)} was not parsed within a minute.`, {
    hint: "Run it in parts, or with psql.",
  });
}

function tooMuch({ text }: LongRequest): AppError {
  return new AppError("tooLarge", `The parser ended on a script of ${inMegabytes(text.length)}.`, {
    hint: "Most likely its memory did not suffice. Run the script in parts; the next one gets a new parser.",
  });
}

function inMegabytes(length: number): string {
  return `${(length / 1e6).toLocaleString("en-US", { maximumFractionDigits: 2 })} MB`;
}
