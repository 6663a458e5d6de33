import { useState } from "react";
import { defaultBudgets, type QueryBudgets } from "../../../../shared/queries/budgets.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { FormDialog } from "../../../ui/overlays/form-dialog.tsx";
import { type BudgetTexts, readBudgets, toTexts } from "./read-budgets.ts";

interface BudgetsDialogProps {
  readonly connectionId: string;
  readonly onClose: () => void;
}

const fields: readonly { readonly name: keyof QueryBudgets; readonly label: string; readonly text: string }[] = [
  { name: "simpleMs", label: "A lookup (ms)", text: "One table, no aggregation; also a write of few rows." },
  { name: "joinsMs", label: "A statement that joins (ms)", text: "JOIN, or several tables in FROM." },
  { name: "aggregatesMs", label: "An aggregation (ms)", text: "GROUP BY, count, sum and the like, window functions." },
  {
    name: "bulkMsPerThousandRows",
    label: "A bulk write, per 1,000 rows (ms)",
    text: "Writes of 100 rows and more with a call.",
  },
];

/** What calls may take on average, for one connection. */
export function BudgetsDialog({ connectionId, onClose }: BudgetsDialogProps) {
  const { data, error } = useRequest("queries.budgets", { connectionId });
  if (!data) return error ? <ErrorPanel error={error} /> : null;
  return <BudgetsForm connectionId={connectionId} budgets={data} onClose={onClose} />;
}

function BudgetsForm({ connectionId, budgets, onClose }: BudgetsDialogProps & { readonly budgets: QueryBudgets }) {
  const [texts, setTexts] = useState<BudgetTexts>(() => toTexts(budgets));
  const save = useOperation("queries.setBudgets", {
    invalidates: ["queries.budgets", "queries.interval", "queries.details"],
  });
  const reading = readBudgets(texts);
  const submit = async () => {
    if (!reading.budgets) return;
    await save.run({ connectionId, budgets: reading.budgets });
    onClose();
  };
  return (
    <FormDialog
      title="Performance targets of this connection"
      submitLabel="Save targets"
      isBlocked={reading.budgets === null || save.state === "running"}
      onSubmit={() => void submit().catch(() => undefined)}
      onClose={onClose}
      extra={<Button onPress={() => setTexts(toTexts(defaultBudgets))}>Standard targets</Button>}
    >
      <p>A statement whose calls take longer on average is marked as over budget. An empty field is no target.</p>
      {fields.map(({ name, label, text }) => (
        <TextField
          key={name}
          label={label}
          description={text}
          value={texts[name]}
          error={reading.errors[name]}
          onChange={(value) => setTexts({ ...texts, [name]: value })}
        />
      ))}
      <ErrorPanel error={save.error} isCompact />
    </FormDialog>
  );
}
