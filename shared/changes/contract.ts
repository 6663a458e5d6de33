import { z } from "zod";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import { migrationFormats } from "../migrations/model.ts";
import type { DraftLint } from "./draft-lint.ts";
import type {
  ChangeRequest,
  ChangeRequestSummary,
  FolderMigration,
  LedgerEvent,
  LedgerVerification,
  MigrationFolder,
  RehearsalReport,
  RehearsalSummary,
} from "./model.ts";
import { applyCourseSchema, reviewContract } from "./review-contract.ts";

const connectionId = z.string().min(1).max(100);
/** The login role that the person acts as; the connection's own when absent. */
const role = z.string().min(1).max(63).optional();
const requestId = z.uuid();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const script = z.string().max(5_000_000);

/** The id of a migration: the name of its file or folder in any format, never a path. */
export const migrationIdSchema = z
  .string()
  .max(255)
  .regex(/^(?!\.{1,2}$)[^/\\\p{Cc}]+$/u);

const migrationIds = z.array(migrationIdSchema).min(1).max(50);

/** Limits of an application; the defaults are those of a change to a busy table. */
export const applyOptionsSchema = z.strictObject({
  lockTimeoutMs: z.int().min(50).max(600_000).default(2_000),
  statementTimeoutMs: z.int().min(0).max(86_400_000).default(0),
  lockTries: z.int().min(1).max(50).default(8),
});

/** Requests about migrations, change requests and the ledger. The ledger is the one of the connection's database. */
export const changesContract = {
  ...reviewContract,
  "changes.folder": declareRequest<MigrationFolder>()(z.strictObject({ connectionId })),
  /** Sets the format of the connection's folder; null lets it be recognised. */
  "changes.chooseFormat": declareRequest<MigrationFolder>()(
    z.strictObject({ connectionId, format: z.enum(migrationFormats).nullable() }),
  ),
  /** Writes a new migration in the folder's own format, after the last one; `name` becomes the file name. */
  "changes.create": declareRequest<FolderMigration>()(
    z.strictObject({
      connectionId,
      name: z.string().trim().min(1).max(120),
      upSql: script.min(1),
      downSql: script.nullable(),
    }),
  ),
  /** Lints scripts that are being written, against the connection's database where it can be read. */
  "changes.lint": declareRequest<DraftLint>()(
    z.strictObject({
      connectionId,
      upSql: script,
      downSql: script.nullable(),
      /** Who will run them; Steward by default. */
      runner: z.enum(["steward", "other"]).default("steward"),
      /** Codes of rules that run only where they are asked for. */
      optionalRules: z.array(z.string().max(100)).max(100).default([]),
    }),
  ),
  /**
   * Forks a branch of the target, runs up, down, up and deletes it. Records the report in the ledger. `queriesSql` are
   * queries to be planned before and after, in place of the target's top ones.
   */
  "changes.rehearse": declareOperation<RehearsalReport>()(
    z.strictObject({ connectionId, migrationIds, role, queriesSql: script.optional() }),
  ),
  /** The rehearsals that the ledger holds, newest first. */
  "changes.rehearsals": declareRequest<readonly RehearsalSummary[]>()(
    z.strictObject({ connectionId, limit: z.int().min(1).max(1_000).default(100) }),
  ),
  /** One report of the ledger. Rejects with `notFound`, and `refused` when its text does not fit its hash. */
  "changes.rehearsal": declareRequest<RehearsalReport>()(z.strictObject({ connectionId, hash })),
  /** Offers migrations for review with the newest rehearsal of exactly these bytes; `role` becomes the author. */
  "changes.submit": declareOperation<ChangeRequest>()(
    z.strictObject({
      connectionId,
      migrationIds,
      role,
      title: z.string().trim().min(1).max(200),
      description: z.string().max(20_000),
      options: applyOptionsSchema.optional(),
      specReference: z.string().trim().max(2_000).optional(),
      course: applyCourseSchema.optional(),
    }),
  ),
  "changes.list": declareRequest<readonly ChangeRequestSummary[]>()(z.strictObject({ connectionId })),
  "changes.read": declareRequest<ChangeRequest>()(z.strictObject({ connectionId, id: requestId })),
  "changes.comment": declareRequest<ChangeRequest>()(
    z.strictObject({
      connectionId,
      id: requestId,
      role,
      text: z.string().trim().min(1).max(20_000),
      migrationId: migrationIdSchema.nullable().default(null),
      statementIndex: z.int().min(0).nullable().default(null),
    }),
  ),
  /** `expectedHash` is the hash that the person saw; the ledger refuses another one, and the author. */
  "changes.approve": declareRequest<ChangeRequest>()(
    z.strictObject({
      connectionId,
      id: requestId,
      role,
      expectedHash: hash,
      comment: z.string().max(20_000).default(""),
    }),
  ),
  "changes.refuse": declareRequest<ChangeRequest>()(
    z.strictObject({
      connectionId,
      id: requestId,
      role,
      expectedHash: hash,
      comment: z.string().max(20_000).default(""),
    }),
  ),
  /** Applies, or continues after a failure or crash. Progress: `statement 2 of 5: CREATE INDEX`, unit `statements`. */
  "changes.apply": declareOperation<ChangeRequest>()(z.strictObject({ connectionId, id: requestId, role })),
  /** Runs the down scripts of what was applied, last first. */
  "changes.rollback": declareOperation<ChangeRequest>()(z.strictObject({ connectionId, id: requestId, role })),
  /** The ledger's events, newest first. */
  "changes.history": declareRequest<readonly LedgerEvent[]>()(
    z.strictObject({ connectionId, limit: z.int().min(1).max(5_000).default(500) }),
  ),
  /** Recomputes the hash chain. */
  "changes.verify": declareOperation<LedgerVerification>()(z.strictObject({ connectionId })),
};
