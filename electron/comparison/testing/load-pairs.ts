import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One pair of schemas, from files: `before.sql`, `after.sql`, and what else stands beside them. */
export interface Pair {
  /** `kind/name`. */
  readonly id: string;
  /** Its schema: the names of both folders with underscores. Both scripts make their objects there. */
  readonly schema: string;
  readonly before: string;
  readonly after: string;
  /** Rows of `before` that have to survive. */
  readonly seed: string | null;
  readonly minVersion: number;
  /** Questions about renames are answered yes. */
  readonly areRenamesAccepted: boolean;
  /** What has to be told instead of a script that does it all: a part of the text, one line for each direction. */
  readonly refused: string | null;
}

const folder = join(import.meta.dirname, "..", "corpus", "pairs");

/** All pairs, by the folder of their kind. Adding one is adding its files. */
export function loadPairs(): ReadonlyMap<string, readonly Pair[]> {
  return new Map(
    readdirSync(folder)
      .sort()
      .map((kind) => [
        kind,
        readdirSync(join(folder, kind))
          .sort()
          .map((name) => loadPair(kind, name)),
      ]),
  );
}

function loadPair(kind: string, name: string): Pair {
  const read = (file: string): string | null => {
    const path = join(folder, kind, name, file);
    return existsSync(path) ? readFileSync(path, "utf8") : null;
  };
  const needed = (file: string): string => {
    const text = read(file);
    if (text === null) throw new Error(`${kind}/${name} has no ${file}.`);
    return text;
  };
  return {
    id: `${kind}/${name}`,
    schema: `${kind}_${name}`.replaceAll("-", "_"),
    before: needed("before.sql"),
    after: needed("after.sql"),
    seed: read("seed.sql"),
    minVersion: Number(read("min-version") ?? 14),
    areRenamesAccepted: read("renames") !== null,
    refused: read("refused")?.trim() ?? null,
  };
}
