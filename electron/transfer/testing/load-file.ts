import { join } from "node:path";
import type { FileDialect, ImportReport, ImportTarget } from "../../../shared/transfer/import-model.ts";
import type { TransferBench } from "./transfer-bench.ts";

/** What is not as the guess about the file says. */
export interface LoadChanges {
  readonly dialect?: Partial<FileDialect>;
  readonly signal?: AbortSignal;
}

/** Imports a file of the bench's folder: each column into the one of its name, unless the target says other. */
export async function loadFile(
  bench: TransferBench,
  file: string,
  target: Partial<ImportTarget> & Pick<ImportTarget, "name">,
  { dialect: changed = {}, signal = bench.context.signal }: LoadChanges = {},
): Promise<ImportReport> {
  const { handlers, context } = bench;
  const path = join(bench.folder, file);
  const guessed = await handlers["transfer.readFile"]({ path, dialect: undefined }, context);
  const dialect = { ...guessed.dialect, ...changed };
  const { columns } = await handlers["transfer.readFile"]({ path, dialect }, context);
  const whole = {
    schema: "public",
    columns: columns.map((name, source) => ({ source, target: name })),
    onConflict: "fail" as const,
    ...target,
  };
  return await handlers["transfer.import"](
    { ref: bench.test.ref, path, dialect, target: whole },
    { ...context, signal },
  );
}
