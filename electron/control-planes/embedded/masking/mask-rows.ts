import { randomBytes } from "node:crypto";
import type { MaskingRule } from "../../../../shared/branches/model.ts";
import { AppError, isAppError } from "../../../../shared/ipc/app-error.ts";
import { quoteIdentifier, quoteName } from "../../../../shared/sql/quote.ts";
import { openSession } from "../../../postgres/connect.ts";
import type { ConnectParameters, WriteSession } from "../../../postgres/session.ts";
import type { ControlPlaneCall } from "../../control-plane.ts";
import { isNull, maskExpression } from "./mask-expression.ts";

/** A column with what stands in the way of changing it. */
const findColumns = `
  SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attgenerated <> '',
    EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE (k.conrelid = c.oid AND k.contype = 'p' AND a.attnum = ANY (k.conkey))
      OR (k.confrelid = c.oid AND a.attnum = ANY (k.confkey))),
    EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = ANY (k.conkey))
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p')`;

/** A table and all that inherit from it; foreign ones hold their rows elsewhere. */
const findFamily = `
  WITH RECURSIVE family (oid) AS (
    SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = $1 AND c.relname = $2
    UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN family f ON f.oid = i.inhparent)
  SELECT n.nspname, c.relname, c.relkind, c.oid FROM family f JOIN pg_catalog.pg_class c ON c.oid = f.oid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`;

/** Triggers and rules on UPDATE that fire even for a replica: they could copy what is masked somewhere else. */
const findBystanders = `
  SELECT t.tgname FROM pg_catalog.pg_trigger t
  WHERE t.tgrelid = ANY ($1::pg_catalog.oid[]) AND NOT t.tgisinternal AND t.tgtype & 16 <> 0 AND t.tgenabled IN ('A', 'R')
  UNION ALL SELECT r.rulename FROM pg_catalog.pg_rewrite r
  WHERE r.ev_class = ANY ($1::pg_catalog.oid[]) AND r.ev_type = '2' AND r.ev_enabled IN ('A', 'R')`;

const findViews = `
  SELECT n.nspname, c.relname, c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'm' AND c.relispopulated ORDER BY c.oid`;

/**
 * Overwrites columns by rules, one transaction for each database, and then what else holds their values: old versions of
 * rows, indexes, statistics of columns, materialised views. No trigger fires. Rejects with `refused`, naming the rule.
 */
export async function maskRows(
  admin: ConnectParameters,
  rules: readonly MaskingRule[],
  call: ControlPlaneCall,
): Promise<void> {
  // Equal values stay equal over all databases, and nobody can find out by guessing which value a hash was made of.
  const salt = randomBytes(24).toString("hex");
  for (const database of new Set(rules.map((rule) => rule.database))) {
    const session = await openSession(
      { ...admin, database },
      {
        purpose: "branch",
        settings: { session_replication_role: "replica", statement_timeout: "0", lock_timeout: "0" },
        ...(call.signal ? { signal: call.signal } : {}),
      },
    );
    try {
      const own = rules.filter((rule) => rule.database === database);
      await maskDatabase(session, own, salt, call);
    } finally {
      await session.close();
    }
  }
}

interface MaskedTable {
  readonly name: string;
  readonly assignments: string;
}

async function maskDatabase(
  session: WriteSession,
  rules: readonly MaskingRule[],
  salt: string,
  call: ControlPlaneCall,
): Promise<void> {
  const relations: { readonly name: string; readonly oid: string }[] = [];
  await session.transaction(async () => {
    for (const [first, ...others] of groupByTable(rules)) {
      if (!first) continue;
      const table = await planTable(session, [first, ...others], salt);
      const family = (await session.query(findFamily, [first.schema, first.table])).rows;
      await refuseBystanders(session, table.name, family);
      call.report?.({ step: `Masking ${first.schema}.${first.table}` });
      await naming(table.name, () => session.execute(`UPDATE ${table.name} SET ${table.assignments}`));
      for (const [schema, name, kind, oid] of family)
        if (kind === "r") relations.push({ name: nameOf(schema, name), oid: oid ?? "" });
    }
  });
  call.report?.({ step: "Removing what was masked" });
  for (const { name } of relations) await session.execute(`VACUUM (FULL) ${name}`);
  const views = (await session.query(findViews)).rows.map(([schema, name, oid]) => ({
    name: nameOf(schema, name),
    oid: oid ?? "",
  }));
  for (const { name } of views) await session.execute(`REFRESH MATERIALIZED VIEW ${name}`);
  const all = [...relations, ...views];
  // ANALYZE leaves alone what its settings exclude, so what the statistics hold goes first.
  await session.query(
    `DELETE FROM pg_catalog.pg_statistic WHERE starelid IN (
      SELECT o FROM pg_catalog.unnest($1::pg_catalog.oid[]) o
      UNION SELECT i.indexrelid FROM pg_catalog.pg_index i WHERE i.indrelid = ANY ($1::pg_catalog.oid[])
      UNION SELECT h.inhparent FROM pg_catalog.pg_inherits h WHERE h.inhrelid = ANY ($1::pg_catalog.oid[]))`,
    [`{${all.map(({ oid }) => oid).join(",")}}`],
  );
  await session.execute("DELETE FROM pg_catalog.pg_statistic_ext_data");
  for (const { name } of all) await session.execute(`ANALYZE ${name}`);
}

function groupByTable(rules: readonly MaskingRule[]): readonly (readonly MaskingRule[])[] {
  const tables = new Map<string, MaskingRule[]>();
  for (const rule of rules) {
    const key = JSON.stringify([rule.schema, rule.table]);
    tables.set(key, [...(tables.get(key) ?? []), rule]);
  }
  return [...tables.values()];
}

async function planTable(
  session: WriteSession,
  rules: readonly [MaskingRule, ...MaskingRule[]],
  salt: string,
): Promise<MaskedTable> {
  const [{ schema, table }] = rules;
  const found = new Map(
    (await session.query(findColumns, [schema, table])).rows.map(([name, type, isGenerated, isKey, isForeign]) => [
      name ?? "",
      { type: type ?? "", isGenerated: isGenerated === "t", isKey: isKey === "t", isForeign: isForeign === "t" },
    ]),
  );
  if (found.size === 0) throw refusal(`There is no table ${schema}.${table} in database ${rules[0].database}.`);
  const seen = new Set<string>();
  const assignments = rules.map((rule) => {
    const column = found.get(rule.column);
    const name = `${schema}.${table}.${rule.column}`;
    if (!column) throw refusal(`There is no column ${name} in database ${rule.database}.`);
    if (seen.has(rule.column)) throw refusal(`Column ${name} has two masking rules.`);
    seen.add(rule.column);
    if (column.isGenerated) throw refusal(`Column ${name} is generated: mask the columns that it is made of.`);
    if (column.isKey || (column.isForeign && !isNull(rule.mask)))
      throw refusal(`Column ${name} is a part of a key: rows refer to each other by it.`);
    const quoted = quoteIdentifier(rule.column);
    return `${quoted} = ${maskExpression(rule, { name: quoted, type: column.type }, salt)}`;
  });
  return { name: quoteName({ schema, name: table }), assignments: assignments.join(", ") };
}

async function refuseBystanders(
  session: WriteSession,
  table: string,
  family: readonly (readonly (string | null)[])[],
): Promise<void> {
  const oids = `{${family.map(([, , , oid]) => oid).join(",")}}`;
  const [[name] = []] = (await session.query(findBystanders, [oids])).rows;
  if (name) throw refusal(`Table ${table} has ${name}, which always acts on a change and may copy the rows.`);
}

async function naming(table: string, run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!isAppError(error) || ["cancelled", "connectionLost", "diskFull"].includes(error.code)) throw error;
    throw refusal(`Table ${table} could not be masked: ${error.message}`);
  }
}

function refusal(message: string): AppError {
  return new AppError("refused", message, { hint: "Change the masking rule and try again. Nothing was changed." });
}

function nameOf(schema: string | null | undefined, name: string | null | undefined): string {
  return quoteName({ schema: schema ?? "", name: name ?? "" });
}
