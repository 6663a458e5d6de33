import type { FindingFix } from "../../../findings/model.ts";
import { readableIdentifier, readableName } from "../../../indexes/readable-name.ts";
import type { CheckedSequence, SchemaFinding } from "../../model.ts";
import type { SchemaRule } from "../rule.ts";

const warnShare = 0.75;
const errorShare = 0.9;
const lastOf: Readonly<Record<string, number>> = { smallint: 32767, integer: 2147483647 };

/** The next value that does not fit is an error for every insert. A narrow column ends before its sequence does. */
export const sequenceNearExhaustion: SchemaRule = {
  code: "sequence-near-exhaustion",
  title: "Sequence is nearly used up",
  keeps: { seed: "Schema specialist", rule: "The schema is kept so that it lasts." },
  needs: "sequences",
  findInDatabase: ({ sequences }) =>
    sequences.state === "unreadable" ? [] : sequences.value.flatMap((sequence) => judge(sequence)),
};

function judge(sequence: CheckedSequence): readonly SchemaFinding[] {
  const { lastValue, owner, isCycling, increment } = sequence;
  if (lastValue === null || isCycling) return [];
  const last = increment > 0 ? Math.min(sequence.maxValue, lastOf[owner?.type ?? ""] ?? Infinity) : sequence.minValue;
  const first = increment > 0 ? Math.max(sequence.minValue, 0) : Math.min(sequence.maxValue, 0);
  const usedShare = (lastValue - first) / (last - first);
  if (!(usedShare >= warnShare)) return [];
  const fix = increment > 0 ? widen(sequence) : null;
  const subject = readableName(sequence.schema, sequence.name);
  return [
    {
      code: "sequence-near-exhaustion",
      severity: usedShare >= errorShare ? "error" : "warning",
      subject,
      schema: sequence.schema,
      table: owner?.table ?? null,
      message: `Sequence ${sequence.name} has given out ${(usedShare * 100).toFixed(1)} % of its values${owner ? `, as far as ${owner.table}.${owner.column} (${owner.type}) can hold them` : ""}. Inserts fail when the last one is taken.`,
      evidence: { lastValue, lastPossible: last, usedShare, type: sequence.type },
      ...(fix ? { fix } : {}),
    },
  ];
}

/** Writes the owner's table when its column is widened; null when there is nothing wider. */
function widen(sequence: CheckedSequence): FindingFix | null {
  const { owner } = sequence;
  const isNarrow = owner !== null && lastOf[owner.type] !== undefined;
  if (!isNarrow && sequence.type === "bigint" && sequence.maxValue > Number.MAX_SAFE_INTEGER) return null;
  const name = readableName(sequence.schema, sequence.name);
  const column = (type: string) =>
    owner && isNarrow
      ? [
          `ALTER TABLE ${readableName(owner.schema, owner.table)} ALTER COLUMN ${readableIdentifier(owner.column)} TYPE ${type};`,
        ]
      : [];
  return {
    title: `Widen sequence ${sequence.name}`,
    sql: [...column("bigint"), `ALTER SEQUENCE ${name} AS bigint NO MAXVALUE;`].join("\n"),
    downSql: [
      `ALTER SEQUENCE ${name} AS ${sequence.type} ${sequence.maxValue > Number.MAX_SAFE_INTEGER ? "NO MAXVALUE" : `MAXVALUE ${sequence.maxValue}`};`,
      ...column(owner?.type ?? "bigint"),
    ].join("\n"),
    transactional: true,
  };
}
