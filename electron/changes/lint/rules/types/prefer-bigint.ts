import { columnConstraints, lastName, namesOf } from "../../nodes.ts";
import type { WrittenColumn, WrittenParts } from "../../reading/written-parts.ts";
import type { LintRule } from "../../rule.ts";
import { columnsOfType, typeHit, typeRule } from "./column-type.ts";

const better: Readonly<Record<string, string>> = {
  serial: "bigserial",
  serial4: "bigserial",
  smallserial: "bigserial",
  serial2: "bigserial",
};

/** Keys and references of 32 bits or less run out, and are then changed under load. */
export const preferBigint: LintRule = {
  ...typeRule,
  code: "prefer-bigint",
  aliases: ["prefer-bigint-over-int", "prefer-bigint-over-smallint"],
  check: (script) => {
    const named = keyColumns(script.written);
    return columnsOfType(script, ["int4", "int2", "serial", "serial4", "smallserial", "serial2"])
      .filter((found) => isKey(found, named))
      .map((found) =>
        typeHit(found, script, "A key of this size runs out one day, and changing it then rewrites the table.", {
          pattern: /(?:integer|int4?|int2|smallint|smallserial|serial[24]?)\b/iy,
          better: better[lastName(found.column.typeName?.names)] ?? "bigint",
        }),
      );
  },
};

const keys: readonly (string | undefined)[] = ["CONSTR_PRIMARY", "CONSTR_IDENTITY", "CONSTR_FOREIGN"];

/** Numbers that are handed out or point to such; other numbers may well be small. */
function isKey({ table, column }: WrittenColumn, named: ReadonlySet<string>): boolean {
  if (lastName(column.typeName?.names).includes("serial")) return true;
  if (columnConstraints(column).some(({ contype }) => keys.includes(contype))) return true;
  return named.has(`${table} ${column.colname ?? ""}`);
}

/** Columns of keys that are written beside the columns, with their tables. */
function keyColumns({ constraints }: WrittenParts): ReadonlySet<string> {
  return new Set(
    constraints
      .filter(({ column, constraint }) => column === null && keys.includes(constraint.contype))
      .flatMap(({ table, constraint }) =>
        [...namesOf(constraint.keys), ...namesOf(constraint.fk_attrs)].map((name) => `${table} ${name}`),
      ),
  );
}
