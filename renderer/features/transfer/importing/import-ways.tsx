import { useState } from "react";
import type { ImportBatches, ImportTarget } from "../../../../shared/transfer/import-model.ts";
import { Select } from "../../../ui/controls/select.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";

interface ImportWaysProps {
  readonly batches: ImportBatches | null;
  readonly onBatches: (batches: ImportBatches | null) => void;
  /** Null: the table is new and holds no keys. */
  readonly onConflict: ImportTarget["onConflict"] | null;
  readonly onOnConflict: (choice: ImportTarget["onConflict"]) => void;
}

const ways = [
  { value: "whole", label: "Nothing is imported", description: "One transaction: all rows or none" },
  { value: "batches", label: "It goes into a file of its own", description: "In batches; the other rows are imported" },
] as const;

const conflicts = [
  { value: "fail", label: "The row is refused" },
  { value: "skip", label: "The row of the file is left out" },
  { value: "update", label: "The row of the table is updated" },
] as const;

const firstBatches: ImportBatches = { rows: 5_000, maxRefused: 1_000, skipRows: 0 };

/** What happens to rows that the table does not take. */
export function ImportWays({ batches, onBatches, onConflict, onOnConflict }: ImportWaysProps) {
  const set = (patch: Partial<ImportBatches>) => batches && onBatches({ ...batches, ...patch });
  return (
    <>
      <div className="export-row">
        <Select
          label="When a row is refused"
          value={batches ? "batches" : "whole"}
          options={ways}
          onChange={(way) => onBatches(way === "whole" ? null : firstBatches)}
        />
        {onConflict && (
          <Select label="When a key is there already" value={onConflict} options={conflicts} onChange={onOnConflict} />
        )}
      </div>
      {batches && (
        <div className="export-row">
          <NumberField
            label="Rows in a transaction"
            value={batches.rows}
            least={1}
            most={100_000}
            onChange={(rows) => set({ rows })}
          />
          <NumberField
            label="Refused rows at most"
            value={batches.maxRefused}
            least={0}
            most={1_000_000_000}
            onChange={(maxRefused) => set({ maxRefused })}
          />
          <NumberField
            label="Rows to pass over first"
            value={batches.skipRows}
            least={0}
            most={Number.MAX_SAFE_INTEGER}
            onChange={(skipRows) => set({ skipRows })}
          />
        </div>
      )}
    </>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}

/** A whole number. While the field is empty the number before it counts, so that another one can be typed. */
function NumberField({ label, value, least, most, onChange }: NumberFieldProps) {
  const [draft, setDraft] = useState(String(value));
  const [isEmpty, setIsEmpty] = useState(false);
  const change = (text: string) => {
    const digits = text.replace(/\D/g, "");
    setDraft(digits);
    setIsEmpty(digits === "");
    if (digits !== "") onChange(Math.min(Math.max(least, Number(digits)), most));
  };
  return (
    <TextField label={label} value={isEmpty || Number(draft) === value ? draft : String(value)} onChange={change} />
  );
}
