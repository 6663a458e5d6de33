import { useState } from "react";
import { Button } from "../../../ui/controls/button.tsx";
import { formatAmount } from "../../../ui/display/format.ts";

interface ResetAllProps {
  readonly count: number;
  readonly onReset: () => void;
}

/** Gives all commands their own keys back, after a question. */
export function ResetAll({ count, onReset }: ResetAllProps) {
  const [isAsking, setIsAsking] = useState(false);
  const words = count === 0 ? "Every command has its own keys" : `${formatAmount(count, "command")} with changed keys`;
  if (!isAsking || count === 0)
    return (
      <>
        <span className="grow muted">{words}</span>
        <Button isDisabled={count === 0} onPress={() => setIsAsking(true)}>
          Reset all
        </Button>
      </>
    );
  return (
    <>
      <span className="grow" role="alert">
        {formatAmount(count, "command")} will have their own keys again.
      </span>
      <Button autoFocus onPress={() => setIsAsking(false)}>
        Leave them
      </Button>
      <Button
        variant="danger"
        onPress={() => {
          setIsAsking(false);
          onReset();
        }}
      >
        Reset all keys
      </Button>
    </>
  );
}
