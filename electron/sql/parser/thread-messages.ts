import type { Node } from "libpg-query";
import type { WireError } from "../../../shared/ipc/app-error.ts";

/** What main asks the parser's thread: a text, then for each batch of the answer the next one. */
export type ParserRequest =
  | { readonly kind: "parse" | "split" | "fingerprint"; readonly text: string }
  | { readonly kind: "next" };

/** A statement as it travels: UTF-16 offsets and 1-based line in the text; `tree` is JSON, empty where there is none. */
export interface TravellingStatement {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly tree: string;
}

/** Statements side by side: a row of numbers and one long text, cost the receiver next to nothing. */
export interface StatementBatch {
  /** start, end, line and length of the tree's JSON, statement after statement. */
  readonly numbers: Float64Array;
  readonly trees: string;
}

/**
 * What the thread answers. After `broken` it is of no more use: the parser's memory ends with its first failure to get
 * some.
 */
export type ParserAnswer =
  | { readonly kind: "statements"; readonly batch: StatementBatch; readonly isLast: boolean }
  | { readonly kind: "fingerprint"; readonly fingerprint: string }
  | { readonly kind: "failed"; readonly error: WireError }
  | { readonly kind: "broken"; readonly reason: string };

/** So much of trees goes into one batch: less than a millisecond's work for main. */
const batchLength = 256 * 1024;
const numbersEach = 4;

/** Packs statements into batches, at least one; each is packed when it is asked for. */
export function* packStatements(statements: Iterable<TravellingStatement>): Generator<StatementBatch> {
  let numbers: number[] = [];
  let trees: string[] = [];
  let length = 0;
  for (const { start, end, line, tree } of statements) {
    numbers.push(start, end, line, tree.length);
    trees.push(tree);
    length += tree.length + numbersEach * 8;
    if (length < batchLength) continue;
    yield { numbers: Float64Array.from(numbers), trees: trees.join("") };
    numbers = [];
    trees = [];
    length = 0;
  }
  yield { numbers: Float64Array.from(numbers), trees: trees.join("") };
}

/** The statements of a batch again. */
export function unpackStatements({ numbers, trees }: StatementBatch): readonly TravellingStatement[] {
  let at = 0;
  return Array.from({ length: numbers.length / numbersEach }, (_, index) => {
    const [start = 0, end = 0, line = 0, length = 0] = numbers.subarray(index * numbersEach, (index + 1) * numbersEach);
    at += length;
    return { start, end, line, tree: trees.slice(at - length, at) };
  });
}

/** Reads a tree when it is first looked at: a script of many statements is not read all at once. */
export function lazyNode(tree: string): () => Node {
  let node: Node | null = null;
  return () => {
    node ??= JSON.parse(tree) as Node; // the thread's own parser wrote it
    return node;
  };
}
