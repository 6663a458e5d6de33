import type { LucideIcon } from "lucide-react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import "./segmented.css";

interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly {
    readonly value: Value;
    readonly label: string;
    readonly icon?: LucideIcon;
    readonly isDisabled?: boolean;
  }[];
  readonly onChange: (value: Value) => void;
}

/** A few views of the same thing, one of them shown. */
export function Segmented<Value extends string>({ label, value, options, onChange }: SegmentedProps<Value>) {
  return (
    <ToggleButtonGroup
      className="segmented"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const option = options.find((candidate) => keys.has(candidate.value));
        if (option && option.value !== value) onChange(option.value);
      }}
    >
      {options.map(({ value: id, label: text, icon: Icon, isDisabled }) => (
        <ToggleButton key={id} id={id} className="segmented-option" isDisabled={isDisabled ?? false}>
          {Icon && <Icon aria-hidden className="segmented-icon" />}
          {text}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
