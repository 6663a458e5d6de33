import { type ReactNode, useState } from "react";
import { Button } from "../controls/button.tsx";
import { TextField } from "../controls/text-field.tsx";
import { Dialog } from "./dialog.tsx";

interface ConfirmByNameProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** What must be typed. */
  readonly name: string;
  readonly confirmLabel: string;
  readonly onConfirm: (name: string) => void;
  readonly isRunning?: boolean | undefined;
  /** Something else has to be answered first. */
  readonly isBlocked?: boolean | undefined;
  readonly size?: "small" | "medium" | "large" | undefined;
  /** The consequences. */
  readonly children: ReactNode;
}

/** Asks for the name of what will be lost, so that a habit of pressing Enter deletes nothing. */
export function ConfirmByName(props: ConfirmByNameProps) {
  const [typed, setTyped] = useState("");
  const close = () => {
    setTyped("");
    props.onClose();
  };
  const isConfirmed = typed === props.name && !props.isRunning && !props.isBlocked;
  return (
    <Dialog
      title={props.title}
      isOpen={props.isOpen}
      onClose={close}
      size={props.size ?? "small"}
      footer={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button variant="danger" isDisabled={!isConfirmed} onPress={() => props.onConfirm(typed)}>
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      {props.children}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isConfirmed) props.onConfirm(typed);
        }}
      >
        <TextField label={`Type ${props.name} to confirm`} value={typed} onChange={setTyped} isMono autoFocus />
      </form>
    </Dialog>
  );
}
