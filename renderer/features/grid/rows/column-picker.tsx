import { Columns3 } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../ui/controls/button.tsx";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import type { ColumnModel } from "../../../ui/grid/columns/column-model.ts";
import { PopoverButton } from "../../../ui/overlays/popover.tsx";

interface ColumnPickerProps {
  /** Names of all columns, in the table's own order. */
  readonly all: readonly string[];
  readonly model: ColumnModel;
}

const searchedFrom = 15;

/** Which columns are shown. Those that are not are not read from the server either, from the next reading on. */
export function ColumnPicker({ all, model }: ColumnPickerProps) {
  const [wanted, setWanted] = useState("");
  const count = formatAmount(all.length, "column");
  const shownCount = all.filter(model.isShown).length;
  const words = shownCount === all.length ? count : `${shownCount} of ${count}`;
  const listed = all.filter((name) => name.toLowerCase().includes(wanted.toLowerCase()));
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
          {all.length >= searchedFrom && (
            <TextField label="Find a column" value={wanted} onChange={setWanted} isMono autoFocus />
          )}
          <div className="column-picker">
            {listed.map((name) => (
              <Checkbox
                key={name}
                isSelected={model.isShown(name)}
                isDisabled={shownCount === 1 && model.isShown(name)}
                onChange={(isShown) => model.show(name, isShown)}
              >
                <code>{visibleName(name)}</code>
              </Checkbox>
            ))}
          </div>
          {shownCount < all.length && <Button onPress={model.showAll}>Show all</Button>}
        </>
      )}
    </PopoverButton>
  );
}
