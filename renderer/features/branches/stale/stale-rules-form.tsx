import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { type StaleRules, usualStaleRules } from "./stale-branches.ts";
import "./stale-dialog.css";

interface StaleRulesFormProps {
  readonly rules: StaleRules;
  readonly onChange: (rules: StaleRules) => void;
}

const dayRules = [
  { key: "olderThanDays", label: "Older than" },
  { key: "idleForDays", label: "Without work for" },
  { key: "endlessAfterDays", label: "Without an end, and older than" },
] as const;

/** Which rules make a branch stale, and their days. */
export function StaleRulesForm({ rules, onChange }: StaleRulesFormProps) {
  return (
    <fieldset className="stale-rules">
      <legend className="visually-hidden">A branch is stale when one of these applies</legend>
      {dayRules.map(({ key, label }) => {
        const days = rules[key];
        return (
          <div key={key} className="stale-rule">
            <Checkbox
              isSelected={days !== null}
              onChange={(isOn) => onChange({ ...rules, [key]: isOn ? usualStaleRules[key] : null })}
            >
              {label}
            </Checkbox>
            <span className="stale-days">
              <TextField
                label={`${label}, days`}
                isLabelHidden
                type="number"
                value={days === null ? "" : String(days)}
                isDisabled={days === null}
                onChange={(text) => onChange({ ...rules, [key]: Math.max(0, Math.floor(Number(text)) || 0) })}
              />
            </span>
            days
          </div>
        );
      })}
      <div className="stale-rule">
        <Checkbox isSelected={rules.leftOver} onChange={(leftOver) => onChange({ ...rules, leftOver })}>
          Left over from a rehearsal, or from reading the past
        </Checkbox>
      </div>
    </fieldset>
  );
}
