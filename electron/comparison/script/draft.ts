import type { Node } from "libpg-query";
import type { Hazard, ScriptStatement } from "../../../shared/comparison/script-model.ts";
import { parseScript } from "../../sql/parse-script.ts";
import type { KnownSchema } from "./known-schema.ts";

/** A statement with its tree; `node` is null for what the parser does not know (never changed then). */
export interface DraftStatement {
  readonly statement: ScriptStatement;
  readonly node: Node | null;
}

/** What a script leads from and to. */
export interface ScriptSchemas {
  readonly from: KnownSchema;
  readonly to: KnownSchema;
  /** Major version of the server that the script is for. */
  readonly major: number;
}

/** A statement of our own, parsed. */
export async function draft(sql: string, hazards: readonly Hazard[] = []): Promise<DraftStatement> {
  return await parsed({ sql, transactional: true, endsTransaction: false, hazards });
}

/** A statement with its tree. */
export async function parsed(statement: ScriptStatement): Promise<DraftStatement> {
  const [first] = await parseScript(statement.sql);
  return { statement, node: first?.node ?? null };
}

/** The same statement with other words. */
export async function reworded({ statement }: DraftStatement, sql: string): Promise<DraftStatement> {
  return await parsed({ ...statement, sql });
}
