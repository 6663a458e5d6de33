import { createIndexFix } from "../../../indexes/index-ddl.ts";
import { readableIdentifier } from "../../../indexes/readable-name.ts";
import type { ForeignKeyContext } from "../../model.ts";
import { count, type PlanRule, type PlanSubject, severityOf } from "../subject.ts";

const minShare = 0.1;
const savedShare = 0.95;
const smallTableBytes = 256 * 1024;

/** Checks of foreign keys that read whole tables: measured as trigger time, or foreseen for a delete or update. */
export const slowForeignKey: PlanRule = {
  code: "missing-foreign-key-index",
  find: (subject) => (subject.plan.isAnalyzed ? findMeasured(subject) : findForeseen(subject)),
};

function findMeasured(subject: PlanSubject) {
  return subject.plan.triggers.flatMap((trigger) => {
    const key = subject.context.foreignKeys.find((known) => known.constraint === trigger.constraint);
    const isSlow = (trigger.ms ?? 0) >= minShare * (subject.totalMs ?? Number.POSITIVE_INFINITY);
    if (key === undefined || key.hasIndex || !isSlow) return [];
    const savedMs = (trigger.ms ?? 0) * savedShare;
    const message = `The check of ${key.constraint} ran ${count(trigger.calls)} times and took ${count(trigger.ms ?? 0)} ms: ${key.table} has no index on (${key.columns.join(", ")}).`;
    return [toFinding(key, { message, savedMs, severity: severityOf(subject, savedMs), calls: trigger.calls })];
  });
}

function findForeseen({ plan, context }: PlanSubject) {
  const root = plan.nodes[0];
  const operation = root?.properties.Operation;
  if (root?.nodeType !== "ModifyTable" || (operation !== "Delete" && operation !== "Update")) return [];
  // An update pays only when it changes the referred key, which a plan does not tell: deletes only.
  if (operation === "Update") return [];
  return context.foreignKeys
    .filter((key) => key.referencedTable === root.relation && key.referencedSchema === root.schema)
    .filter((key) => !key.hasIndex && key.heapBytes > smallTableBytes)
    .map((key) => {
      const message = `Each deleted row reads the whole table ${key.table}: its foreign key ${key.constraint} has no index on (${key.columns.join(", ")}).`;
      return toFinding(key, { message, savedMs: null, severity: "warning", calls: null });
    });
}

function toFinding(
  key: ForeignKeyContext,
  details: {
    readonly message: string;
    readonly savedMs: number | null;
    readonly severity: "error" | "warning" | "info";
    readonly calls: number | null;
  },
) {
  const { message, savedMs, severity, calls } = details;
  const { schema, table, columns } = key;
  return {
    code: "missing-foreign-key-index",
    severity,
    subject: `${schema}.${table}.${key.constraint}`,
    message,
    evidence: { constraint: key.constraint, columns: columns.join(", "), tableBytes: key.heapBytes, calls },
    fix: createIndexFix({ schema, table, keys: columns.map(readableIdentifier), nameParts: columns }, key.indexNames),
    nodeId: null,
    savedMs,
  };
}
