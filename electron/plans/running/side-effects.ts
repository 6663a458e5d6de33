import type { SideEffect } from "../../../shared/plans/running/model.ts";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import { toText } from "../../catalog/catalog-text.ts";
import type { ReadSession } from "../../postgres/session.ts";
import type { PreparedStatement } from "../prepare-statement.ts";
import { findWriting, type Writing } from "./written-tables.ts";

interface WrittenTable {
  readonly name: string;
  readonly indexes: number;
  readonly triggers: readonly string[];
  readonly sequences: readonly string[];
}

const tablesSql = `
  SELECT pg_catalog.concat(n.nspname, '.', c.relname),
         (SELECT pg_catalog.count(*) FROM pg_catalog.pg_index i WHERE i.indrelid OPERATOR(pg_catalog.=) c.oid),
         (SELECT pg_catalog.json_agg(t.tgname ORDER BY t.tgname) FROM pg_catalog.pg_trigger t
           WHERE t.tgrelid OPERATOR(pg_catalog.=) c.oid AND NOT t.tgisinternal AND t.tgenabled OPERATOR(pg_catalog.<>) 'D'),
         (SELECT pg_catalog.json_agg(DISTINCT pg_catalog.concat(sn.nspname, '.', s.relname))
            FROM pg_catalog.pg_class s
            JOIN pg_catalog.pg_namespace sn ON sn.oid OPERATOR(pg_catalog.=) s.relnamespace
            JOIN pg_catalog.pg_depend d
              ON (d.classid, d.objid, d.deptype) OPERATOR(pg_catalog.=)
                 ('pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, s.oid, 'i'::"char")
                 AND d.refobjid OPERATOR(pg_catalog.=) c.oid
              OR d.refobjid OPERATOR(pg_catalog.=) s.oid
                 AND d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_attrdef'::pg_catalog.regclass
                 AND d.objid OPERATOR(pg_catalog.=) ANY (SELECT a.oid FROM pg_catalog.pg_attrdef a
                                                          WHERE a.adrelid OPERATOR(pg_catalog.=) c.oid)
           WHERE s.relkind OPERATOR(pg_catalog.=) 'S')
    FROM pg_catalog.unnest($1::pg_catalog.text[]) AS asked (name)
    JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(asked.name)
    JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
   ORDER BY 1`;

/**
 * What measuring a statement in place would leave behind or hold while it runs, whatever the rollback takes back; none
 * for one that reads. Names are looked up as the user's session does. Source of the effects: measured on a server, an
 * INSERT that was rolled back left dead rows, a sequence further on, WAL and moved estimates.
 */
export async function readSideEffects(
  session: ReadSession,
  { node, isReading, command }: PreparedStatement,
): Promise<readonly SideEffect[]> {
  if (isReading) return [];
  const writing = findWriting(node);
  const asked = writing.tables.map(({ schema, name }) =>
    [...(schema === null ? [] : [schema]), name].map(quoteIdentifier).join("."),
  );
  const { rows } = await session.query(tablesSql, [asked]);
  const tables = rows.map(([name, indexes, triggers, sequences]): WrittenTable => {
    return {
      name: toText(name),
      indexes: Number(indexes),
      triggers: toNames(triggers),
      sequences: toNames(sequences),
    };
  });
  return describeSideEffects(command, writing, tables);
}

/** The same, of what was read. */
export function describeSideEffects(
  command: string,
  { changesRows, insertsRows, callsSequences }: Writing,
  tables: readonly WrittenTable[],
): readonly SideEffect[] {
  const names = tables.length === 0 ? "the tables that it writes" : listed(tables.map(({ name }) => name));
  const indexes = tables.reduce((sum, table) => sum + table.indexes, 0);
  const firing = changesRows ? tables : [];
  const triggers = firing.flatMap((table) => table.triggers.map((trigger) => `${trigger} of ${table.name}`));
  const sequences = insertsRows ? [...new Set(tables.flatMap((table) => table.sequences))] : [];
  const effects: (SideEffect | null)[] = [
    changesRows
      ? {
          code: "deadRows",
          message: `What the ${command} writes stays in ${names} as dead rows${indexes === 0 ? "" : `, also in ${counted(indexes, "index", "indexes")}`}: the files grow until VACUUM.`,
        }
      : null,
    sequences.length > 0 || callsSequences
      ? {
          code: "sequences",
          message: `${sequences.length === 0 ? "The sequences that it calls" : listed(sequences)} will have moved on: values that were drawn are gone.`,
        }
      : null,
    {
      code: "wal",
      message: `${changesRows ? "All that it writes" : "Each row lock"} goes into the write-ahead log, to replicas and backups, and into what Neon keeps as history.`,
    },
    {
      code: "locks",
      message: `Until the rollback its locks on ${names} stand: who wants to change the same rows or the table waits.`,
    },
    triggers.length > 0
      ? {
          code: "triggers",
          message: `Triggers fire: ${listed(triggers)}. What their functions do outside of the transaction stays.`,
        }
      : null,
    changesRows
      ? {
          code: "estimates",
          message: `The planner's row estimates of ${names} move, and autovacuum counts the changes.`,
        }
      : null,
  ];
  return effects.filter((effect) => effect !== null);
}

const mostListed = 5;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostListed);
  if (names.length > mostListed) return `${shown.join(", ")} and ${names.length - mostListed} more`;
  const last = shown.at(-1) ?? "";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} and ${last}`;
}

function counted(number: number, one: string, many: string): string {
  return number === 1 ? `one ${one}` : `${number} ${many}`;
}

function toNames(text: string | null | undefined): readonly string[] {
  const value: unknown = JSON.parse(text ?? "[]");
  return Array.isArray(value) ? value.map(String) : [];
}
