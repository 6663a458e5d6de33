import type { FilePreview, TableProposal } from "../../../../shared/transfer/import-model.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { type NewColumn, type NewTableForm, tableNameOf } from "./new-table-form.ts";
import { sampleOf } from "./sample-of.ts";

interface NewTableFieldsProps {
  readonly file: FilePreview;
  readonly schemas: readonly string[];
  readonly proposal: TableProposal;
  readonly form: NewTableForm;
  readonly columns: readonly NewColumn[];
  readonly onForm: (form: NewTableForm) => void;
  /** Takes a word of the file for NULL. */
  readonly onNullWord: (word: string) => void;
}

/** Stands for no key: no column has an empty name. */
const noKey = "";

/** The table that is made for the file: its name, and a name and type for each column, as they are proposed or changed. */
export function NewTableFields(props: NewTableFieldsProps) {
  const { file, form, columns, proposal, onForm } = props;
  const keys = columns.filter(({ isTaken }) => isTaken).map(({ name }) => ({ value: name, label: visibleName(name) }));
  const change = (index: number, patch: Partial<NewColumn>) => {
    const old = columns[index];
    if (!old) return;
    const isRenamedKey = patch.name !== undefined && old.name === form.primaryKey;
    const primaryKey = isRenamedKey ? (patch.name ?? null) : form.primaryKey;
    onForm({ ...form, columns: columns.with(index, { ...old, ...patch }), primaryKey });
  };
  return (
    <>
      <div className="export-row">
        <Select
          label="Schema"
          value={form.schema}
          options={props.schemas.map((value) => ({ value, label: visibleName(value) }))}
          onChange={(schema) => onForm({ ...form, schema })}
        />
        <TextField
          label="Name of the table"
          value={form.name ?? tableNameOf(file.path)}
          onChange={(name) => onForm({ ...form, name })}
        />
        <Select
          label="Primary key"
          value={form.primaryKey ?? noKey}
          options={[{ value: noKey, label: "None" }, ...keys]}
          onChange={(key) => onForm({ ...form, primaryKey: key === noKey ? null : key })}
        />
      </div>
      <p className="muted" role="status">
        {proposal.isWhole
          ? `Types that fit all ${formatAmount(proposal.rows, "row")} of the file.`
          : `Types that fit the first ${formatAmount(proposal.rows, "row")}; the import checks the others.`}
      </p>
      <NullWords file={file} words={proposal.nullWords} onNullWord={props.onNullWord} />
      <table className="import-mapping import-new-columns" aria-label="Columns of the new table">
        <thead>
          <tr>
            <th>In the file</th>
            <th>Column</th>
            <th>Type</th>
            <th className="import-nullable">NULL</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column, index) => (
            <NewColumnRow
              key={`${index} ${column.source}`}
              column={column}
              isKey={column.name === form.primaryKey}
              sample={sampleOf(file, index)}
              onChange={(patch) => change(index, patch)}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}

interface NewColumnRowProps {
  readonly column: NewColumn;
  readonly isKey: boolean;
  readonly sample: string;
  readonly onChange: (patch: Partial<NewColumn>) => void;
}

function NewColumnRow({ column, isKey, sample, onChange }: NewColumnRowProps) {
  const { source, isTaken, name, type, isNullable, reason } = column;
  const title = visibleName(source);
  return (
    <>
      <tr>
        <td className="import-source">
          <Checkbox isSelected={isTaken} onChange={(next) => onChange({ isTaken: next })}>
            <span className="cut" title={title}>
              {title}
            </span>
            <span className="cut import-sample">{sample}</span>
          </Checkbox>
        </td>
        <td>
          <TextField
            label={`Name for ${title}`}
            isLabelHidden
            value={name}
            onChange={(next) => onChange({ name: next })}
            isDisabled={!isTaken}
            isMono
          />
        </td>
        <td>
          <TextField
            label={`Type for ${title}`}
            isLabelHidden
            value={type}
            onChange={(next) => onChange({ type: next })}
            isDisabled={!isTaken}
            isMono
          />
        </td>
        <td className="import-nullable">
          <Checkbox
            isSelected={isNullable && !isKey}
            onChange={(next) => onChange({ isNullable: next })}
            isDisabled={!isTaken || isKey}
          >
            <span className="import-hidden">NULL is allowed in {title}</span>
          </Checkbox>
        </td>
      </tr>
      {reason !== "" && isTaken && (
        <tr>
          <td />
          <td colSpan={3} className="import-reason">
            {reason}
          </td>
        </tr>
      )}
    </>
  );
}

interface NullWordsProps {
  readonly file: FilePreview;
  readonly words: readonly string[];
  readonly onNullWord: (word: string) => void;
}

/** Words that stand where a value should; a file of CSV can have one that is NULL. */
function NullWords({ file, words, onNullWord }: NullWordsProps) {
  if (file.dialect.format !== "delimited" || words.length === 0) return null;
  return (
    <div className="import-words">
      <span className="grow">Some columns are text only because of a word that may mean NULL.</span>
      {words.slice(0, 3).map((word) => (
        <Button key={word} isSmall onPress={() => onNullWord(word)}>
          {word === "" ? "Read empty texts as NULL" : `Read ${word} as NULL`}
        </Button>
      ))}
    </div>
  );
}
