import { deserializeSnapshot, diff, encodeId, type FactBase, parseId, type StableId } from "@supabase/pg-delta/core";
import { type Action, type Plan, type PlanOptions, plan } from "@supabase/pg-delta/plan";
import type { DifferenceKind, RenameQuestion } from "../../../shared/comparison/schema-model.ts";
import type { Hazard, ScriptStatement } from "../../../shared/comparison/script-model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { hazardsOf, madeTables } from "./hazards.ts";
import { type FactPlace, placeFact } from "./place-facts.ts";
import type { EngineReading } from "./read-by-engine.ts";

/** A difference as the engine sees it. */
export interface EngineDifference {
  readonly place: FactPlace;
  readonly kind: DifferenceKind;
}

/** The engine's answer. `scriptError` says why it can write no script; the differences are there all the same. */
export interface EngineAnswer {
  readonly differences: readonly EngineDifference[];
  readonly statements: readonly ScriptStatement[];
  readonly scriptError: string | null;
  readonly renames: readonly RenameQuestion[];
}

/** What is compared, and how the user answered the questions about renames. */
export interface EngineQuestion {
  readonly from: EngineReading;
  readonly to: EngineReading;
  /** Roles that may be named in the script: those of both sides. */
  readonly roles: readonly string[];
  readonly acceptedRenames: readonly string[];
}

/** Compares two readings and writes the script from the first to the second. Roles belong to servers and are left out. */
export function planScript({ from, to, roles, acceptedRenames }: EngineQuestion): EngineAnswer {
  const source = deserializeSnapshot(from.snapshot).factBase;
  const desired = deserializeSnapshot(to.snapshot).factBase;
  const options: PlanOptions = { scope: "database", renames: "prompt", assumedRoles: [...roles] };
  try {
    const plain = plan(source, desired, options);
    const asked = questionsOf(plain, acceptedRenames);
    const accepted = asked.filter(({ isAccepted }) => isAccepted).map(({ id }) => readRename(id));
    const script = accepted.length === 0 ? plain : plan(source, desired, { ...options, acceptRenames: accepted });
    return {
      differences: differencesOf(plain.deltas, source, desired),
      statements: statementsOf(script),
      scriptError: null,
      renames: asked,
    };
  } catch (error) {
    if (!(error instanceof Error) || error instanceof AppError) throw error;
    const differences = differencesOf(diff(source, desired), source, desired);
    return { differences, statements: [], scriptError: error.message, renames: [] };
  }
}

function differencesOf(deltas: Plan["deltas"], source: FactBase, desired: FactBase): readonly EngineDifference[] {
  const bases = [source, desired];
  return deltas.flatMap((delta): EngineDifference[] => {
    const isEdge = delta.verb === "link" || delta.verb === "unlink";
    if (isEdge && delta.edge.kind !== "owner") return [];
    const id = isEdge ? delta.edge.from : delta.verb === "set" ? delta.id : delta.fact.id;
    const place = placeFact(id, bases);
    if (!place) return [];
    if (isEdge)
      return [{ place: place.part ? place : { ...place, part: { word: "owner", name: "" } }, kind: "changed" }];
    return [{ place, kind: kindOf(delta.verb, id) }];
  });
}

/** A fact that stands for an object or a part comes and goes with it; one about it changes it. */
function kindOf(verb: "add" | "remove" | "set", id: StableId): DifferenceKind {
  const isAbout = "target" in id || id.kind === "default";
  if (verb === "set" || isAbout) return "changed";
  return verb === "add" ? "added" : "removed";
}

function statementsOf(script: Plan): readonly ScriptStatement[] {
  const setting = (sql: string): ScriptStatement => ({
    sql,
    transactional: true,
    endsTransaction: false,
    hazards: [],
  });
  const before = script.preamble.map(({ name, value }) => setting(`SET ${name} = ${value}`));
  const after = script.preamble.map(({ name }) => setting(`RESET ${name}`));
  const made = madeTables(script.actions);
  const actions = script.actions.map((action: Action): ScriptStatement => {
    const hazards: readonly Hazard[] = hazardsOf(action, made);
    return {
      sql: action.sql.trim().replace(/;$/, ""),
      transactional: isTransactional(action),
      endsTransaction: endsTransaction(action),
      hazards,
    };
  });
  return actions.length === 0 ? [] : [...before, ...actions, ...after];
}

function isTransactional({ transactionality }: Action): boolean {
  return transactionality !== "nonTransactional";
}

function endsTransaction({ transactionality }: Action): boolean {
  return transactionality !== "transactional";
}

const states = { unambiguous: "certain", ambiguous: "ambiguous", nearMiss: "unlike" } as const;

function questionsOf({ renameCandidates }: Plan, accepted: readonly string[]): readonly RenameQuestion[] {
  return renameCandidates.map(({ kind, from, to, status, reason }) => {
    const id = JSON.stringify([encodeId(from), encodeId(to)]);
    const state = states[status];
    return {
      id,
      word: kind.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
      from: nameText(from),
      to: nameText(to),
      state,
      isAccepted: state !== "unlike" && accepted.includes(id),
      reason: reason ?? null,
    };
  });
}

function readRename(id: string): { from: StableId; to: StableId } {
  const [from, to] = JSON.parse(id) as [string, string]; // `questionsOf` made it
  return { from: parseId(from), to: parseId(to) };
}

function nameText(id: StableId): string {
  const parts = [
    "schema" in id ? id.schema : null,
    "table" in id ? id.table : "type" in id ? id.type : null,
    "name" in id ? id.name : null,
  ];
  return parts.filter((part) => part !== null && part !== undefined).join(".");
}
