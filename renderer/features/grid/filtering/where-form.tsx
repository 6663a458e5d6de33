import { type KeyboardEvent, useState } from "react";
import { Button } from "../../../ui/controls/button.tsx";
import { TextArea } from "../../../ui/controls/text-field.tsx";

interface WhereFormProps {
  readonly start: string;
  readonly onDone: (where: string | null) => void;
}

/** A condition in SQL, as it stands behind WHERE. */
export function WhereForm({ start, onDone }: WhereFormProps) {
  const [text, setText] = useState(start);
  const submit = () => onDone(text.trim() === "" ? null : text.trim());
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  };
  return (
    <form
      className="filter-form where-form"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextArea
        label="WHERE"
        value={text}
        onChange={setText}
        isMono
        autoFocus
        rows={5}
        description="One expression over this table (t). It is read only, and sent with the filters as one statement."
      />
      <Button variant="primary" type="submit" keys="Mod+Enter">
        Apply
      </Button>
    </form>
  );
}
