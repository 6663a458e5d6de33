import { randomUUID } from "node:crypto";
import { z } from "zod";
import { readJsonFile, writeFileAtomically } from "../../../storage/atomic-file.ts";
import { lockedError } from "../http/api-error.ts";

const operationSchema = z.object({
  id: z.string(),
  project_id: z.string(),
  branch_id: z.string().optional(),
  endpoint_id: z.string().optional(),
  action: z.string(),
  status: z.enum(["scheduling", "running", "finished", "failed", "error", "cancelled", "skipped"]),
  error: z.string().optional(),
  failures_count: z.number(),
  retry_at: z.string().optional(),
  created_at: z.string(),
  updated_at: z.string(),
  total_duration_ms: z.number(),
});
const noteSchema = z.object({
  hasEndpoint: z.boolean().optional(),
  annotation: z.record(z.string(), z.string()).optional(),
  lastResetAt: z.string().optional(),
});
const stateSchema = z.object({ operations: z.array(operationSchema), notes: z.record(z.string(), noteSchema) });

/** An operation in Neon's form. */
export type Operation = z.output<typeof operationSchema>;
/** What the API knows of a branch beyond the control plane. */
export type BranchNote = Readonly<z.output<typeof noteSchema>>;

/** A step that is asked for. */
export interface OperationStep {
  readonly action: string;
  readonly branchId?: string | undefined;
  readonly endpointId?: string | undefined;
}

/** The operations of one mutation, in order; its project is locked until they have ended. */
export interface RunningOperations {
  readonly operations: readonly Operation[];
  /** Names the branch in operations that were begun before it had an id. */
  setBranch(branchId: string, endpointId: string): void;
  /** Shows them in the list and keeps them; before that nobody sees them. */
  admit(): Promise<void>;
  /** The running one has finished; the next one runs. */
  advance(): void;
  finish(): Promise<void>;
  /** The running one failed; those behind it are cancelled. */
  fail(message: string): Promise<void>;
  /** Takes them back: the mutation was refused before it began. */
  refuse(): void;
}

const keptOperations = 1000;
const isOver = (operation: Operation) => !["scheduling", "running"].includes(operation.status);

/** Operations and notes of the API in one file, so that a restarted server still knows them. */
export class OperationJournal {
  private readonly file: string;
  private readonly operations: Operation[];
  private readonly notes: Map<string, BranchNote>;
  private readonly locked = new Set<string>();
  private writing: Promise<void> = Promise.resolve();
  private isClosed = false;

  private constructor(file: string, state: z.output<typeof stateSchema>) {
    this.file = file;
    this.operations = state.operations;
    this.notes = new Map(Object.entries(state.notes));
  }

  /** Reads the file. What a killed server left unfinished has failed: nobody goes on with it. */
  static async load(file: string): Promise<OperationJournal> {
    const state = await readJsonFile(file, stateSchema, { operations: [], notes: {} });
    for (const operation of state.operations.filter((one) => !isOver(one)))
      end(
        operation,
        operation.status === "running" ? "failed" : "cancelled",
        "The server ended before this operation did.",
      );
    return new OperationJournal(file, state);
  }

  /** Newest first. */
  list(projectId: string): readonly Operation[] {
    return this.operations.filter((operation) => operation.project_id === projectId).reverse();
  }

  noteOf(branchId: string): BranchNote {
    return this.notes.get(branchId) ?? {};
  }

  async note(branchId: string, note: BranchNote): Promise<void> {
    this.notes.set(branchId, { ...this.noteOf(branchId), ...note });
    await this.save();
  }

  refuseLocked(projectId: string): void {
    if (this.locked.has(projectId)) throw lockedError();
  }

  /** Locks the project and gives its next operations, the first one running. 423 while others are not over. */
  begin(projectId: string, steps: readonly OperationStep[]): RunningOperations {
    this.refuseLocked(projectId);
    this.locked.add(projectId);
    const operations = steps.map((step, index) => newOperation(projectId, step, index === 0));
    const running = () => operations.find((operation) => operation.status === "running");
    const advance = () => {
      const current = running();
      if (!current) return;
      end(current, "finished");
      const next = operations.find((operation) => operation.status === "scheduling");
      if (next) start(next);
    };
    return {
      operations,
      setBranch: (branchId, endpointId) => {
        for (const operation of operations) {
          operation.branch_id = branchId;
          if (operation.action.endsWith("_compute")) operation.endpoint_id = endpointId;
        }
      },
      admit: async () => {
        this.operations.push(...operations);
        this.operations.splice(0, this.operations.length - keptOperations);
        await this.save();
      },
      advance,
      finish: async () => {
        while (running()) advance();
        this.locked.delete(projectId);
        await this.save();
      },
      fail: async (message) => {
        const current = running();
        if (current) end(current, "failed", message);
        for (const operation of operations) if (operation.status === "scheduling") end(operation, "cancelled");
        this.locked.delete(projectId);
        await this.save();
      },
      refuse: () => void this.locked.delete(projectId),
    };
  }

  /** Writes nothing more; resolves when nothing is being written. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.writing;
  }

  private async save(): Promise<void> {
    const next = this.writing.then(async () => {
      if (this.isClosed) return;
      const state = { operations: this.operations, notes: Object.fromEntries(this.notes) };
      await writeFileAtomically(this.file, `${JSON.stringify(state)}\n`);
    });
    // The next writing waits for this one, whatever became of it; its caller gets the rejection.
    this.writing = next.catch(() => undefined);
    await next;
  }
}

function newOperation(projectId: string, step: OperationStep, isFirst: boolean): Operation {
  const now = new Date().toISOString();
  return {
    id: randomUUID(),
    project_id: projectId,
    ...(step.branchId === undefined ? {} : { branch_id: step.branchId }),
    ...(step.endpointId === undefined ? {} : { endpoint_id: step.endpointId }),
    action: step.action,
    status: isFirst ? "running" : "scheduling",
    failures_count: 0,
    created_at: now,
    updated_at: now,
    total_duration_ms: 0,
  };
}

function start(operation: Operation): void {
  operation.status = "running";
  operation.updated_at = new Date().toISOString();
}

function end(operation: Operation, status: Operation["status"], error?: string): void {
  operation.status = status;
  operation.updated_at = new Date().toISOString();
  operation.total_duration_ms = Math.max(0, Date.parse(operation.updated_at) - Date.parse(operation.created_at));
  if (error === undefined) return;
  operation.error = error;
  operation.failures_count += 1;
}
