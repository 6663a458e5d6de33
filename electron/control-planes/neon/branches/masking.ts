import type { AnonymizedBranchStatusResponse, MaskingRule as NeonRule } from "@neondatabase/api-client";
import type { MaskingRule } from "../../../../shared/branches/model.ts";
import type { BranchMasking } from "../../../../shared/branches/upkeep-model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { ControlPlaneCall } from "../../control-plane.ts";
import { isNeonStatus } from "../api/neon-error.ts";
import { requireList } from "../api/read-pages.ts";
import { type Begun, makeChange, type NeonParts } from "../neon-parts.ts";
import { readableTime } from "./readable-time.ts";

type Status = AnonymizedBranchStatusResponse;

/** How an anonymised branch stands and by which rules; null for any other branch. */
export async function readMasking(parts: NeonParts, neonId: string, branchId: string): Promise<BranchMasking | null> {
  const status = await readStatus(parts, neonId, branchId);
  return status && toMasking(status, await readRules(parts, neonId, branchId));
}

/** Replaces all rules. An unanswered request is sent again only where the rules are still others: they replace, not add. */
export async function setMaskingRules(
  parts: NeonParts,
  neonId: string,
  branchId: string,
  rules: readonly MaskingRule[],
  call: ControlPlaneCall,
): Promise<void> {
  const wanted = rules.map(toNeonRule);
  await makeChange(parts, { neonId, branchId, action: "Change masking rules" }, call, async (step) => {
    await step<Begun>(
      async (client, settings) => {
        const { data, status } = await client.updateMaskingRules(neonId, branchId, { masking_rules: wanted }, settings);
        return { data: { ...data, operations: [] }, status };
      },
      async () => {
        const now = await readRules(parts, neonId, branchId);
        return textOf(now) === textOf(rules) ? { operations: [] } : null;
      },
    );
  });
}

/** Masks the rows by the rules as they are now, and waits for the end. Rejects with `refused`, `timeout`. */
export async function maskBranch(
  parts: NeonParts,
  neonId: string,
  branchId: string,
  call: ControlPlaneCall,
): Promise<BranchMasking> {
  const before = lastRun(await readStatus(parts, neonId, branchId));
  await makeChange(parts, { neonId, branchId, action: "Mask rows" }, call, async (step) => {
    await step<Begun>(
      async (client, settings) => {
        const { data, status } = await client.startAnonymization(neonId, branchId, settings);
        return { data: { ...data, operations: [] }, status };
      },
      async () => {
        const now = await readStatus(parts, neonId, branchId);
        // Masking what is masked already would do no harm, so it may be sent again.
        return now && (now.state === "anonymizing" || lastRun(now) !== before) ? { operations: [] } : null;
      },
    );
    await whenMasked(parts, neonId, branchId, call, before);
  });
  const masking = await readMasking(parts, neonId, branchId);
  if (masking) return masking;
  throw new AppError("notFound", "This branch is not an anonymised one (any more).", { hint: "Refresh the list." });
}

/** Masking goes on after the operations; the branch cannot be reached meanwhile. `before` is when an earlier run began. */
export async function whenMasked(
  parts: NeonParts,
  neonId: string,
  branchId: string,
  call: ControlPlaneCall,
  before?: string,
): Promise<void> {
  const { clock, pace } = parts;
  const since = clock.nowMs();
  while (clock.nowMs() - since < 2 * pace.patienceMs) {
    const status = await readStatus(parts, neonId, branchId);
    const isOfThisRun = before === undefined || lastRun(status) !== before;
    if (status?.state === "anonymized" && isOfThisRun) return;
    if (status && /error/.test(status.state) && isOfThisRun) throw maskingFailed(status);
    call.report?.({ step: status?.status_message ?? "Masking rows" });
    await clock.sleep(2 * pace.firstPollMs, call.signal);
  }
  throw new AppError("timeout", "Masking takes very long.", {
    hint: "It goes on in Neon. The branch cannot be reached until it ends.",
  });
}

/** A rule in Neon's form. */
export function toNeonRule({ database, schema, table, column, mask }: MaskingRule): NeonRule {
  const by = mask.kind === "function" ? { masking_function: mask.text } : { masking_value: mask.text };
  return { database_name: database, schema_name: schema, table_name: table, column_name: column, ...by };
}

function toRule(rule: NeonRule): MaskingRule {
  const { database_name: database, schema_name: schema, table_name: table, column_name: column } = rule;
  const mask =
    rule.masking_value === undefined
      ? { kind: "function" as const, text: rule.masking_function ?? "" }
      : { kind: "value" as const, text: rule.masking_value };
  return { database, schema, table, column, mask };
}

function toMasking(status: Status, rules: readonly MaskingRule[]): BranchMasking {
  const run = status.last_run;
  return {
    state: stateOf(status.state),
    message: status.status_message ?? null,
    rules,
    startedAt: run?.started_at === undefined ? null : readableTime(run.started_at),
    maskedAt: run?.completed_at === undefined ? null : readableTime(run.completed_at),
    maskedColumns: run?.masked_columns ?? null,
  };
}

/** A word that is not known here does not say that the rows are masked. */
function stateOf(state: string): BranchMasking["state"] {
  if (state === "anonymized") return "masked";
  if (state === "created" || state === "initialized") return "waiting";
  return /error/.test(state) ? "failed" : "masking";
}

/** Names the last run, whether it has ended or not. */
function lastRun(status: Status | null): string | undefined {
  return status?.last_run?.started_at;
}

function maskingFailed({ state, status_message: message }: Status): AppError {
  return new AppError("refused", `Masking failed: ${message ?? state}.`, {
    hint: "The branch is there, and its rows may not be masked. Change the masking rules and mask again, or delete it.",
  });
}

async function readRules(parts: NeonParts, neonId: string, branchId: string): Promise<readonly MaskingRule[]> {
  const answer = await parts.api.read((client, settings) => client.getMaskingRules(neonId, branchId, settings));
  return requireList(answer.masking_rules, "masking rules").map(toRule);
}

async function readStatus(parts: NeonParts, neonId: string, branchId: string): Promise<Status | null> {
  try {
    return await parts.api.read((client, settings) => client.getAnonymizedBranchStatus(neonId, branchId, settings));
  } catch (error) {
    if (isNeonStatus(error, 404)) return null;
    throw error;
  }
}

function textOf(rules: readonly MaskingRule[]): string {
  return JSON.stringify(rules.map(toNeonRule).map((rule) => Object.entries(rule).sort()));
}
