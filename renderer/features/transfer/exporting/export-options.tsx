import type { ReactNode } from "react";
import { exportFormatIds, exportFormats } from "../../../../shared/transfer/export-formats.ts";
import type { ExportOptions as Options } from "../../../../shared/transfer/export-options.ts";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { type ExportForm, optionsProblem } from "./export-form.ts";

interface ExportOptionsProps {
  readonly form: ExportForm;
  readonly onChange: (form: ExportForm) => void;
}

const formatOptions = exportFormatIds.map((value) => ({
  value,
  label: exportFormats[value].label,
  description: exportFormats[value].about,
}));

/** The format, and what can be chosen in it. */
export function ExportOptions({ form, onChange }: ExportOptionsProps) {
  const { format, options } = form;
  const about = exportFormats[format];
  const set = (patch: Partial<Options>) => onChange({ ...form, options: { ...options, ...patch } });
  return (
    <section className="export-options" aria-label="Format">
      <Select
        label="Format"
        value={format}
        options={formatOptions}
        onChange={(next) => onChange({ ...form, format: next })}
        description={about.about}
      />
      {about.isDelimited && <DelimitedFields form={form} set={set} />}
      {about.hasHeader && (
        <Check isSelected={options.hasHeader} onChange={(hasHeader) => set({ hasHeader })}>
          Names of the columns in the first row
        </Check>
      )}
      {about.isDelimited && (
        <>
          <Check isSelected={options.isAllQuoted} onChange={(isAllQuoted) => set({ isAllQuoted })}>
            Quotes around every value
          </Check>
          <Checkbox
            isSelected={options.isSpreadsheetSafe}
            onChange={(isSpreadsheetSafe) => set({ isSpreadsheetSafe })}
            description="Puts an apostrophe before texts that a spreadsheet would run as a formula. The file is then no exact copy."
          >
            Safe for spreadsheets
          </Checkbox>
        </>
      )}
      {about.isJson && (
        <Checkbox
          isSelected={options.isNullOmitted}
          onChange={(isNullOmitted) => set({ isNullOmitted })}
          description="So that null in a json column is JSON's own null, and nothing else."
        >
          Leave out keys whose value is NULL
        </Checkbox>
      )}
      {about.isText && (
        <>
          <Check
            isSelected={options.lineEnd === "crlf"}
            onChange={(isCrlf) => set({ lineEnd: isCrlf ? "crlf" : "lf" })}
          >
            Windows line ends
          </Check>
          <Check isSelected={options.hasByteOrderMark} onChange={(hasByteOrderMark) => set({ hasByteOrderMark })}>
            UTF-8 mark at the beginning, for Excel
          </Check>
          <Check isSelected={options.isCompressed} onChange={(isCompressed) => set({ isCompressed })}>
            Compress (.gz)
          </Check>
        </>
      )}
    </section>
  );
}

function Check(props: {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly children: ReactNode;
}) {
  return <Checkbox {...props} />;
}

interface DelimitedFieldsProps {
  readonly form: ExportForm;
  readonly set: (patch: Partial<Options>) => void;
}

function DelimitedFields({ form, set }: DelimitedFieldsProps) {
  const { format, options } = form;
  return (
    <>
      <div className="export-row">
        {format === "csv" && (
          <TextField
            label="Delimiter"
            value={options.delimiter}
            onChange={(delimiter) => set({ delimiter: delimiter.slice(-1) })}
            isMono
          />
        )}
        <TextField label="Quote" value={options.quote} onChange={(quote) => set({ quote: quote.slice(-1) })} isMono />
        <TextField
          label="NULL is written as"
          value={options.nullText}
          onChange={(nullText) => set({ nullText })}
          placeholder="nothing"
          isMono
        />
      </div>
      {optionsProblem(form) && (
        <p className="export-problem" role="alert">
          {optionsProblem(form)}
        </p>
      )}
    </>
  );
}
