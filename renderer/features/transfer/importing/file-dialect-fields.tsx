import type { FileDialect } from "../../../../shared/transfer/import-model.ts";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";

interface FileDialectFieldsProps {
  readonly dialect: FileDialect;
  readonly onDialect: (dialect: FileDialect) => void;
}

const formats = [
  { value: "delimited", label: "CSV or TSV" },
  { value: "jsonLines", label: "JSON lines" },
  { value: "json", label: "JSON array" },
] as const;

const encodings = [
  { value: "utf-8", label: "UTF-8" },
  { value: "windows-1252", label: "Windows-1252" },
  { value: "utf-16le", label: "UTF-16" },
] as const;

const jsonNulls = [
  { value: "sqlNull", label: "NULL" },
  { value: "jsonNull", label: "JSON's own null" },
] as const;

const missingKeys = [
  { value: "null", label: "NULL" },
  { value: "default", label: "The column's default" },
] as const;

/** How the file is read. */
export function FileDialectFields({ dialect, onDialect }: FileDialectFieldsProps) {
  const set = (patch: Partial<FileDialect>) => onDialect({ ...dialect, ...patch });
  return (
    <>
      <div className="export-row">
        <Select label="Format" value={dialect.format} options={formats} onChange={(format) => set({ format })} />
        <Select
          label="Encoding"
          value={dialect.encoding}
          options={encodings}
          onChange={(encoding) => set({ encoding })}
        />
      </div>
      {dialect.format === "delimited" ? (
        <>
          <div className="export-row">
            <OneCharacter label="Delimiter" value={dialect.delimiter} onChange={(delimiter) => set({ delimiter })} />
            <OneCharacter label="Quote" value={dialect.quote} onChange={(quote) => set({ quote })} />
            <TextField
              label="NULL is written as"
              value={dialect.nullText}
              onChange={(nullText) => set({ nullText })}
              placeholder="nothing"
              isMono
            />
          </div>
          <Checkbox isSelected={dialect.hasHeader} onChange={(hasHeader) => set({ hasHeader })}>
            Names of the columns in the first row
          </Checkbox>
        </>
      ) : (
        <div className="export-row">
          <Select
            label="null for a json column is"
            value={dialect.jsonNull}
            options={jsonNulls}
            onChange={(jsonNull) => set({ jsonNull })}
          />
          <Select
            label="A key that is missing is"
            value={dialect.missingKey}
            options={missingKeys}
            onChange={(missingKey) => set({ missingKey })}
          />
        </div>
      )}
    </>
  );
}

function OneCharacter(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const shown = props.value === "\t" ? "tab" : props.value;
  const change = (text: string) => {
    const last = text.slice(-1);
    if (last !== "") props.onChange(last === "b" && text.startsWith("ta") ? "\t" : last);
  };
  return <TextField label={props.label} value={shown} onChange={change} isMono />;
}
