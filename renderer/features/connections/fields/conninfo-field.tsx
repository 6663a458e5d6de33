import { useState } from "react";
import { toConninfoFields } from "../../../../shared/connections/conninfo-fields.ts";
import { looksLikeConninfo, parseConninfo } from "../../../../shared/connections/parse-conninfo.ts";
import { TextField } from "../../../ui/controls/text-field.tsx";
import "../connection-dialog.css";
import { type ConnectionForm, withConninfo } from "../rules/connection-form.ts";

interface ConninfoFieldProps {
  readonly form: ConnectionForm;
  readonly onChange: (form: ConnectionForm) => void;
}

/** Takes a pasted URL or keyword string apart at once; says what was understood, and what was not taken over. */
export function ConninfoField({ form, onChange }: ConninfoFieldProps) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [notes, setNotes] = useState<readonly string[] | null>(null);
  const take = (typed: string) => {
    const reading = readText(typed);
    setProblem(reading && !reading.ok ? reading.problem : null);
    if (!reading?.ok) {
      setText(typed);
      return;
    }
    // The text may hold a password: once it is split, nothing of it stays on screen.
    setText("");
    setNotes(reading.fields.notes);
    onChange(withConninfo(form, reading.fields));
  };
  return (
    <div>
      <TextField
        label="Paste a URL"
        value={text}
        onChange={take}
        placeholder="postgres://user@host:5432/database"
        description="Or fill in the fields. A URL is split at once, and never weakens the encryption."
        error={problem}
        isMono
        autoFocus
      />
      {notes && (
        <div role="status">
          <ul className="connection-notes">
            <li>The fields below are filled.</li>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** Null while the text is too short to judge. */
function readText(typed: string) {
  if (!looksLikeConninfo(typed))
    return typed.trim().length < 12
      ? null
      : ({ ok: false, problem: "This is neither postgres://… nor host=… dbname=…" } as const);
  const conninfo = parseConninfo(typed);
  return conninfo.ok ? toConninfoFields(conninfo.values) : conninfo;
}
