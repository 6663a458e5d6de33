import { z } from "zod";

/** The form of the state file and of the folders beside it. A larger number was written by a later Steward. */
export const stateFormat = 2;

const firstBranchSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  parentId: z.string().nullable(),
  parentLsn: z.string().nullable(),
  isDefault: z.boolean(),
  isProtected: z.boolean(),
  /** What is being done to its files; anything but "ready" is put in order at the next start. */
  state: z.enum(["creating", "ready", "deleting", "failed"]),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  purpose: z.enum(["work", "rehearsal", "past"]),
  port: z.number().nullable(),
  /** By role, the app's own superuser included: the roles that the control plane knows on this branch. */
  passwords: z.record(z.string(), z.string()),
});

/** A copy of a branch's cluster, from which its write-ahead log is replayed up to a point of its past. */
const baseSchema = z.strictObject({
  id: z.string(),
  /** When the copy was complete: no earlier moment can be reached from it. */
  takenAt: z.string(),
  lsn: z.string(),
  /** The segment of the log at which replaying begins. */
  firstLogFile: z.string(),
});

const databaseSchema = z.strictObject({ name: z.string(), owner: z.string() });

/** The new content of a branch is complete in its folder and takes the place of the old one. */
const replacementSchema = z.strictObject({
  /** The branch that gets the old content; null removes it. */
  preserved: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  parentId: z.string().nullable(),
  parentLsn: z.string().nullable(),
  parentTime: z.string().nullable(),
  content: z.enum(["data", "schemaOnly", "anonymised"]),
  passwords: z.record(z.string(), z.string()),
  databases: z.array(databaseSchema).nullable(),
  firstLsn: z.string().nullable(),
});

const maskingSchema = z.strictObject({
  state: z.enum(["waiting", "masking", "masked", "failed"]),
  message: z.string().nullable(),
  rules: z.array(
    z.strictObject({
      database: z.string(),
      schema: z.string(),
      table: z.string(),
      column: z.string(),
      mask: z.strictObject({ kind: z.enum(["function", "value"]), text: z.string() }),
    }),
  ),
  startedAt: z.string().nullable(),
  maskedAt: z.string().nullable(),
  maskedColumns: z.number().nullable(),
});

const branchSchema = firstBranchSchema.extend({
  state: z.enum(["creating", "ready", "resetting", "deleting", "failed"]),
  parentTime: z.string().nullable(),
  content: z.enum(["data", "schemaOnly", "anonymised"]),
  /** What was asked for last; a reset counts it anew. */
  timeToLiveSeconds: z.number().nullable(),
  suspendAfterSeconds: z.number().nullable(),
  /** Where its own log began; null when that is not known. */
  firstLsn: z.string().nullable(),
  /** As of the last look at the running compute, like the databases. */
  writtenBytes: z.number().nullable(),
  databases: z.array(databaseSchema).nullable(),
  lastActiveAt: z.string().nullable(),
  /** Oldest first. */
  bases: z.array(baseSchema),
  replacement: replacementSchema.nullable(),
  /** Of a branch that was made as an anonymised one; absent on all others, which earlier versions can read then. */
  masking: maskingSchema.optional(),
});

const firstProjectSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  postgresMajor: z.number(),
  createdAt: z.string(),
  /** Login roles that every branch began with; the owner first. */
  roles: z.array(z.string()).min(1),
  branches: z.array(firstBranchSchema),
});

const snapshotSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  branchId: z.string().nullable(),
  state: z.enum(["creating", "ready", "deleting"]),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  lsn: z.string().nullable(),
  sizeBytes: z.number().nullable(),
  content: z.enum(["data", "schemaOnly", "anonymised"]),
  /** Those of the cluster that was copied. */
  passwords: z.record(z.string(), z.string()),
  databases: z.array(databaseSchema).nullable(),
});

const projectSchema = firstProjectSchema.extend({
  branches: z.array(branchSchema),
  snapshots: z.array(snapshotSchema),
});

const firstStateSchema = z.strictObject({ format: z.literal(1), projects: z.array(firstProjectSchema) });
const currentStateSchema = z.strictObject({ format: z.literal(stateFormat), projects: z.array(projectSchema) });

/** A branch as it is kept on disk. */
export type BranchRecord = Readonly<z.infer<typeof branchSchema>>;
/** How an anonymised branch stands, as it is kept on disk. */
export type MaskingRecord = Readonly<z.infer<typeof maskingSchema>>;
/** A snapshot as it is kept on disk. */
export type SnapshotRecord = Readonly<z.infer<typeof snapshotSchema>>;
/** New content of a branch that only has to be moved to its place. */
export type ReplacementRecord = NonNullable<BranchRecord["replacement"]>;
/** A copy of a branch's cluster that its past is made from. */
export type BaseRecord = Readonly<z.infer<typeof baseSchema>>;
/** A project as it is kept on disk. */
export type ProjectRecord = Readonly<Omit<z.infer<typeof projectSchema>, "branches" | "snapshots">> & {
  readonly branches: readonly BranchRecord[];
  readonly snapshots: readonly SnapshotRecord[];
};

/** What is known of a branch that nothing has been found out about yet. */
export const newBranchFacts = {
  parentTime: null,
  content: "data",
  timeToLiveSeconds: null,
  suspendAfterSeconds: null,
  firstLsn: null,
  writtenBytes: null,
  databases: null,
  lastActiveAt: null,
  bases: [],
  replacement: null,
} satisfies Partial<BranchRecord>;

/** Reads every format up to the present one. What an earlier one did not know is unknown. */
export const stateSchema = z.discriminatedUnion("format", [firstStateSchema, currentStateSchema]).transform((state) => {
  if (state.format === stateFormat) return state;
  const projects = state.projects.map((project) => ({
    ...project,
    branches: project.branches.map((branch) => ({ ...newBranchFacts, ...branch })),
    snapshots: [],
  }));
  return { format: stateFormat, projects };
});
