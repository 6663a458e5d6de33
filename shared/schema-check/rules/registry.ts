import type { Severity } from "../../findings/model.ts";
import type { CheckedTable, DatabaseFacts, NotChecked, SchemaFinding } from "../model.ts";
import { powerfulLoginRole } from "./access/powerful-login-role.ts";
import { publicSchemaCreate } from "./access/public-schema-create.ts";
import { publicTablePrivileges } from "./access/public-table-privileges.ts";
import { base64InJsonb } from "./content/base64-in-jsonb.ts";
import { jsonbWithoutGin } from "./content/jsonb-without-gin.ts";
import { sensitiveWithoutMarker } from "./content/sensitive-without-marker.ts";
import { vectorDimensions } from "./content/vector-dimensions.ts";
import { vectorWithoutIndex } from "./content/vector-without-index.ts";
import { duplicateIndex, invalidIndex } from "./indexes/index-rules.ts";
import { implicitOnDelete } from "./keys/implicit-on-delete.ts";
import { missingForeignKeyIndex } from "./keys/missing-foreign-key-index.ts";
import { noPrimaryKey } from "./keys/no-primary-key.ts";
import { serialKey } from "./keys/serial-key.ts";
import { smallIntegerKey } from "./keys/small-integer-key.ts";
import type { SchemaRule } from "./rule.ts";
import { softDeleteWithoutIndex } from "./tenancy/soft-delete-without-index.ts";
import { tenantWithoutIndex } from "./tenancy/tenant-without-index.ts";
import { tenantWithoutPolicy } from "./tenancy/tenant-without-policy.ts";
import { limitedText } from "./types/limited-text.ts";
import { missingTimestamps } from "./types/missing-timestamps.ts";
import { notSnakeCase } from "./types/not-snake-case.ts";
import { timestampWithoutTimeZone } from "./types/timestamp-without-time-zone.ts";
import { constraintNotValidated } from "./upkeep/constraint-not-validated.ts";
import { sequenceNearExhaustion } from "./upkeep/sequence-near-exhaustion.ts";
import { tableWithoutStatistics } from "./upkeep/table-without-statistics.ts";

/** Every rule of the schema check, in the order in which groups of findings stand. */
export const schemaRules: readonly SchemaRule[] = [
  noPrimaryKey,
  missingForeignKeyIndex,
  implicitOnDelete,
  serialKey,
  smallIntegerKey,
  timestampWithoutTimeZone,
  limitedText,
  missingTimestamps,
  notSnakeCase,
  tenantWithoutIndex,
  tenantWithoutPolicy,
  softDeleteWithoutIndex,
  jsonbWithoutGin,
  base64InJsonb,
  vectorWithoutIndex,
  vectorDimensions,
  sensitiveWithoutMarker,
  constraintNotValidated,
  invalidIndex,
  duplicateIndex,
  sequenceNearExhaustion,
  tableWithoutStatistics,
  publicSchemaCreate,
  publicTablePrivileges,
  powerfulLoginRole,
];

/** What the rules say about one table. */
export function checkTable(table: CheckedTable, database: DatabaseFacts): readonly SchemaFinding[] {
  return schemaRules.flatMap((rule) => rule.findInTable?.(table, database) ?? []);
}

/** What the rules say about what stands in no table, or in several. */
export function checkDatabase(database: DatabaseFacts): readonly SchemaFinding[] {
  return schemaRules.flatMap((rule) => rule.findInDatabase?.(database) ?? []);
}

const parts: Readonly<Record<keyof DatabaseFacts, string>> = {
  sequences: "Sequences",
  statements: "Statements that the server counted",
  vectors: "Columns of vectors",
  openSchemas: "Privileges on schemas",
  roles: "Roles",
};

/** The parts of a database that could not be read, with the rules that were therefore not checked. */
export function unreadParts(database: DatabaseFacts): readonly NotChecked[] {
  return [...wholeParts(database), ...hiddenSequences(database)];
}

function hiddenSequences({ sequences }: DatabaseFacts): readonly NotChecked[] {
  const hidden = sequences.state === "readable" ? sequences.value.filter(({ isReadable }) => !isReadable).length : 0;
  if (hidden === 0) return [];
  return [
    {
      what: `${hidden} sequences`,
      message: `This role may not see where ${hidden === 1 ? "one sequence stands" : `${hidden} sequences stand`}.`,
      hint: "Grant it SELECT on them, or pg_read_all_data.",
      codes: [sequenceNearExhaustion.code],
    },
  ];
}

function wholeParts(database: DatabaseFacts): readonly NotChecked[] {
  return Object.entries(parts).flatMap(([key, what]) => {
    const part = database[key as keyof DatabaseFacts]; // the keys of `parts` are those of the facts
    if (part.state === "readable") return [];
    const codes = schemaRules.filter(({ needs }) => needs === key).map(({ code }) => code);
    return [{ what, message: part.message, ...(part.hint === undefined ? {} : { hint: part.hint }), codes }];
  });
}

const weights: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };
const places: ReadonlyMap<string, number> = new Map(schemaRules.map(({ code }, place) => [code, place]));

/** Worst first, then in the order of the rules, then by name: the same findings always stand the same way. */
export function bySeverity(a: SchemaFinding, b: SchemaFinding): number {
  return (
    weights[a.severity] - weights[b.severity] ||
    (places.get(a.code) ?? 0) - (places.get(b.code) ?? 0) ||
    (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0)
  );
}
