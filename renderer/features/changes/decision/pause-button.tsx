import { Pause, Play } from "lucide-react";
import { useState } from "react";
import type { ChangeRequest } from "../../../../shared/changes/model.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";

/** Holds an application before its next transaction, where it keeps no lock, and lets it go on. */
export function PauseButton({ request }: { readonly request: ChangeRequest }) {
  const [isPaused, setIsPaused] = useState(false);
  const pause = useOperation("changes.pause");
  const { connectionId, id } = request;
  const turn = () => {
    // A failure is shown by the operation's state.
    pause.run({ connectionId, id, isPaused: !isPaused }).then(setIsPaused, () => {});
  };
  return (
    <>
      <ErrorPanel error={pause.error} isCompact />
      <Button icon={isPaused ? Play : Pause} onPress={turn} isDisabled={pause.state === "running"}>
        {isPaused ? "Go on" : "Pause"}
      </Button>
    </>
  );
}
