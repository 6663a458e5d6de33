import { AppError } from "../../../shared/ipc/app-error.ts";
import { readMigrationsFolder } from "../../migrations/read-folder.ts";
import { decodeScript, sha256Hex } from "../../migrations/script-bytes.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { takeApplyLock } from "../apply/apply-lock.ts";
import { runSegment } from "../apply/run-segment.ts";
import { prepareScript } from "../script/prepare-script.ts";
import { withLedgerErrors } from "./ledger-error.ts";
import { actingOptions, becomeOwner, type Target } from "./target.ts";

/** Whether the database has a ledger. */
export async function hasLedger(session: ReadSession): Promise<boolean> {
  const found = await session.query("SELECT pg_catalog.to_regclass('steward.installed') IS NOT NULL");
  return found.rows[0]?.[0] === "t";
}

/** Rejects with `conflict` where an earlier version made the ledger: what is not there cannot be read as if it were empty. */
export async function refuseOlderLedger(session: ReadSession): Promise<void> {
  const found = await session.query("SELECT pg_catalog.to_regclass('steward.check_after') IS NULL");
  if (found.rows[0]?.[0] === "t")
    throw new AppError("conflict", "The ledger of this database was made by an earlier version of Steward.", {
      hint: "Rehearse or submit a migration: that brings it up to date, and keeps every row.",
    });
}

/** Sha256 of the up script by id, of the ledger's migrations that the database has. */
async function readInstalled(session: ReadSession): Promise<ReadonlyMap<string, string>> {
  if (!(await hasLedger(session))) return new Map();
  const installed = await session.query("SELECT id, up_sha256 FROM steward.installed");
  return new Map(installed.rows.map(([id, sha256]) => [id ?? "", sha256 ?? ""]));
}

/**
 * Brings the ledger of the target to the state of `folder`: all missing migrations of it in one transaction, under the
 * apply lock, as the database's owner; each is recorded in the ledger itself. Does nothing when all are there.
 * Rejects with `conflict` (somebody applies now; an installed migration has other bytes) and the server's errors.
 */
export async function ensureLedger(target: Target, folder: string): Promise<void> {
  const migrations = await readMigrationsFolder(folder);
  const pendingIn = async (session: ReadSession) => {
    const installed = await readInstalled(session);
    for (const { id, up } of migrations) {
      const sha256 = installed.get(id);
      if (sha256 !== undefined && sha256 !== sha256Hex(up)) throw otherLedger(id);
    }
    return migrations.filter(({ id }) => !installed.has(id));
  };
  const pending = await target.databases.read(target.ref, "ledger: version", pendingIn);
  if (pending.length === 0) return;
  await withLedgerErrors(() =>
    target.databases.write(target.ref, actingOptions(target, "ledger installation"), async (session) => {
      await takeApplyLock(session);
      const missing = await pendingIn(session);
      await becomeOwner(session);
      const scripts = await Promise.all(missing.map(({ up }) => prepareScript(decodeScript(up) ?? "")));
      await runSegment(
        session,
        { isTransactional: true, statements: scripts.flat() },
        {
          beforeCommit: async () => {
            for (const { id, up } of missing)
              await session.execute("SELECT steward.record_installed($1, $2)", [id, sha256Hex(up)]);
          },
        },
      );
    }),
  );
}

function otherLedger(id: string): AppError {
  return new AppError(
    "conflict",
    `The ledger of this database was made by another version of Steward (${id} differs).`,
    {
      hint: "Use the version that made it, or a newer one.",
    },
  );
}
