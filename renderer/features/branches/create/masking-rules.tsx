import { Plus, X } from "lucide-react";
import type { MaskingRule } from "../../../../shared/branches/model.ts";
import { Button, IconButton } from "../../../ui/controls/button.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { emptyRule, type MaskingDraft } from "./new-branch.ts";
import "./branch-form.css";

interface MaskingRulesProps {
  readonly rules: readonly MaskingDraft[];
  readonly onChange: (rules: readonly MaskingDraft[]) => void;
  /** For the database of a new rule. */
  readonly database: string;
}

const places = [
  ["database", "Database"],
  ["schema", "Schema"],
  ["table", "Table"],
  ["column", "Column"],
] as const;
const masks: readonly { readonly value: MaskingRule["mask"]["kind"]; readonly label: string }[] = [
  { value: "function", label: "Function" },
  { value: "value", label: "Value" },
];

/** Which columns are masked on an anonymised branch, and by what. */
export function MaskingRules({ rules, onChange, database }: MaskingRulesProps) {
  const change = (at: number, patch: Partial<MaskingDraft>) =>
    onChange(rules.map((rule, place) => (place === at ? { ...rule, ...patch } : rule)));
  return (
    <div className="branch-form-group">
      <table className="masking-rules" aria-label="Masked columns">
        <thead>
          <tr>
            {places.map(([key, label]) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
            <th scope="col">Masked by</th>
            <th scope="col">Function or value</th>
            <th scope="col">
              <span className="visually-hidden">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, at) => (
            <tr key={rule.key}>
              {places.map(([key, label]) => (
                <td key={key}>
                  <TextField
                    label={`${label}, rule ${at + 1}`}
                    isLabelHidden
                    isMono
                    value={rule[key]}
                    onChange={(text) => change(at, { [key]: text })}
                  />
                </td>
              ))}
              <td>
                <Select
                  label={`Masked by, rule ${at + 1}`}
                  isLabelHidden
                  value={rule.kind}
                  options={masks}
                  onChange={(kind) => change(at, { kind })}
                />
              </td>
              <td>
                <TextField
                  label={`Function or value, rule ${at + 1}`}
                  isLabelHidden
                  isMono
                  value={rule.text}
                  onChange={(text) => change(at, { text })}
                  placeholder={rule.kind === "function" ? "anon.fake_email()" : "hidden"}
                />
              </td>
              <td>
                <IconButton
                  label={`Remove rule ${at + 1}`}
                  icon={X}
                  onPress={() => onChange(rules.filter((_, place) => place !== at))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button icon={Plus} isSmall onPress={() => onChange([...rules, emptyRule(database)])}>
        Mask another column
      </Button>
      <p className="branch-form-note">
        The branch cannot be reached while it is masked. Columns of foreign keys cannot be masked.
      </p>
    </div>
  );
}
