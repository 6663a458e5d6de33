import { type ReactNode, useState } from "react";
import type { Progress } from "../../../../shared/ipc/declare.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import { TransferProgress } from "./transfer-progress.tsx";

interface TransferDialogProps {
  readonly title: string;
  readonly verb: "Export" | "Import";
  readonly operation: {
    readonly state: "idle" | "running" | "failed" | "done";
    readonly progress: Progress | null;
    readonly cancel: () => void;
  };
  readonly isReady: boolean;
  readonly onStart: () => void;
  readonly onClose: () => void;
  /** What cancelling and closing mean while it runs. */
  readonly runningNote?: string | undefined;
  /** What it did, and what can be done next. */
  readonly done: ReactNode;
  readonly nextActions?: ReactNode;
  /** The form. */
  readonly children: ReactNode;
}

/**
 * A form, then progress, then what was done. Focus follows: it goes to the button that is the next step whenever the
 * content changes, so that Escape always closes. Closing it while it runs cancels.
 */
export function TransferDialog(props: TransferDialogProps) {
  const { verb, operation, isReady, onClose } = props;
  const { state } = operation;
  const [hasRun, setHasRun] = useState(false);
  const isForm = state === "idle" || state === "failed";
  const start = () => {
    setHasRun(true);
    props.onStart();
  };
  return (
    <Dialog
      title={props.title}
      isOpen
      onClose={onClose}
      size="large"
      footer={
        <>
          <Button key={`first ${state}`} autoFocus={!isForm} onPress={state === "running" ? operation.cancel : onClose}>
            {state === "running" ? `Cancel the ${verb.toLowerCase()}` : state === "done" ? "Close" : "Cancel"}
          </Button>
          {state === "done" ? (
            props.nextActions
          ) : (
            <Button
              key={`next ${state}`}
              autoFocus={hasRun && isForm}
              variant="primary"
              isDisabled={!isReady || state === "running"}
              onPress={start}
            >
              {verb}
            </Button>
          )}
        </>
      }
    >
      {state === "running" && (
        <>
          <TransferProgress title={verb === "Export" ? "Writing" : "Importing"} progress={operation.progress} />
          {props.runningNote && <p className="muted">{props.runningNote}</p>}
        </>
      )}
      {state === "done" && props.done}
      {isForm && props.children}
    </Dialog>
  );
}
