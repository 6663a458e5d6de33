import { Plus, Trash2 } from "lucide-react";
import { Button, IconButton } from "../../../ui/controls/button.tsx";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { type FreezeForm, newFreeze } from "./policy-form.ts";

interface FreezeListProps {
  readonly freezes: readonly FreezeForm[];
  /** By path: `freezes.0.from`. */
  readonly problems: Readonly<Record<string, string>>;
  readonly isDisabled: boolean;
  readonly onChange: (freezes: readonly FreezeForm[]) => void;
}

/** The times in which nothing new is applied. */
export function FreezeList({ freezes, problems, isDisabled, onChange }: FreezeListProps) {
  return (
    <section className="policy-freezes" aria-label="Freezes">
      <h2 className="policy-subtitle">Freezes</h2>
      <p className="muted">
        Nothing new is applied in these times. What was begun may go on, and rolling back is always allowed.
      </p>
      {freezes.map((freeze, place) => (
        <FreezeFields
          key={place}
          freeze={freeze}
          problemOf={(field) => problems[`freezes.${place}.${field}`]}
          isDisabled={isDisabled}
          onChange={(changed) => onChange(freezes.map((one, at) => (at === place ? changed : one)))}
          onRemove={() => onChange(freezes.filter((_, at) => at !== place))}
        />
      ))}
      {!isDisabled && (
        <Button icon={Plus} onPress={() => onChange([...freezes, newFreeze()])}>
          Add a freeze
        </Button>
      )}
    </section>
  );
}

const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

interface FreezeFieldsProps {
  readonly freeze: FreezeForm;
  readonly problemOf: (field: keyof FreezeForm) => string | undefined;
  readonly isDisabled: boolean;
  readonly onChange: (freeze: FreezeForm) => void;
  readonly onRemove: () => void;
}

function FreezeFields({ freeze, problemOf, isDisabled, onChange, onRemove }: FreezeFieldsProps) {
  const text = (field: Exclude<keyof FreezeForm, "days">, label: string, description?: string) => (
    <TextField
      label={label}
      value={freeze[field]}
      onChange={(value) => onChange({ ...freeze, [field]: value })}
      error={problemOf(field)}
      isDisabled={isDisabled}
      {...(description === undefined ? {} : { description })}
    />
  );
  const problem = problemOf("days");
  return (
    <fieldset className="policy-freeze">
      <legend className="policy-legend">{freeze.reason.trim() === "" ? "New freeze" : freeze.reason}</legend>
      <div className="policy-freeze-row">
        {text("reason", "Reason")}
        {text("timeZone", "Time zone")}
        <IconButton label="Remove this freeze" icon={Trash2} onPress={onRemove} isDisabled={isDisabled} />
      </div>
      <div className="policy-days">
        {dayNames.map((name, at) => (
          <Checkbox
            key={name}
            isSelected={freeze.days.includes(at + 1)}
            onChange={(isIn) =>
              onChange({
                ...freeze,
                days: isIn ? [...freeze.days, at + 1] : freeze.days.filter((day) => day !== at + 1),
              })
            }
            isDisabled={isDisabled}
          >
            {name}
          </Checkbox>
        ))}
        {problem && <span className="policy-problem">{problem}</span>}
      </div>
      <div className="policy-freeze-times">
        {text("from", "From")}
        {text("to", "To", "Before From: goes past midnight.")}
        {text("startDate", "First day")}
        {text("endDate", "Last day")}
      </div>
    </fieldset>
  );
}
