import type { FileDialect, FilePreview, ImportTarget } from "../../../../shared/transfer/import-model.ts";
import type { ColumnMapping } from "../../../../shared/transfer/map-columns.ts";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";

interface ImportFileProps {
  readonly file: FilePreview;
  readonly onDialect: (dialect: FileDialect) => void;
  readonly mapping: readonly ColumnMapping[];
  readonly targets: readonly string[];
  readonly onMapping: (mapping: readonly ColumnMapping[]) => void;
  readonly onConflict: ImportTarget["onConflict"];
  readonly onOnConflict: (choice: ImportTarget["onConflict"]) => void;
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

const conflicts = [
  { value: "fail", label: "The import fails" },
  { value: "skip", label: "The row of the file is left out" },
  { value: "update", label: "The row of the table is updated" },
] as const;

/** Stands for no column: no column has an empty name. */
const leftOut = "";

/** How the file is read, and which of its columns goes where, with the first values to see that it is right. */
export function ImportFile(props: ImportFileProps) {
  const { file, onDialect, mapping, targets, onMapping } = props;
  const { dialect } = file;
  const set = (patch: Partial<FileDialect>) => onDialect({ ...dialect, ...patch });
  const options = [
    { value: leftOut, label: "Leave it out" },
    ...targets.map((name) => ({ value: name, label: visibleName(name) })),
  ];
  return (
    <section className="export-options" aria-label="How it is read">
      <div className="export-row">
        <Select label="Format" value={dialect.format} options={formats} onChange={(format) => set({ format })} />
        <Select
          label="Encoding"
          value={dialect.encoding}
          options={encodings}
          onChange={(encoding) => set({ encoding })}
        />
      </div>
      {dialect.format === "delimited" && (
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
      )}
      <Select
        label="When a key is there already"
        value={props.onConflict}
        options={conflicts}
        onChange={props.onOnConflict}
      />
      <table className="import-mapping" aria-label="Columns">
        <thead>
          <tr>
            <th>In the file</th>
            <th>First value</th>
            <th>Into the column</th>
          </tr>
        </thead>
        <tbody>
          {mapping.map(({ source, target }, index) => (
            <tr key={`${index} ${source}`}>
              <td className="cut">{visibleName(source)}</td>
              <td className="cut muted">{sampleOf(file, index)}</td>
              <td>
                <Select
                  label={`Column for ${visibleName(source)}`}
                  isLabelHidden
                  value={target ?? leftOut}
                  options={options}
                  onChange={(next) =>
                    onMapping(mapping.with(index, { source, target: next === leftOut ? null : next }))
                  }
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** NULL and an empty text are told apart. */
function sampleOf(file: FilePreview, index: number): string {
  const value = file.rows[0]?.[index];
  if (value === undefined) return "";
  return value === null ? "NULL" : value === "" ? "''" : visibleName(value);
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
