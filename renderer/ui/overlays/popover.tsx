import { type ReactNode, useState } from "react";
import { Button as AriaButton, Dialog as AriaDialog, DialogTrigger, Popover } from "react-aria-components";
import "./popover.css";

interface PopoverButtonProps {
  /** Accessible name of the button and of what opens. */
  readonly label: string;
  readonly button: ReactNode;
  readonly buttonClass?: string | undefined;
  readonly placement?: "bottom start" | "bottom end" | "right bottom" | "top end" | undefined;
  readonly children: (close: () => void) => ReactNode;
}

/** A button that opens a small panel beside itself. */
export function PopoverButton({ label, button, buttonClass, placement, children }: PopoverButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
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
