import type { TimeoutName } from "../../../../shared/connections/model.ts";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { PanelSection } from "../../../ui/frame/section.tsx";
import "../connection-dialog.css";
import type { ConnectionForm } from "../rules/connection-form.ts";
import { defaultTimeoutText, timeoutProblem } from "./timeouts-form.ts";

interface TimeoutFieldsProps {
  readonly form: ConnectionForm;
  readonly onChange: (form: ConnectionForm) => void;
}

const groups: readonly {
  readonly title: string;
  readonly note: string;
  readonly fields: readonly { readonly name: TimeoutName; readonly label: string }[];
}[] = [
  {
    title: "What Steward sends itself",
    note: "Catalog, rows of the grid, commits of edits.",
    fields: [
      { name: "connectMs", label: "Connecting" },
      { name: "statementMs", label: "A statement" },
      { name: "lockMs", label: "Waiting for a lock" },
    ],
  },
  {
    title: "What you run in query tabs",
    note: "“The server’s” sends nothing: the settings of server, database and role hold.",
    fields: [
      { name: "tabStatementMs", label: "A statement in a tab" },
      { name: "tabLockMs", label: "Waiting for a lock in a tab" },
      { name: "idleInTransactionMs", label: "An idle transaction" },
    ],
  },
];

/** How long what may take. Empty fields have the default of the environment, which they show. */
export function TimeoutFields({ form, onChange }: TimeoutFieldsProps) {
  const { timeouts, environment, host } = form;
  const own = Object.values(timeouts).filter((text) => text !== "").length;
  return (
    <div className="connection-section">
      <PanelSection title="Time-outs" count={own > 0 ? own : undefined} isCollapsible isInitiallyOpen={own > 0}>
        <div className="connection-fields">
          {groups.map(({ title, note, fields }) => (
            <fieldset key={title} className="connection-group-of-fields">
              <legend className="connection-label">{title}</legend>
              <div className="connection-timeouts">
                {fields.map(({ name, label }) => (
                  <TextField
                    key={name}
                    label={label}
                    value={timeouts[name] ?? ""}
                    placeholder={defaultTimeoutText(name, environment, host)}
                    error={timeoutProblem(name, timeouts[name])}
                    onChange={(text) => onChange({ ...form, timeouts: { ...timeouts, [name]: text } })}
                  />
                ))}
              </div>
              <p className="connection-note">{note}</p>
            </fieldset>
          ))}
        </div>
      </PanelSection>
    </div>
  );
}
