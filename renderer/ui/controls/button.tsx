import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton, Tooltip as AriaTooltip, Focusable, TooltipTrigger } from "react-aria-components";
import "../overlays/tooltip.css";
import "./button.css";
import { KeysOf, keysLabel, type ShownKeys, useShownKeys } from "./keys.tsx";

interface ButtonProps extends ShownKeys {
  readonly variant?: "primary" | "secondary" | "quiet" | "danger";
  readonly icon?: LucideIcon | undefined;
  readonly isDisabled?: boolean | undefined;
  /** Why it cannot be pressed; shown as a tooltip. */
  readonly disabledReason?: string | undefined;
  readonly isSmall?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly type?: "button" | "submit" | undefined;
  /** Accessible name, where the words alone do not say which of several things is meant. */
  readonly label?: string | undefined;
  readonly onPress?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** A button with words. One primary button per region. */
export function Button(props: ButtonProps) {
  const { variant = "secondary", icon: Icon, isDisabled = false, disabledReason, isSmall, children } = props;
  const button = (
    <AriaButton
      className={`button button-${variant}${isSmall ? " button-small" : ""}`}
      isDisabled={isDisabled}
      type={props.type ?? "button"}
      autoFocus={props.autoFocus ?? false}
      onPress={() => props.onPress?.()}
      {...(props.label === undefined ? {} : { "aria-label": props.label })}
    >
      {Icon && <Icon aria-hidden className="button-icon" />}
      <span className="button-label">{children}</span>
      <KeysOf command={props.command} keys={props.keys} />
    </AriaButton>
  );
  if (!isDisabled || !disabledReason) return button;
  return (
    <TooltipTrigger delay={200}>
      <Focusable>
        <span className="button-reason" role="note">
          {button}
        </span>
      </Focusable>
      <AriaTooltip className="tooltip">{disabledReason}</AriaTooltip>
    </TooltipTrigger>
  );
}

interface IconButtonProps extends ShownKeys {
  /** Accessible name and tooltip. */
  readonly label: string;
  readonly icon: LucideIcon;
  readonly isDisabled?: boolean | undefined;
  readonly isPressed?: boolean | undefined;
  readonly isSmall?: boolean | undefined;
  readonly onPress?: (() => void) | undefined;
}

/** A button that is only an icon. */
export function IconButton(props: IconButtonProps) {
  const { label, icon: Icon, isPressed } = props;
  const keys = useShownKeys(props);
  return (
    <TooltipTrigger delay={500}>
      <AriaButton
        className={`button button-quiet button-only-icon${props.isSmall ? " button-small" : ""}`}
        aria-label={label}
        {...(isPressed === undefined ? {} : { "aria-pressed": isPressed })}
        isDisabled={props.isDisabled ?? false}
        onPress={() => props.onPress?.()}
      >
        <Icon aria-hidden className="button-icon" />
      </AriaButton>
      <AriaTooltip className="tooltip">
        {label}
        {keys && <span className="tooltip-keys">{keysLabel(keys)}</span>}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
