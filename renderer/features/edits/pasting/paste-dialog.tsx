import { useMemo, useState } from "react";
import type { EditableTable } from "../../../../shared/edits/model.ts";
import type { StagedInsert } from "../../../../shared/edits/staged.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { Segmented } from "../../../ui/controls/segmented.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { TextArea } from "../../../ui/controls/text-field.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import "./paste-dialog.css";
import { PastePreview } from "./paste-preview.tsx";
import { type EmptyCell, guessTargets, hasNames, rowsToInsert, whyNotPaste } from "./paste-rows.ts";
import { guessSeparator, readBlock, type Separator } from "./read-block.ts";

interface PasteDialogProps {
  readonly tableName: string;
  readonly table: EditableTable;
  /** What was in the clipboard, when a paste led here. */
  readonly text: string;
  readonly onStage: (rows: readonly StagedInsert[]) => void;
  readonly onClose: () => void;
}

/** What the user said against a guess; null leaves the guess. */
interface Choices {
  readonly separator: Separator | null;
  readonly isNamed: boolean | null;
  readonly targets: readonly (string | null)[] | null;
}

const guessed: Choices = { separator: null, isNamed: null, targets: null };

/** Lines of a spreadsheet or of CSV as rows to insert: shown column by column before they are staged. */
export function PasteDialog({ tableName, table, text: first, onStage, onClose }: PasteDialogProps) {
  const [text, setText] = useState(first);
  const [choices, setChoices] = useState(guessed);
  const [empty, setEmpty] = useState<EmptyCell>("null");
  const separator = useMemo(() => choices.separator ?? guessSeparator(text), [choices.separator, text]);
  const block = useMemo(() => (text === "" ? [] : readBlock(text, separator)), [text, separator]);
  const isNamed = choices.isNamed ?? hasNames(block, table.columns);
  const targets = choices.targets ?? guessTargets(block, table.columns, isNamed);
  const lines = isNamed ? block.slice(1) : block;
  const refusal = whyNotPaste(lines, targets);
  const stage = () => {
    onStage(rowsToInsert(lines, targets, empty, crypto.randomUUID()));
    onClose();
  };
  return (
    <Dialog
      title={`Paste rows into ${visibleName(tableName)}`}
      isOpen
      size="large"
      onClose={onClose}
      footer={
        <>
          <span className="grow paste-refusal" role="status">
            {text !== "" && refusal}
          </span>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isDisabled={refusal !== null} onPress={stage}>
            {refusal === null ? `Stage ${formatAmount(lines.length, "new row")}` : "Stage new rows"}
          </Button>
        </>
      }
    >
      <TextArea
        label="Lines from a spreadsheet, TSV or CSV"
        value={text}
        onChange={(next) => {
          setText(next);
          setChoices(guessed);
        }}
        rows={text === "" ? 8 : 4}
        isMono
        autoFocus
        placeholder="Paste here"
        description={`"" in quotes is the empty text. Nothing is stored here: the rows are staged, and a commit stores them.`}
      />
      {block.length > 0 && (
        <>
          <div className="paste-options">
            <Segmented
              label="Separator"
              value={separator}
              options={[
                { value: "\t", label: "Tab" },
                { value: ",", label: "Comma" },
                { value: ";", label: "Semicolon" },
              ]}
              onChange={(next) => setChoices({ ...guessed, separator: next })}
            />
            <Checkbox
              isSelected={isNamed}
              onChange={(next) => setChoices({ ...choices, isNamed: next, targets: null })}
            >
              The first line has the names
            </Checkbox>
            <Select
              label="Nothing between two separators"
              value={empty}
              options={[
                { value: "null", label: "is NULL" },
                { value: "default", label: "is the column's DEFAULT" },
                { value: "text", label: "is the empty text" },
              ]}
              onChange={setEmpty}
            />
          </div>
          <PastePreview
            lines={lines}
            targets={targets}
            columns={table.columns}
            empty={empty}
            onTargets={(next) => setChoices({ ...choices, isNamed, targets: next })}
          />
        </>
      )}
    </Dialog>
  );
}
