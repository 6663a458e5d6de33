import { quoteIdentifier, quoteLiteral } from "../../../../shared/sql/quote.ts";
import { settingSql } from "./settings-list.ts";
import type { DatabaseGrant, SourceFacts } from "./source-facts.ts";

/** What is written page by page to the log stays cheap up to here; a larger source is copied file by file. */
const fileCopyFromBytes = 128 * 1024 * 1024;

/**
 * CREATE DATABASE from a template. Since 15 the server can copy through the log (no checkpoints; better for small ones) or by
 * files (two checkpoints, less written); before there were files only and no word for it.
 */
export function createFromTemplateSql(
  name: string,
  source: { readonly name: string; readonly sizeBytes: number | null },
  facts: SourceFacts,
  versionNumber: number,
): string {
  const strategy =
    versionNumber < 150_000 ? "" : ` STRATEGY ${(source.sizeBytes ?? 0) > fileCopyFromBytes ? "file_copy" : "wal_log"}`;
  return `CREATE DATABASE ${quoteIdentifier(name)} TEMPLATE ${quoteIdentifier(source.name)}${strategy}${commonOptions(facts)}`;
}

/** CREATE DATABASE for an empty one with the source's encoding and locale, to be filled by pg_restore. */
export function createEmptySql(name: string, facts: SourceFacts): string {
  const { encoding, collate, characterType, provider, locale, tablespace } = facts;
  const locales = `ENCODING ${text(encoding)} LC_COLLATE ${text(collate)} LC_CTYPE ${text(characterType)}`;
  const providers =
    provider === "i"
      ? ` LOCALE_PROVIDER icu ICU_LOCALE ${text(locale ?? "und")}`
      : provider === "b"
        ? ` LOCALE_PROVIDER builtin BUILTIN_LOCALE ${text(locale ?? "C")}`
        : "";
  const place = ` TABLESPACE ${quoteIdentifier(tablespace)}`;
  return `CREATE DATABASE ${quoteIdentifier(name)} TEMPLATE template0 ${locales}${providers}${place}${commonOptions(facts)}`;
}

function commonOptions({ owner, connectionLimit }: SourceFacts): string {
  const limit = connectionLimit === -1 ? "" : ` CONNECTION LIMIT ${connectionLimit}`;
  return `${owner === null ? "" : ` OWNER ${quoteIdentifier(owner)}`}${limit}`;
}

/** What CREATE DATABASE leaves out: rights, settings and the comment. They are sent in one transaction. */
export function finishCopySql(name: string, facts: SourceFacts, comment: string): readonly string[] {
  const database = quoteIdentifier(name);
  const settings = facts.settings.map(({ role, setting }) =>
    role === null
      ? `ALTER DATABASE ${database} SET ${settingSql(setting)}`
      : `ALTER ROLE ${quoteIdentifier(role)} IN DATABASE ${database} SET ${settingSql(setting)}`,
  );
  return [...grantStatements(database, facts), ...settings, commentSql(name, comment)];
}

/** The statement that gives a database its comment. */
export function commentSql(name: string, comment: string): string {
  return `COMMENT ON DATABASE ${quoteIdentifier(name)} IS ${text(comment)}`;
}

/** DROP DATABASE; with force the server ends the sessions that are left. */
export function dropSql(name: string, isForced: boolean): string {
  return `DROP DATABASE ${quoteIdentifier(name)}${isForced ? " WITH (FORCE)" : ""}`;
}

/** ALTER DATABASE ... RENAME. */
export function renameSql(from: string, to: string): string {
  return `ALTER DATABASE ${quoteIdentifier(from)} RENAME TO ${quoteIdentifier(to)}`;
}

function grantStatements(database: string, { grants, owner }: SourceFacts): readonly string[] {
  if (grants === null) return [];
  const holders = ["PUBLIC", ...(owner === null ? [] : [quoteIdentifier(owner)])];
  return [
    `REVOKE ALL ON DATABASE ${database} FROM ${holders.join(", ")}`,
    ...grants.map((grant) => grantSql(database, grant)),
  ];
}

function grantSql(database: string, { grantee, privilege, isGrantable }: DatabaseGrant): string {
  const to = grantee === null ? "PUBLIC" : quoteIdentifier(grantee);
  return `GRANT ${privilege} ON DATABASE ${database} TO ${to}${isGrantable ? " WITH GRANT OPTION" : ""}`;
}

function text(value: string): string {
  return quoteLiteral(value).trim();
}
