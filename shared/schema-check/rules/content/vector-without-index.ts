import type { FindingFix } from "../../../findings/model.ts";
import type { TableIndex } from "../../../indexes/model.ts";
import { readableIdentifier, readableName } from "../../../indexes/readable-name.ts";
import type { CheckedColumn, CheckedTable } from "../../model.ts";
import { createIndex } from "../create-index.ts";
import { onTable, type SchemaRule } from "../rule.ts";

const vectorTypes: ReadonlySet<string> = new Set(["vector", "halfvec", "sparsevec"]);
/** pgvector 0.8: an HNSW index takes so many dimensions of a type. */
const mostDimensions: Readonly<Record<string, number>> = {
  vector: 2000,
  halfvec: 4000,
  sparsevec: Number.MAX_SAFE_INTEGER,
};

/** Without an HNSW index the nearest rows are found by measuring the distance to every row. */
export const vectorWithoutIndex: SchemaRule = {
  code: "vector-without-index",
  title: "Vectors without HNSW",
  keeps: { seed: "NeonHub", rule: "Embeddings have an HNSW index." },
  findInTable: (table) =>
    table.columns
      .filter(({ name, typeName }) => vectorTypes.has(typeName) && !hasIndex(table.indexes, "hnsw", name))
      .map((column) => {
        const isClustered = hasIndex(table.indexes, "ivfflat", column.name);
        const fix = hnsw(table, column);
        return onTable(table, {
          part: column.name,
          code: "vector-without-index",
          severity: isClustered ? "info" : "warning",
          message: isClustered
            ? `${column.name} has an IVFFlat index, which loses recall as rows come; HNSW does not.`
            : `${column.name} has no HNSW index: finding the nearest rows reads the whole table.${fix ? " The fix measures by cosine; say another operator class if queries use another distance." : ""}`,
          evidence: { type: column.type, estimatedRows: table.estimatedRows, sizeBytes: table.sizeBytes },
          ...(fix ? { fix } : {}),
        });
      }),
};

function hasIndex(indexes: readonly TableIndex[], method: string, column: string): boolean {
  const printed = readableIdentifier(column);
  return indexes.some(
    ({ accessMethod, isValid, keys }) =>
      accessMethod === method && isValid && keys.some((key) => key.column === column || key.text.includes(printed)),
  );
}

/** None without a number of dimensions, which such an index needs. */
function hnsw(table: CheckedTable, { name, type, typeName, typeSchema }: CheckedColumn): FindingFix | null {
  const dimensions = Number(/\((\d+)\)/.exec(type)?.[1] ?? Number.NaN);
  const column = readableIdentifier(name);
  const key =
    dimensions <= (mostDimensions[typeName] ?? 0)
      ? `${column} ${readableName(typeSchema, `${typeName}_cosine_ops`)}`
      : typeName === "vector" && dimensions <= 4000
        ? `(${column}::${readableName(typeSchema, "halfvec")}(${dimensions})) ${readableName(typeSchema, "halfvec_cosine_ops")}`
        : null;
  return key === null ? null : createIndex(table, { keys: [key], nameParts: [name], method: "hnsw" });
}
