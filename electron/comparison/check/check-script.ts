import { kindWords } from "../../../shared/catalog/object-kinds.ts";
import type { ScriptCheck } from "../../../shared/comparison/check-model.ts";
import type { SchemaComparison } from "../../../shared/comparison/schema-model.ts";
import type { ScriptStatement } from "../../../shared/comparison/script-model.ts";
import type { JobSession } from "../../postgres/copy/session-jobs.ts";
import { compareSchemas } from "../schema/compare-schemas.ts";
import { readSchema, type SchemaReading } from "../schema/read-schema.ts";
import { makeRoles } from "../scratch/make-roles.ts";
import { runSegments } from "./run-segments.ts";

/** What is checked, and where. */
export interface CheckQuestion {
  readonly from: SchemaReading;
  readonly to: SchemaReading;
  readonly script: readonly ScriptStatement[];
  /** In words: the server that holds the copy. */
  readonly place: string;
  /** Whether roles that are missing may be made: only on a server that is thrown away. */
  readonly mayMakeRoles: boolean;
}

/**
 * Runs a script on a copy of the first schema and compares the result with the second. `session` is in an empty database
 * that is thrown away. The copy is made by a script too, so it is compared with the first schema before: a copy that is
 * not equal proves nothing, and is said to. Rejects with what ends the session.
 */
export async function checkScript(session: JobSession, question: CheckQuestion): Promise<ScriptCheck> {
  const { from, to, script, place } = question;
  if (question.mayMakeRoles) await makeRoles(session, [...from.roles, ...to.roles]);
  const troubles = await makeCopy(session, from);
  if (troubles !== null) return { state: "notPossible", reason: troubles };
  const refused = await runSegments(session, script);
  if (refused) return { state: "differs", place, refused, objects: [] };
  const result = await compareSchemas(await readSchema(session), to, []);
  if (result.isIdentical) return { state: "equal", place };
  return { state: "differs", place, refused: null, objects: result.objects };
}

/** Fills the empty database with the objects of a schema; gives why that is not possible, or null. */
async function makeCopy(session: JobSession, schema: SchemaReading): Promise<string | null> {
  const empty = await readSchema(session);
  if (major(empty) !== major(schema))
    return `The schema is one of PostgreSQL ${major(schema)}, and the copy would be one of ${major(empty)}, which words definitions otherwise.`;
  const plan = await compareSchemas(empty, schema, []);
  if (plan.scriptError !== null) return `No copy of the schema can be made: ${plan.scriptError}`;
  const refused = await runSegments(session, plan.statements);
  if (refused) return `No copy of the schema can be made: ${refused.message} (${refused.sql.slice(0, 200)})`;
  const left = await compareSchemas(await readSchema(session), schema, []);
  return left.isIdentical ? null : `The copy of the schema is not exact: ${differencesText(left)}.`;
}

function differencesText({ objects, statements }: SchemaComparison): string {
  const names = objects.map(({ address }) => `${kindWords[address.kind].word} ${address.schema}.${address.name}`);
  const shown = names.slice(0, 5).join(", ");
  if (names.length === 0) return `${statements.length} statements would still be needed`;
  return `it differs in ${shown}${names.length > 5 ? ` and ${names.length - 5} more` : ""}`;
}

function major({ version }: SchemaReading): number {
  return Number.parseInt(version, 10);
}
