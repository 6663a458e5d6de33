import { TextArea } from "../../../ui/controls/text-field.tsx";
import { HiddenCharacters } from "../script/hidden-characters.tsx";
import { useScriptParts } from "../script/use-script-parts.ts";
import "./new-migration.css";

interface ScriptFieldProps {
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly error: string | undefined;
}

/** A script to write; says how many statements it has, and what hides in it. Saving it has it parsed and linted. */
export function ScriptField({ label, text, onChange, error }: ScriptFieldProps) {
  const { statementCount, error: parseError } = useScriptParts(text);
  const count = statementCount === 1 ? "1 statement" : `${statementCount ?? 0} statements`;
  return (
    <div className="script-field" data-script={label.toLowerCase()}>
      <HiddenCharacters script={text} />
      <TextArea
        label={`${label} script`}
        value={text}
        onChange={onChange}
        error={error ?? (text.trim() === "" ? null : parseError?.message)}
        description={text.trim() === "" || statementCount === null ? "SQL" : count}
        isMono
        rows={14}
      />
    </div>
  );
}
