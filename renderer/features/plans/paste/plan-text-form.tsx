import { FolderOpen } from "lucide-react";
import { type DragEvent, useState } from "react";
import { FileTrigger } from "react-aria-components";
import type { AppError } from "../../../../shared/ipc/app-error.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { TextArea } from "../../../ui/controls/text-field.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";

interface PlanTextFormProps {
  readonly text: string;
  readonly error: AppError | null;
  readonly onChange: (text: string) => void;
  readonly onRead: (text: string) => void;
}

/** Where the text of a plan is pasted, dropped as a file, or chosen. What is pasted into an empty field is read at once. */
export function PlanTextForm({ text, error, onChange, onRead }: PlanTextFormProps) {
  const [isOver, setIsOver] = useState(false);
  const readFile = async (file: File) => onRead(decode(new Uint8Array(await file.arrayBuffer())));
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const [file] = event.dataTransfer.files;
    if (file) void readFile(file);
  };
  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setIsOver(true);
  };
  return (
    <section
      className={`plan-paste-form${isOver ? " plan-paste-over" : ""}`}
      aria-label="Text of a plan"
      onDragOver={onDragOver}
      onDragLeave={() => setIsOver(false)}
      onDrop={onDrop}
    >
      <header>
        <h2 className="plan-paste-title">Read a plan</h2>
        <p className="plan-paste-help">
          Paste what EXPLAIN printed, as text or JSON: from psql or another tool, a log, a mail, with frames, quotes or
          broken lines. A file can be dropped here. Nothing is sent anywhere.
        </p>
      </header>
      <ErrorPanel error={error} />
      <div className="plan-paste-text">
        <TextArea
          label="Text of the plan"
          isLabelHidden
          isMono
          autoFocus
          value={text}
          placeholder={"Limit  (cost=0.29..8.31 rows=1 width=36) (actual time=0.021..0.022 rows=1 loops=1)\n  ->  ..."}
          onChange={(next) => (text === "" && next.includes("\n") ? onRead(next) : onChange(next))}
        />
      </div>
      <footer className="plan-paste-actions">
        <Button variant="primary" isDisabled={text.trim() === ""} onPress={() => onRead(text)}>
          Read the plan
        </Button>
        <FileTrigger
          onSelect={(files) => {
            const file = files?.item(0);
            if (file) void readFile(file);
          }}
        >
          <Button icon={FolderOpen}>Choose a file</Button>
        </FileTrigger>
      </footer>
    </section>
  );
}

/** PowerShell writes UTF-16. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8").decode(bytes);
}
