import type { FindingFix } from "../findings/model.ts";
import type { TableIndex } from "./model.ts";
import { readableIdentifier, readableName } from "./readable-name.ts";

/** What an index to be created consists of. `keys` are SQL: columns with DESC or operator class, or expressions. */
export interface IndexDraft {
  readonly schema: string;
  readonly table: string;
  readonly keys: readonly string[];
  /** Words for the name, usually the columns. */
  readonly nameParts: readonly string[];
  readonly method?: string;
  readonly predicate?: string;
  /** `autosummarize = on`: storage parameters as they stand in WITH. */
  readonly options?: readonly string[];
  /** Postgres cannot build an index of a partitioned table beside running writes. */
  readonly isPartitioned?: boolean;
}

const maxNameBytes = 63;

/** A name such as `runs_kind_created_at_idx`, at most 63 bytes of ASCII, and none of `taken`. */
export function indexName(table: string, parts: readonly string[], taken: readonly string[] = []): string {
  const words = [table, ...parts].map((part) => part.replace(/[^A-Za-z0-9_]+/g, "_").toLowerCase());
  const stem = words.join("_");
  for (let attempt = 0; ; attempt++) {
    const end = attempt === 0 ? "_idx" : `_idx${attempt}`;
    const name = stem.slice(0, maxNameBytes - end.length) + end;
    if (!taken.includes(name)) return name;
  }
}

/** CREATE INDEX CONCURRENTLY and, to go back, DROP INDEX CONCURRENTLY. Neither runs in a transaction; of a partitioned table both do. */
export function createIndexFix(draft: IndexDraft, taken: readonly string[] = []): FindingFix {
  const concurrently = draft.isPartitioned ? "" : " CONCURRENTLY";
  const name = indexName(draft.table, draft.nameParts, taken);
  const using = draft.method === undefined ? "" : ` USING ${draft.method}`;
  const where = draft.predicate === undefined ? "" : `\n  WHERE ${draft.predicate}`;
  const options = draft.options === undefined ? "" : `\n  WITH (${draft.options.join(", ")})`;
  const on = readableName(draft.schema, draft.table);
  return {
    title: `Create index ${name}`,
    sql: `CREATE INDEX${concurrently} ${readableIdentifier(name)}\n  ON ${on}${using} (${draft.keys.join(", ")})${options}${where};`,
    downSql: `DROP INDEX${concurrently} IF EXISTS ${readableName(draft.schema, name)};`,
    transactional: draft.isPartitioned === true,
  };
}

/** DROP INDEX CONCURRENTLY and, to go back, the index as the catalog prints it. Of a partitioned table, neither can be concurrent. */
export function dropIndexFix(index: TableIndex): FindingFix {
  const name = readableName(index.schema, index.name);
  if (index.isPartitioned)
    return {
      title: `Drop index ${index.name}`,
      sql: `DROP INDEX IF EXISTS ${name};`,
      downSql: `${index.definition.replace(/^(CREATE (?:UNIQUE )?INDEX (?:"(?:[^"]|"")*"|\S+) ON )ONLY /, "$1")};`,
      transactional: true,
    };
  return {
    title: `Drop index ${index.name}`,
    sql: `DROP INDEX CONCURRENTLY IF EXISTS ${name};`,
    downSql: `${index.definition.replace(/^CREATE (UNIQUE )?INDEX /, "CREATE $1INDEX CONCURRENTLY ")};`,
    transactional: false,
  };
}

/** Another index in the place of one: the new one is there before the old one goes, in both directions. */
export function replaceIndexFix(old: TableIndex, draft: IndexDraft, taken: readonly string[]): FindingFix {
  const create = createIndexFix(draft, taken);
  const drop = dropIndexFix(old);
  return {
    title: `Replace index ${old.name}`,
    sql: `${create.sql}\n${drop.sql}`,
    downSql: `${drop.downSql}\n${create.downSql}`,
    transactional: false,
  };
}

/** ALTER INDEX ... SET and, to go back, what was set before. `rebuilt`: it holds only for what is built afterwards. */
export function setIndexOptionFix(index: TableIndex, option: string, value: string, isRebuilt = false): FindingFix {
  const name = readableName(index.schema, index.name);
  const before = index.options.find((set) => set.startsWith(`${option}=`))?.slice(option.length + 1);
  const rebuild = isRebuilt ? `\nREINDEX INDEX CONCURRENTLY ${name};` : "";
  const back = before === undefined ? `RESET (${option})` : `SET (${option} = ${before})`;
  return {
    title: `Set ${option} of ${index.name} to ${value}`,
    sql: `ALTER INDEX ${name} SET (${option} = ${value});${rebuild}`,
    downSql: `ALTER INDEX ${name} ${back};${rebuild}`,
    transactional: !isRebuilt,
  };
}
