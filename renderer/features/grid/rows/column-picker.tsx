import { Columns3 } from "lucide-react";
import { Button } from "../../../ui/controls/button.tsx";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { PopoverButton } from "../../../ui/overlays/popover.tsx";

interface ColumnPickerProps {
  readonly all: readonly string[];
  /** Null shows all. */
  readonly shown: readonly string[] | null;
  readonly onChange: (shown: readonly string[] | null) => void;
}

/** Which columns are read and shown. Those that are not are not read from the server either. */
export function ColumnPicker({ all, shown, onChange }: ColumnPickerProps) {
  const count = formatAmount(all.length, "column");
  const words = shown === null ? count : `${shown.length} of ${count}`;
  const isShown = (name: string) => shown === null || shown.includes(name);
  const toggle = (name: string, isSelected: boolean) => {
    const next = all.filter((column) => (column === name ? isSelected : isShown(column)));
    if (next.length > 0) onChange(next.length === all.length ? null : next);
  };
  return (
    <PopoverButton
      label={`Choose columns: ${words}`}
      buttonClass="button button-quiet"
      button={
        <>
          <Columns3 aria-hidden className="button-icon" />
          {words}
        </>
      }
    >
      {() => (
        <>
          {all.map((name) => (
            <Checkbox key={name} isSelected={isShown(name)} onChange={(isSelected) => toggle(name, isSelected)}>
              <code>{visibleName(name)}</code>
            </Checkbox>
          ))}
          {shown !== null && <Button onPress={() => onChange(null)}>Show all</Button>}
        </>
      )}
    </PopoverButton>
  );
}
