import { tokenize } from "./tokens.ts";

/** One key of a Sort node that is a plain column. */
export interface SortKey {
  readonly column: string;
  readonly isDescending: boolean;
  /** NULLS FIRST or LAST where it is not the default of the direction. */
  readonly nulls: "FIRST" | "LAST" | null;
}

/** The keys of `Sort Key`, or null when one of them is an expression. */
export function readSortKeys(keys: readonly string[]): readonly SortKey[] | null {
  const read = keys.map(readSortKey);
  return read.every((key) => key !== null) ? read : null;
}

function readSortKey(text: string): SortKey | null {
  const match = /^(.*?)( DESC)?(?: NULLS (FIRST|LAST))?$/s.exec(text);
  const tokens = tokenize(match?.[1] ?? "");
  const [first, second, third] = tokens ?? [];
  if (tokens === null || first?.kind !== "name") return null;
  const column = tokens.length === 1 ? first : tokens.length === 3 && second?.kind === "dot" ? third : undefined;
  if (column?.kind !== "name") return null;
  const nulls = match?.[3];
  return {
    column: column.text,
    isDescending: match?.[2] !== undefined,
    nulls: nulls === "FIRST" || nulls === "LAST" ? nulls : null,
  };
}
