import { z } from "zod";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import type {
  Branch,
  BranchDatabase,
  BranchOperation,
  BranchPreflight,
  BranchSnapshot,
  Project,
  ShownConnectionString,
  TakenConnectionString,
} from "./model.ts";

const projectId = z.string().min(1).max(100);
const branchId = z.string().min(1).max(100);
const confirmName = z.string().max(256);

/** What names a branch, and asks for its name once more. */
export const branchTargetFields = { projectId, branchId };
export const confirmedBranchFields = { projectId, branchId, confirmName };

/** Names are shown everywhere and become folder-free labels: one line, no control characters. */
export const branchNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(256)
  .regex(/^[^\p{Cc}\p{Cf}]+$/u);

/** Seconds until a branch or snapshot is deleted by itself; null keeps it. */
const timeToLiveSeconds = z
  .int()
  .min(60)
  .max(60 * 60 * 24 * 365)
  .nullable();

/** A position of the write-ahead log as Postgres prints it. */
export const lsnSchema = z.string().regex(/^[0-9A-Fa-f]{1,8}\/[0-9A-Fa-f]{1,8}$/);

/** A state of a branch: see `BranchPoint`. */
export const branchPointSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("head") }),
  z.strictObject({ kind: z.literal("time"), at: z.iso.datetime() }),
  z.strictObject({ kind: z.literal("lsn"), lsn: lsnSchema }),
]);

const name = z.string().min(1).max(63);
/** See `MaskingRule`. */
export const maskingRuleSchema = z.strictObject({
  database: name,
  schema: name,
  table: name,
  column: name,
  mask: z.strictObject({ kind: z.enum(["function", "value"]), text: z.string().min(1).max(1000) }),
});

/** How a plain server copies; elsewhere there is one way only, and it is not looked at. */
const copy = z.enum(["template", "dump"]).optional();

/** Sessions that somebody saw and agreed to end (`BranchSession.id`); none that came later is ended. */
const endSessions = z.array(z.string().max(100)).max(10_000).readonly().optional();

/** See `ComputeSize`. */
const computeSizeSchema = z
  .strictObject({ leastUnits: z.number().min(0.25).max(64), mostUnits: z.number().min(0.25).max(64) })
  .refine(({ leastUnits, mostUnits }) => leastUnits <= mostUnits);

/** Where a connection string leads. */
const connectionTarget = z.strictObject({ projectId, branchId, database: name, role: name, isPooled: z.boolean() });

/** Requests about projects and their branches. */
export const branchesContract = {
  "projects.list": declareRequest<readonly Project[]>()(z.strictObject({})),
  "branches.list": declareRequest<readonly Branch[]>()(z.strictObject({ projectId })),
  "branches.databases": declareRequest<readonly BranchDatabase[]>()(z.strictObject({ projectId, branchId })),
  "branches.roles": declareRequest<readonly string[]>()(z.strictObject({ projectId })),
  /** A screen of the project is visible; said again every 20 s. Its control plane may look after computes without waking any. */
  "branches.watch": declareRequest<null>()(z.strictObject({ projectId })),
  /** Newest first, at most 100. */
  "branches.operations": declareRequest<readonly BranchOperation[]>()(z.strictObject({ projectId })),
  "branches.create": declareOperation<Branch>()(
    z.strictObject({
      projectId,
      parentId: branchId,
      name: branchNameSchema,
      point: branchPointSchema,
      content: z.enum(["data", "schemaOnly", "anonymised"]),
      maskingRules: z.array(maskingRuleSchema).max(1000).readonly(),
      timeToLiveSeconds,
      copy,
      endSessions,
    }),
  ),
  /**
   * What a step would meet and send; null where the control plane has no such question. `branchId` is the parent for
   * `create`, else the branch itself.
   */
  "branches.preflight": declareRequest<BranchPreflight | null>()(
    z.strictObject({
      projectId,
      branchId,
      step: z.discriminatedUnion("kind", [
        z.strictObject({
          kind: z.literal("create"),
          name: branchNameSchema,
          content: z.enum(["data", "schemaOnly"]),
          timeToLiveSeconds,
          copy,
        }),
        z.strictObject({ kind: z.literal("reset") }),
        z.strictObject({ kind: z.literal("delete") }),
      ]),
    }),
  ),
  /** What is absent stays as it is. */
  "branches.update": declareOperation<Branch>()(
    z.strictObject({
      projectId,
      branchId,
      name: branchNameSchema.optional(),
      isProtected: z.boolean().optional(),
      timeToLiveSeconds: timeToLiveSeconds.optional(),
      suspendAfterSeconds: z.int().min(60).max(604_800).nullable().optional(),
      computeSize: computeSizeSchema.optional(),
      isDefault: z.literal(true).optional(),
    }),
  ),
  "branches.start": declareOperation<Branch>()(z.strictObject({ projectId, branchId })),
  "branches.suspend": declareOperation<Branch>()(z.strictObject({ projectId, branchId })),
  /** In each of the three below, `confirmName` must equal the branch's name. */
  "branches.reset": declareOperation<Branch>()(z.strictObject({ projectId, branchId, confirmName, endSessions })),
  "branches.restore": declareOperation<Branch>()(
    z.strictObject({
      projectId,
      branchId,
      confirmName,
      sourceBranchId: branchId,
      point: branchPointSchema,
      preserveUnder: branchNameSchema.nullable(),
    }),
  ),
  "branches.delete": declareOperation<null>()(z.strictObject({ projectId, branchId, confirmName, endSessions })),
  /**
   * A read-only branch that shows `branchId` as it was; the same moment is shown by the same branch. It belongs to the
   * windows that asked for it.
   */
  "branches.openPast": declareOperation<Branch>()(
    z.strictObject({ projectId, branchId, point: branchPointSchema.refine(({ kind }) => kind !== "head") }),
  ),
  /** This window shows it no more; it is deleted when none does. */
  "branches.closePast": declareRequest<null>()(z.strictObject({ projectId, branchId })),
  "branches.connectionString": declareRequest<ShownConnectionString>()(connectionTarget),
  /** Hands the whole string over past the page: on the system's clipboard for a while, or as a file to download. */
  "branches.takeConnectionString": declareRequest<TakenConnectionString>()(connectionTarget),
  /** The whole string with the password, for a command line only: `refused` for a window. */
  "branches.revealConnectionString": declareRequest<string>()(connectionTarget),
  "snapshots.list": declareRequest<readonly BranchSnapshot[]>()(z.strictObject({ projectId })),
  "snapshots.create": declareOperation<BranchSnapshot>()(
    z.strictObject({ projectId, branchId, name: branchNameSchema, timeToLiveSeconds }),
  ),
  /** `confirmName` must equal the snapshot's name. */
  "snapshots.delete": declareOperation<null>()(z.strictObject({ projectId, snapshotId: branchId, confirmName })),
  "snapshots.restore": declareOperation<Branch>()(
    z.strictObject({ projectId, snapshotId: branchId, name: branchNameSchema }),
  ),
};
