import { TriangleAlert } from "lucide-react";
import type { KeyPlan } from "../../../../shared/commands/key-conflicts.ts";
import { scopeWords } from "../../../../shared/commands/key-scopes.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { keysLabel } from "../../../ui/controls/keys.tsx";

interface DecideKeysProps {
  readonly plan: KeyPlan;
  /** What is to be said of the keys themselves. */
  readonly note: string | null;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Says what else the keys mean, and waits for a decision. */
export function DecideKeys({ plan, note, onConfirm, onCancel }: DecideKeysProps) {
  return (
    <div className="key-ask key-ask-warning" role="alert">
      <TriangleAlert aria-hidden className="key-line-icon" />
      <div className="grow">
        {plan.losses.map(({ command, keys }) => (
          <p key={`${command.id} ${keys}`}>
            {keysLabel(keys)} is <strong>{command.title}</strong>, {scopeWords[command.scope]}.
          </p>
        ))}
        {note !== null && <p>{note}</p>}
      </div>
      <Button isSmall autoFocus onPress={onCancel}>
        Leave it
      </Button>
      <Button isSmall variant="primary" onPress={onConfirm}>
        {plan.losses.length > 0 ? "Take it from there" : "Use it anyway"}
      </Button>
    </div>
  );
}
