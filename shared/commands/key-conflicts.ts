import { type ChangedKeys, changeKeys, keysOf } from "./changed-keys.ts";
import { doScopesMeet, type KeyScope } from "./key-scopes.ts";
import { sameKeys } from "./keys/keys.ts";

/** A command as far as its keys are concerned. */
export interface KeyedCommand {
  readonly id: string;
  readonly title: string;
  readonly scope: KeyScope;
  /** What it comes with when it is not listed. */
  readonly keys?: string | undefined;
}

/** The keys that a command is to have, and what other commands would lose by it. */
export interface KeyPlan {
  readonly command: KeyedCommand;
  readonly next: readonly string[];
  readonly losses: readonly KeyLoss[];
}

/** A command whose keys would go to another one. */
export interface KeyLoss {
  readonly command: KeyedCommand;
  readonly keys: string;
}

/** The other commands that these keys mean as well, in some place where `command` acts. */
export function findTakers(
  keys: string,
  command: KeyedCommand,
  commands: readonly KeyedCommand[],
  changed: ChangedKeys,
  isMac: boolean,
): readonly KeyedCommand[] {
  const wanted = sameKeys(keys, isMac);
  return commands.filter(
    (other) =>
      other.id !== command.id &&
      doScopesMeet(other.scope, command.scope) &&
      keysOf(other.id, changed, other.keys).some((one) => sameKeys(one, isMac) === wanted),
  );
}

/** What it means to give `command` the keys `next` and no others. Nothing is changed yet. */
export function planKeys(
  command: KeyedCommand,
  next: readonly string[],
  commands: readonly KeyedCommand[],
  changed: ChangedKeys,
  isMac: boolean,
): KeyPlan {
  const before = new Set(keysOf(command.id, changed, command.keys));
  const losses = next
    .filter((keys) => !before.has(keys))
    .flatMap((keys) => findTakers(keys, command, commands, changed, isMac).map((taker) => ({ command: taker, keys })));
  return { command, next, losses };
}

/** The keys after a plan: no command keeps keys that went to another one. */
export function applyKeyPlan(changed: ChangedKeys, { command, next, losses }: KeyPlan, isMac: boolean): ChangedKeys {
  const without = losses.reduce((kept, loss) => {
    const { id, keys: own } = loss.command;
    const left = keysOf(id, kept, own).filter((one) => sameKeys(one, isMac) !== sameKeys(loss.keys, isMac));
    return changeKeys(kept, id, left, own);
  }, changed);
  return changeKeys(without, command.id, next, command.keys);
}
