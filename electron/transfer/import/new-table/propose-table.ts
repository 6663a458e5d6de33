import { plainNamesOf } from "../../../../shared/transfer/create-table.ts";
import type { FileDialect, TableProposal } from "../../../../shared/transfer/import-model.ts";
import type { SessionJob } from "../../../postgres/copy/session-jobs.ts";
import { type FileRecord, readRecords } from "../read-records.ts";
import { readText } from "../read-text.ts";
import { TypeGuess } from "./guess-type.ts";

/** What the database process gets to do. */
export interface ProposeJob {
  readonly path: string;
  readonly dialect: FileDialect;
}

/** Name of the job. */
export const proposeJobName = "transfer.propose";

const maxRows = 1_000_000;
const rowsPerReport = 5_000;

/** Looks at the rows of a file and proposes a table. It is a job because files are read where they are imported, not in main. */
export const proposeTable: SessionJob = async (_session, input, { signal, report }) => {
  const { path, dialect } = input as ProposeJob; // composed by our own handler
  let bytes = 0;
  const text = readText(path, dialect.encoding, (more) => {
    bytes += more;
  });
  const reader = readRecords(text, dialect);
  const guesses: TypeGuess[] = [];
  let rows = 0;
  let isWhole = true;
  for await (const record of reader.records) {
    if (rows === maxRows) {
      isWhole = false;
      break;
    }
    signal.throwIfAborted();
    rows += 1;
    look(record, guesses);
    if (rows % rowsPerReport === 0) report({ step: "Looking at the values", done: rows, unit: "rows", bytes });
  }
  return { ...summarize(reader.columns(), guesses), rows, isWhole } satisfies TableProposal;
};

function look({ values, raws }: FileRecord, guesses: TypeGuess[]): void {
  for (const [index, value] of values.entries()) {
    let guess = guesses[index];
    if (!guess) {
      guess = new TypeGuess();
      guesses[index] = guess;
    }
    guess.add(value, raws !== undefined && /^[[{]/.test(raws[index] ?? ""));
  }
}

function summarize(
  sources: readonly string[],
  guesses: readonly TypeGuess[],
): Pick<TableProposal, "columns" | "nullWords"> {
  const names = plainNamesOf(sources);
  const columns = sources.map((source, index) => {
    const { type, isNullable, reason } = guesses[index] ?? new TypeGuess();
    return { source, name: names[index] ?? source, type, isNullable, reason };
  });
  const counts = new Map<string, number>();
  for (const { nullWords } of guesses)
    for (const [word, count] of nullWords) counts.set(word, (counts.get(word) ?? 0) + count);
  return { columns, nullWords: [...counts].sort((left, right) => right[1] - left[1]).map(([word]) => word) };
}
