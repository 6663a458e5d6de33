import type { ReactNode } from "react";
import { Button } from "../controls/button.tsx";
import { Dialog } from "./dialog.tsx";
import "./form-dialog.css";

interface FormDialogProps {
  readonly title: string;
  readonly submitLabel: string;
  /** Something is not filled in, or is being done. */
  readonly isBlocked?: boolean | undefined;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  /** Leads to an earlier dialog instead of away. */
  readonly back?: { readonly label: string; readonly onPress: () => void } | undefined;
  /** A further button, at the other end of the foot. */
  readonly extra?: ReactNode;
  readonly size?: "small" | "medium" | "large";
  readonly children: ReactNode;
}

/** A form in a dialog: Enter and the main button send it, Escape and the other one leave it. */
export function FormDialog({ back, extra, onClose, ...props }: FormDialogProps) {
  const leave = back ?? { label: "Cancel", onPress: onClose };
  return (
    <Dialog
      title={props.title}
      isOpen
      size={props.size ?? "medium"}
      onClose={onClose}
      footer={
        <>
          {extra}
          {extra !== undefined && <span className="grow" />}
          <Button onPress={leave.onPress}>{leave.label}</Button>
          {back && <span className="grow" />}
          <Button variant="primary" isDisabled={props.isBlocked === true} onPress={props.onSubmit}>
            {props.submitLabel}
          </Button>
        </>
      }
    >
      <form
        className="form-dialog"
        onSubmit={(event) => {
          event.preventDefault();
          if (!props.isBlocked) props.onSubmit();
        }}
      >
        {props.children}
      </form>
    </Dialog>
  );
}
