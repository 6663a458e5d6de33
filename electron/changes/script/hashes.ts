import type { ApplyOptions } from "../../../shared/changes/model.ts";
import { type MigrationBytes, sha256Hex } from "../../migrations/script-bytes.ts";

/** Hex sha256 over one line for each migration; `steward.scripts_sha256_of` in the ledger computes the same. */
export function hashScripts(migrations: readonly MigrationBytes[]): string {
  return sha256Hex(migrations.map((migration) => `migration ${migration.id} ${hashPair(migration)}\n`).join(""));
}

/** Hex sha256 over both scripts of one migration. */
export function hashMigration(migration: MigrationBytes): string {
  return sha256Hex(hashPair(migration));
}

function hashPair({ up, down }: MigrationBytes): string {
  return `${sha256Hex(up)} ${down === null ? "-" : sha256Hex(down)}`;
}

/** What an approval is bound to. */
export interface ApprovalParts {
  readonly targetIdentity: string;
  readonly options: ApplyOptions;
  readonly rehearsalHash: string | null;
  /** The detail's text as the ledger keeps it; null for requests from before there were details. */
  readonly detail: string | null;
  readonly migrations: readonly MigrationBytes[];
}

/** The approval key; `steward.approval_key` in the ledger computes the same. */
export function approvalKey(parts: ApprovalParts): string {
  const { targetIdentity, options, rehearsalHash, detail, migrations } = parts;
  const { lockTimeoutMs, statementTimeoutMs, lockTries } = options;
  return sha256Hex(
    [
      `steward approval ${detail === null ? 1 : 2}`,
      `target ${targetIdentity}`,
      `options ${lockTimeoutMs} ${statementTimeoutMs} ${lockTries}`,
      `rehearsal ${rehearsalHash ?? "-"}`,
      ...(detail === null ? [] : [`detail ${sha256Hex(detail)}`]),
      `scripts ${hashScripts(migrations)}`,
      "",
    ].join("\n"),
  );
}
