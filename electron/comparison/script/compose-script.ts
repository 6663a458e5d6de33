import type { ScriptStatement } from "../../../shared/comparison/script-model.ts";
import type { Inventory } from "../inventory/read-inventory.ts";
import { type DraftStatement, draft, parsed, type ScriptSchemas } from "./draft.ts";
import { KnownSchema, propertyOf } from "./known-schema.ts";
import { MadeParts } from "./made-parts.ts";
import { mendStatements } from "./mend-statements.ts";
import { movePartitions } from "./move-partitions.ts";
import { onlineForm } from "./online/online-form.ts";
import { addPartitionIndexes } from "./partition-indexes.ts";
import { refuseScript } from "./refuse-script.ts";
import { renameConstraints } from "./rename-constraints.ts";
import { supplementStatistics } from "./statistics-objects.ts";
import { coverKey, supplement } from "./supplement.ts";

/** A script in both forms, and what of our own reading's differences it covers beyond the engine's. */
export interface ComposedScript {
  readonly plain: readonly ScriptStatement[];
  readonly online: readonly ScriptStatement[];
  readonly covered: ReadonlySet<string>;
  readonly refusal: string | null;
}

/** Between which schemas, and for which server. */
export interface ComposeQuestion {
  readonly from: Inventory;
  readonly to: Inventory;
  /** Major version of the server that will run the script. */
  readonly major: number;
}

/**
 * Makes the script of the engine's statements: mends those that it writes wrongly, adds what it does not know, and puts
 * the online form beside it. Gives a refusal where nothing that it could say would run.
 */
export async function composeScript(
  engine: readonly ScriptStatement[],
  { from, to, major }: ComposeQuestion,
): Promise<ComposedScript> {
  const schemas: ScriptSchemas = { from: new KnownSchema(from), to: new KnownSchema(to), major };
  const written = await Promise.all(engine.map(parsed));
  const refusal = await refuseScript(written, schemas);
  const covered = new Set<string>();
  if (refusal !== null) return { plain: [], online: [], covered, refusal };
  const mended = await mendStatements(written, schemas);
  const moved = await movePartitions(mended, schemas);
  const withIndexes = await addPartitionIndexes(moved, schemas);
  coverIndexes(schemas, covered);
  const made = new MadeParts(withIndexes);
  const plain = await framed([
    ...withIndexes,
    ...(await renameConstraints(withIndexes, schemas)),
    ...(await supplement(schemas, made, covered)),
    ...(await supplementStatistics(schemas, covered)),
  ]);
  const statements = plain.map(({ statement }) => statement);
  return { plain: statements, online: await onlineForm(statements, schemas), covered, refusal: null };
}

/** Attaching makes a parent's index valid, and gives partitions theirs. */
function coverIndexes({ from, to }: ScriptSchemas, covered: Set<string>): void {
  for (const index of to.indexes()) {
    if (propertyOf(index, "Attached to") !== null) {
      covered.add(coverKey(index, ""));
      covered.add(coverKey(index, "Attached to"));
    }
    if (propertyOf(index, "Valid") === "yes" && to.attachedTo(index.schema, index.name).length > 0)
      covered.add(coverKey(index, "Valid"));
  }
  // What goes with a parent's index.
  for (const index of from.indexes()) if (propertyOf(index, "Attached to") !== null) covered.add(coverKey(index, ""));
}

/** The settings of the engine stand round all statements: before the first, and taken back behind the last. */
async function framed(statements: readonly DraftStatement[]): Promise<readonly DraftStatement[]> {
  const isSetting = ({ node }: DraftStatement) => node !== null && "VariableSetStmt" in node;
  const inner = statements.filter((one) => !isSetting(one));
  if (inner.length === 0) return [];
  const head = statements.filter((one) => isSetting(one) && /^SET /i.test(one.statement.sql));
  const foot = statements.filter((one) => isSetting(one) && /^RESET /i.test(one.statement.sql));
  if (head.length > 0) return [...head, ...inner, ...foot];
  const path = await Promise.all(["SET search_path = pg_catalog", "RESET search_path"].map((sql) => draft(sql)));
  return [...path.slice(0, 1), ...inner, ...path.slice(1)];
}
