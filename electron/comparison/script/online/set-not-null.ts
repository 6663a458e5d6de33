import { createHash } from "node:crypto";
import type { ScriptStatement } from "../../../../shared/comparison/script-model.ts";
import { quoteIdentifier } from "../../../../shared/sql/quote.ts";
import { briefStep, openStep } from "./online-statements.ts";

/** A valid CHECK spares SET NOT NULL the reading of all rows. */
export function setNotNullOnline(table: string, column: string): readonly ScriptStatement[] {
  const hash = createHash("sha256").update(`${table} ${column}`).digest("hex").slice(0, 12);
  const check = quoteIdentifier(`not_null_${hash}`);
  const name = quoteIdentifier(column);
  return [
    briefStep(`ALTER TABLE ${table} ADD CONSTRAINT ${check} CHECK (${name} IS NOT NULL) NOT VALID`),
    openStep(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${check}`),
    briefStep(`ALTER TABLE ${table} ALTER COLUMN ${name} SET NOT NULL`),
    briefStep(`ALTER TABLE ${table} DROP CONSTRAINT ${check}`),
  ];
}
