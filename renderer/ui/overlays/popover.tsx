import { type ReactNode, useState } from "react";
import { Button as AriaButton, Dialog as AriaDialog, DialogTrigger, Popover } from "react-aria-components";
import "./popover.css";

interface PopoverButtonProps {
  /** Accessible name of the button and of what opens. */
  readonly label: string;
  readonly button: ReactNode;
  readonly buttonClass?: string | undefined;
  readonly placement?: "bottom start" | "bottom end" | "right bottom" | "top end" | undefined;
  /** Whether it is open, where something else may open it too; by itself otherwise. */
  readonly isOpen?: boolean | undefined;
  readonly onOpenChange?: ((isOpen: boolean) => void) | undefined;
  readonly children: (close: () => void) => ReactNode;
}

/** A button that opens a small panel beside itself. */
export function PopoverButton(props: PopoverButtonProps) {
  const { label, button, buttonClass, placement, children } = props;
  const [isOwnOpen, setIsOwnOpen] = useState(false);
  const isOpen = props.isOpen ?? isOwnOpen;
  const setIsOpen = (next: boolean) => {
    setIsOwnOpen(next);
    props.onOpenChange?.(next);
  };
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setIsOpen}>
      <AriaButton className={buttonClass ?? "popover-button"} aria-label={label}>
        {button}
      </AriaButton>
      <Popover className="popover" placement={placement ?? "bottom start"} offset={6}>
        <AriaDialog className="popover-content" aria-label={label}>
          {children(() => setIsOpen(false))}
        </AriaDialog>
      </Popover>
    </DialogTrigger>
  );
}
