import { useState } from "react";
import { type FilteredColumn, operatorsFor } from "../../../../shared/grid/conditions.ts";
import type { RowFilter } from "../../../../shared/grid/model.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { TextArea, TextField } from "../../../ui/controls/text-field.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { filterOf, operatorLabels, valuesOf } from "./filters.ts";

interface FilterFormProps {
  readonly columns: readonly FilteredColumn[];
  readonly start: RowFilter | { readonly column: string };
  readonly onDone: (filter: RowFilter) => void;
}

const hints = {
  matches: "A regular expression, in any case.",
  has: "All of these elements, as {a,b}; or a part of the JSON.",
} as const;

/** One condition: the operators are those of the column's type. */
export function FilterForm({ columns, start, onDone }: FilterFormProps) {
  const [column, setColumn] = useState(start.column);
  const operators = operatorsFor(columns.find(({ name }) => name === column) ?? { name: column });
  const [chosen, setOperator] = useState("operator" in start ? start.operator : operators[0]);
  const operator = chosen && operators.includes(chosen) ? chosen : (operators[0] ?? "=");
  const [text, setText] = useState("operator" in start ? (start.values?.join("\n") ?? start.value ?? "") : "");
  const kind = valuesOf(operator);
  return (
    <form
      className="filter-form"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(filterOf(column, operator, text));
      }}
    >
      <Select
        label="Column"
        value={column}
        options={columns.map(({ name }) => ({ value: name, label: visibleName(name) }))}
        onChange={setColumn}
      />
      <Select
        label="Condition"
        value={operator}
        options={operators.map((name) => ({ value: name, label: operatorLabels[name] }))}
        onChange={setOperator}
      />
      {kind === "one" && (
        <TextField
          label="Value"
          value={text}
          onChange={setText}
          isMono
          autoFocus
          description={
            operator in hints
              ? hints[operator as keyof typeof hints] // it is one of them
              : "As the server writes it; compared as the column's own type."
          }
        />
      )}
      {kind === "many" && (
        <TextArea label="Values, one on each line" value={text} onChange={setText} isMono autoFocus rows={5} />
      )}
      <Button variant="primary" type="submit" isDisabled={column === "" || (kind === "many" && text === "")}>
        Filter
      </Button>
    </form>
  );
}
