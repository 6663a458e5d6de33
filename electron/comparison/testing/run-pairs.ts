import { kindWords } from "../../../shared/catalog/object-kinds.ts";
import type { PartDifference, SchemaComparison } from "../../../shared/comparison/schema-model.ts";
import { cutSegments, type ScriptForm, type ScriptStatement } from "../../../shared/comparison/script-model.ts";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import { compareSchemas } from "../schema/compare-schemas.ts";
import type { SchemaReading } from "../schema/read-schema.ts";
import type { Pair } from "./load-pairs.ts";
import { readRows, type TableRows } from "./read-rows.ts";
import type { TestServer } from "./test-server.ts";

/** Databases with both sides of some pairs, each pair in a schema of its own. */
export interface PreparedPairs {
  readonly pairs: readonly Pair[];
  readonly before: string;
  readonly beforeReading: SchemaReading;
  readonly afterReading: SchemaReading;
}

/** Makes the databases of some pairs, with the rows of the first side. */
export async function preparePairs(server: TestServer, name: string, pairs: readonly Pair[]): Promise<PreparedPairs> {
  const [before, after] = [await server.make(`${name}_before`), await server.make(`${name}_after`)];
  const scriptOf = ({ schema }: Pair, ...scripts: readonly string[]) =>
    [
      `CREATE SCHEMA ${quoteIdentifier(schema)}`,
      `SET search_path = ${quoteIdentifier(schema)}, public`,
      ...scripts,
    ].join(";\n");
  for (const pair of pairs) {
    await server.run(before, scriptOf(pair, pair.before, pair.seed ?? ""));
    await server.run(after, scriptOf(pair, pair.after));
  }
  return { pairs, before, beforeReading: await server.read(before), afterReading: await server.read(after) };
}

/**
 * Proves the pairs on a copy: there in one form, back in the other. After each the result is compared with its target by
 * both readings, and the rows of the seeds with what they were. Gives what is wrong, one line each.
 */
export async function provePairs(
  server: TestServer,
  prepared: PreparedPairs,
  [there, back]: readonly [ScriptForm, ScriptForm],
): Promise<readonly string[]> {
  const { pairs, before, beforeReading, afterReading } = prepared;
  const copy = await server.make(`${before}_${there}`, before);
  const ways = [
    { word: `there, ${there}`, form: there, from: beforeReading, to: afterReading },
    { word: `back, ${back}`, form: back, from: afterReading, to: beforeReading },
  ];
  const problems: string[] = [];
  const seeded = pairs.filter(({ seed }) => seed !== null);
  for (const { word, form, from, to } of ways) {
    const rows = await readAll(server, copy, seeded);
    const comparison = await compareWithRenames(from, to, pairs);
    if (comparison.scriptError !== null) return [...problems, `${word}: no script: ${comparison.scriptError}`];
    const script = form === "online" ? comparison.onlineStatements : comparison.statements;
    problems.push(...(await runScript(server, copy, script)).map((line) => `${word}: ${line}`));
    const result = await compareSchemas(await server.read(copy), to, []);
    problems.push(...told(result).map((line) => `${word}: afterwards ${line}`));
    const lost = await findLost(server, copy, { seeded, rows, script });
    problems.push(...lost.map((line) => `${word}: ${line}`));
  }
  return problems;
}

/** Answers the questions about renames of those pairs that ask for it. */
async function compareWithRenames(
  from: SchemaReading,
  to: SchemaReading,
  pairs: readonly Pair[],
): Promise<SchemaComparison> {
  const first = await compareSchemas(from, to, []);
  const renaming = new Set(pairs.flatMap(({ schema, areRenamesAccepted }) => (areRenamesAccepted ? [schema] : [])));
  const accepted = first.renames.filter(
    ({ state, from: name }) => state === "certain" && renaming.has(name.split(".")[0] ?? ""),
  );
  return accepted.length === 0
    ? first
    : await compareSchemas(
        from,
        to,
        accepted.map(({ id }) => id),
      );
}

/** Runs a script segment by segment; a segment that fails is tried again statement by statement, to name all that fail. */
async function runScript(
  server: TestServer,
  database: string,
  script: readonly ScriptStatement[],
): Promise<readonly string[]> {
  const refused: string[] = [];
  await server.with(database, async (session) => {
    const runOne = async (sql: string) => {
      await session.execute(sql).catch((error: unknown) => refused.push(`${String(error)} in ${sql}`));
    };
    for (const { isTransactional, statements } of cutSegments(script)) {
      const isDone =
        isTransactional &&
        (await session
          .transaction(async (inside) => {
            for (const { sql } of statements) await inside.execute(sql);
          })
          .then(
            () => true,
            () => false, // told by the statements that fail below
          ));
      if (!isDone) for (const { sql } of statements) await runOne(sql);
    }
  });
  return refused;
}

/** What a comparison says that is still to do, or cannot be done. */
export function told({ scriptError, objects, statements, notCompared }: SchemaComparison): readonly string[] {
  return [
    ...(scriptError === null ? [] : [`no script: ${scriptError}`]),
    ...objects.map(({ address, kind, source, parts }) => {
      const words = parts.map(
        (part) =>
          `${part.word} ${part.name} ${part.details.map(({ label, from, to }) => `${label}: ${from} -> ${to}`).join("; ")}`,
      );
      return `${kind} ${kindWords[address.kind].word} ${address.schema}.${address.name} [${source}] ${words.join(", ")}`;
    }),
    ...statements.map(({ sql }) => `still ${sql}`).filter((line) => !/^still (?:RE)?SET /.test(line)),
    ...notCompared
      .filter(({ what }) => !what.startsWith("Roles"))
      .map(({ what, reason }) => `not compared: ${what}: ${reason}`),
  ];
}

/** What a comparison says that its script does not do. */
export function missingFrom(comparison: SchemaComparison): readonly string[] {
  const isMissed = ({ source }: { readonly source: string }) => source === "catalog";
  const hides = (part: PartDifference) => isMissed(part) || part.details.some((detail) => detail.isMissed);
  const objects = comparison.objects.filter((object) => isMissed(object) || object.parts.some(hides));
  return [
    ...told({ ...comparison, objects, statements: [] }),
    ...comparison.statements.flatMap(({ hazards }) => hazards.map(({ message }) => message)),
  ];
}

async function readAll(
  server: TestServer,
  database: string,
  pairs: readonly Pair[],
): Promise<ReadonlyMap<string, TableRows>> {
  return await server.with(database, async (session) => {
    const rows = new Map<string, TableRows>();
    for (const { schema } of pairs) rows.set(schema, await readRows(session, schema));
    return rows;
  });
}

interface RowsBefore {
  readonly seeded: readonly Pair[];
  readonly rows: ReadonlyMap<string, TableRows>;
  readonly script: readonly ScriptStatement[];
}

/** Rows may go only where the script says that it loses data. */
async function findLost(
  server: TestServer,
  database: string,
  { seeded, rows, script }: RowsBefore,
): Promise<readonly string[]> {
  const after = await readAll(server, database, seeded);
  return seeded.flatMap(({ id, schema, areRenamesAccepted }) => {
    const losing = script.filter(
      ({ sql, hazards }) => sql.includes(quoteIdentifier(schema)) && hazards.some(({ code }) => code === "dataLoss"),
    );
    const [old, now] = [rows.get(schema), after.get(schema)];
    if (!old || !now || losing.length > 0) return [];
    return lostRows(old, now, areRenamesAccepted).map((line) => `${id} lost ${line}`);
  });
}

function lostRows(before: TableRows, after: TableRows, isRenamed: boolean): readonly string[] {
  if (isRenamed) {
    const valuesOf = (rows: TableRows) =>
      [...rows.values()]
        .map((columns) => [...columns.values()].join("|"))
        .sort()
        .join("\n");
    return valuesOf(before) === valuesOf(after) ? [] : ["what was renamed"];
  }
  return [...before].flatMap(([table, columns]) => {
    const now = after.get(table);
    if (!now) return [`table ${table}`];
    return [...columns].flatMap(([name, values]) =>
      now.has(name) && now.get(name) !== values ? [`${table}.${name}`] : [],
    );
  });
}
