import { Plus, RotateCcw, TriangleAlert, X } from "lucide-react";
import { areChanged } from "../../../../shared/commands/changed-keys.ts";
import { findTakers } from "../../../../shared/commands/key-conflicts.ts";
import { scopeWords } from "../../../../shared/commands/key-scopes.ts";
import { judgeKeys } from "../../../../shared/commands/reserved-keys.ts";
import { isMac } from "../../../state/keys/changed-keys.ts";
import { IconButton } from "../../../ui/controls/button.tsx";
import { Keys, keysLabel } from "../../../ui/controls/keys.tsx";
import { keyHost } from "../provide-keys.tsx";
import { DecideKeys } from "./decide-keys.tsx";
import { PressKeys } from "./press-keys.tsx";
import type { SheetCommand } from "./sheet-groups.ts";
import type { useKeyChanges } from "./use-key-changes.ts";

interface KeyLineProps {
  readonly command: SheetCommand;
  readonly commands: readonly SheetCommand[];
  readonly changes: ReturnType<typeof useKeyChanges>;
}

/** A command with its keys: each can be changed and taken away, others added, the own ones taken back. */
export function KeyLine({ command, commands, changes }: KeyLineProps) {
  const { id, title, scope } = command;
  const { changed, doing } = changes;
  const keys = changes.current(command);
  const clashes = keys.flatMap((one) =>
    findTakers(one, command, commands, changed, isMac).map((taker) => ({ keys: one, title: taker.title })),
  );
  return (
    <li className="key-line" data-line={id}>
      <div className="key-line-row">
        <span className="key-line-title">
          {title}
          {scope !== "window" && <span className="key-line-scope">{scopeWords[scope]}</span>}
        </span>
        <span className="key-line-keys">
          {keys.map((one) => (
            <KeyChip key={one} keys={one} command={command} changes={changes} />
          ))}
        </span>
        <span className="key-line-tools">
          {areChanged(id, changed) && (
            <IconButton
              label={`Own keys of ${title} again`}
              icon={RotateCcw}
              isSmall
              onPress={() => changes.reset(command)}
            />
          )}
          <IconButton label={`Add keys to ${title}`} icon={Plus} isSmall onPress={() => changes.press(command, null)} />
        </span>
      </div>
      {clashes.map((clash) => (
        <p key={`${clash.keys} ${clash.title}`} className="key-line-clash">
          <TriangleAlert aria-hidden className="key-line-icon" />
          {keysLabel(clash.keys)} is also {clash.title}. Which of them runs depends on what is open.
        </p>
      ))}
      {doing.kind === "pressing" && doing.command.id === id && (
        <PressKeys title={title} refusal={doing.refusal} onKeys={changes.take} onCancel={changes.cancel} />
      )}
      {doing.kind === "deciding" && doing.plan.command.id === id && (
        <DecideKeys plan={doing.plan} note={doing.note} onConfirm={changes.confirm} onCancel={changes.cancel} />
      )}
    </li>
  );
}

interface KeyChipProps {
  readonly keys: string;
  readonly command: SheetCommand;
  readonly changes: KeyLineProps["changes"];
}

function KeyChip({ keys, command, changes }: KeyChipProps) {
  const verdict = judgeKeys(keys, command.scope, keyHost);
  const note = verdict.kind === "free" ? undefined : verdict.reason;
  const label = keysLabel(keys);
  return (
    <span className={`key-chip${note === undefined ? "" : " key-chip-kept"}`} title={note}>
      <button
        type="button"
        className="key-chip-keys"
        aria-label={`Change ${label} of ${command.title}`}
        aria-description={note}
        onClick={() => changes.press(command, keys)}
      >
        <Keys keys={keys} />
      </button>
      <button
        type="button"
        className="key-chip-remove"
        aria-label={`Remove ${label} from ${command.title}`}
        onClick={() => changes.remove(command, keys)}
      >
        <X aria-hidden className="key-line-icon" />
      </button>
    </span>
  );
}
