import type { Candidate, TableFacts } from "./model.ts";

/** Names of plain b-trees whose keys are the first ones of the new index: it does what they do. Unique ones mean more. */
export function findRedundant({ draft }: Candidate, tables: readonly TableFacts[]): readonly string[] {
  if (draft.method !== undefined || draft.predicate !== undefined) return [];
  const table = tables.find(({ schema, name }) => schema === draft.schema && name === draft.table);
  return (table?.indexes ?? []).flatMap((index) => {
    const isPlain =
      index.accessMethod === "btree" && index.predicate === null && !index.isUnique && !index.isConstraint;
    const isPrefix =
      index.keys.length <= draft.keys.length && index.keys.every((key, place) => isSame(key, draft.keys[place]));
    return isPlain && isPrefix && index.includedColumns.length === 0 && !index.isReplicaIdentity ? [index.name] : [];
  });
}

function isSame(key: TableFacts["indexes"][number]["keys"][number], wanted: string | undefined): boolean {
  return !key.isDescending && key.column !== null && key.text === wanted;
}
