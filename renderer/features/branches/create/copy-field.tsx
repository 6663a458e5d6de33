import type { BranchCopy } from "../../../../shared/branches/model.ts";
import { Segmented } from "../../../ui/controls/segmented.tsx";
import "./branch-form.css";

interface CopyFieldProps {
  readonly value: BranchCopy;
  readonly canDump: boolean;
  readonly onChange: (copy: BranchCopy) => void;
}

const words: Readonly<Record<BranchCopy, string>> = {
  dump: "Reads the database as it is in use; nobody is sent away. Takes longer.",
  template: "The server copies by itself, which is quick, but nobody else may be connected to the database meanwhile.",
};

/** How a plain server copies. */
export function CopyField({ value, canDump, onChange }: CopyFieldProps) {
  return (
    <div className="branch-form-group">
      <span className="branch-form-label">How it is copied</span>
      <Segmented
        label="How it is copied"
        value={value}
        options={[
          { value: "dump", label: "Dump and restore", isDisabled: !canDump },
          { value: "template", label: "As a template" },
        ]}
        onChange={onChange}
      />
      <p className="branch-form-note">{words[value]}</p>
    </div>
  );
}
