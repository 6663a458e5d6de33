import type { MigrationClass } from "../../../../shared/changes/model.ts";
import { policySchema } from "../../../../shared/changes/review-contract.ts";
import type { Freeze, Policy } from "../../../../shared/changes/review-model.ts";
import type { Environment } from "../../../../shared/connections/model.ts";

/** A policy as it is typed. Numbers are texts until they are saved; an empty age asks for none. */
export interface PolicyForm {
  readonly environment: Environment;
  readonly approvers: string;
  readonly worstClass: MigrationClass;
  readonly rehearsalHours: string;
  readonly allowsEmergency: boolean;
  readonly freezes: readonly FreezeForm[];
}

/** A window as it is typed; dates may be empty. */
export interface FreezeForm extends Omit<Freeze, "startDate" | "endDate"> {
  readonly startDate: string;
  readonly endDate: string;
}

/** The form of a policy. */
export function toForm(policy: Policy): PolicyForm {
  return {
    ...policy,
    approvers: String(policy.approvers),
    rehearsalHours: policy.rehearsalHours === null ? "" : String(policy.rehearsalHours),
    freezes: policy.freezes.map((freeze) => ({
      ...freeze,
      startDate: freeze.startDate ?? "",
      endDate: freeze.endDate ?? "",
    })),
  };
}

/** A window that is added: the weekend of the zone of this machine. */
export function newFreeze(): FreezeForm {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return { reason: "", timeZone, days: [6, 7], from: "00:00", to: "24:00", startDate: "", endDate: "" };
}

/** What the form is as a policy, or what is wrong by the path of the field: `approvers`, `freezes.0.from`. */
export function readForm(
  form: PolicyForm,
):
  | { readonly policy: ReturnType<typeof policySchema.parse> }
  | { readonly problems: Readonly<Record<string, string>> } {
  const parsed = policySchema.safeParse({
    ...form,
    approvers: toNumber(form.approvers),
    rehearsalHours: form.rehearsalHours.trim() === "" ? null : toNumber(form.rehearsalHours),
    freezes: form.freezes.map((freeze) => ({
      ...freeze,
      days: [...freeze.days],
      startDate: freeze.startDate.trim() === "" ? null : freeze.startDate.trim(),
      endDate: freeze.endDate.trim() === "" ? null : freeze.endDate.trim(),
    })),
  });
  if (parsed.success) return { policy: parsed.data };
  const problems = new Map<string, string>();
  for (const { path } of parsed.error.issues) {
    const key = path.slice(0, path[0] === "freezes" ? 3 : 1).join(".");
    problems.set(key, sentences[String(path[0] === "freezes" ? path[2] : path[0])] ?? "This cannot be read.");
  }
  return { problems: Object.fromEntries(problems) };
}

const sentences: Readonly<Record<string, string>> = {
  approvers: "A whole number from 1 to 10.",
  rehearsalHours: "A whole number from 1 to 8760, or nothing.",
  reason: "Say why, in a line: it is shown to whoever is stopped.",
  timeZone: "The name of a zone, such as Europe/Berlin.",
  days: "Choose a day at least.",
  from: "HH:MM, from 00:00 to 24:00.",
  to: "HH:MM, from 00:00 to 24:00.",
  startDate: "YYYY-MM-DD, or nothing.",
  endDate: "YYYY-MM-DD, or nothing.",
};

function toNumber(text: string): number {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN;
}
