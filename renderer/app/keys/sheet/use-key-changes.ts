import { useState } from "react";
import { defaultKeys, keysOf } from "../../../../shared/commands/changed-keys.ts";
import { applyKeyPlan, type KeyPlan, planKeys } from "../../../../shared/commands/key-conflicts.ts";
import { sameKeys } from "../../../../shared/commands/keys/keys.ts";
import { judgeKeys } from "../../../../shared/commands/reserved-keys.ts";
import { isMac, useChangedKeys } from "../../../state/keys/changed-keys.ts";
import { keyHost } from "../provide-keys.tsx";
import type { SheetCommand } from "./sheet-groups.ts";

/** What the sheet is doing. */
export type KeyChange =
  | { readonly kind: "nothing" }
  /** Waits for keys to be pressed, which take the place of `replaced` or are added; `refusal` says why the last did not do. */
  | {
      readonly kind: "pressing";
      readonly command: SheetCommand;
      readonly replaced: string | null;
      readonly refusal: string | null;
    }
  /** Keys were pressed (or are to be taken back) that must be decided on first. */
  | { readonly kind: "deciding"; readonly plan: KeyPlan; readonly note: string | null };

const nothing: KeyChange = { kind: "nothing" };

/** The steps that change keys: nothing is taken from another command, and no kept keys are used, without being asked. */
export function useKeyChanges(commands: readonly SheetCommand[]) {
  const { changed, change } = useChangedKeys();
  const [doing, setDoing] = useState<KeyChange>(nothing);
  const current = ({ id, keys }: SheetCommand) => keysOf(id, changed, keys);
  const decide = (command: SheetCommand, next: readonly string[], note: string | null) => {
    const plan = planKeys(command, next, commands, changed, isMac);
    if (plan.losses.length > 0 || note !== null) return setDoing({ kind: "deciding", plan, note });
    change(applyKeyPlan(changed, plan, isMac));
    setDoing(nothing);
  };
  return {
    changed,
    doing,
    current,
    press: (command: SheetCommand, replaced: string | null) =>
      setDoing({ kind: "pressing", command, replaced, refusal: null }),
    take: (keys: string) => {
      if (doing.kind !== "pressing") return;
      const { command, replaced } = doing;
      const verdict = judgeKeys(keys, command.scope, keyHost);
      if (verdict.kind === "refused") return setDoing({ ...doing, refusal: verdict.reason });
      const before = current(command);
      if (before.some((one) => sameKeys(one, isMac) === sameKeys(keys, isMac))) return setDoing(nothing);
      const next = replaced === null ? [...before, keys] : before.map((one) => (one === replaced ? keys : one));
      decide(command, next, verdict.kind === "kept" ? verdict.reason : null);
    },
    remove: (command: SheetCommand, keys: string) =>
      decide(
        command,
        current(command).filter((one) => one !== keys),
        null,
      ),
    reset: (command: SheetCommand) => decide(command, defaultKeys(command.id, command.keys), null),
    resetAll: () => change({}),
    confirm: () => {
      if (doing.kind !== "deciding") return;
      change(applyKeyPlan(changed, doing.plan, isMac));
      setDoing(nothing);
    },
    cancel: () => setDoing(nothing),
  };
}
