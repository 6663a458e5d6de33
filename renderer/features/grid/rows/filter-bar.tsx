import { ListFilter, Plus, X } from "lucide-react";
import { useState } from "react";
import { filterOperators, type RowFilter } from "../../../../shared/grid/model.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { PopoverButton } from "../../../ui/overlays/popover.tsx";
import "./filter-bar.css";
import { operatorLabels, takesValue } from "./filters.ts";

interface FilterBarProps {
  readonly columns: readonly string[];
  readonly filters: readonly RowFilter[];
  readonly onChange: (filters: readonly RowFilter[]) => void;
}

/** The conditions of the rows, each with a way to take it back. */
export function FilterBar({ columns, filters, onChange }: FilterBarProps) {
  return (
    <section className="filter-bar" aria-label="Filters">
      <ListFilter aria-hidden className="filter-bar-icon" />
      {filters.map((filter, index) => (
        <FilterChip
          key={`${index} ${filter.column}`}
          filter={filter}
          columns={columns}
          onChange={(next) => onChange(filters.with(index, next))}
          onRemove={() => onChange(filters.filter((other) => other !== filter))}
        />
      ))}
      <PopoverButton
        label="Add a filter"
        buttonClass="button button-quiet"
        button={
          <>
            <Plus aria-hidden className="button-icon" />
            Filter
          </>
        }
      >
        {(close) => (
          <FilterForm
            columns={columns}
            start={{ column: columns[0] ?? "", operator: "=", value: "" }}
            onDone={(filter) => {
              close();
              onChange([...filters, filter]);
            }}
          />
        )}
      </PopoverButton>
      <span className="grow" />
      {filters.length > 1 && (
        <Button variant="quiet" onPress={() => onChange([])}>
          Clear all
        </Button>
      )}
    </section>
  );
}

interface FilterChipProps {
  readonly filter: RowFilter;
  readonly columns: readonly string[];
  readonly onChange: (filter: RowFilter) => void;
  readonly onRemove: () => void;
}

function FilterChip({ filter, columns, onChange, onRemove }: FilterChipProps) {
  const { column, operator, value } = filter;
  const words = `${visibleName(column)} ${operatorLabels[operator]} ${value === null ? "" : visibleName(value)}`;
  return (
    <span className="filter-chip">
      <PopoverButton
        label={`Change the filter ${words}`}
        buttonClass="filter-chip-words"
        button={
          <>
            <span>{visibleName(column)}</span>
            <span className="filter-chip-operator">{operatorLabels[operator]}</span>
            {value !== null && (
              <code className="filter-chip-value cut">{value === "" ? "''" : visibleName(value)}</code>
            )}
          </>
        }
      >
        {(close) => (
          <FilterForm
            columns={columns}
            start={filter}
            onDone={(next) => {
              close();
              onChange(next);
            }}
          />
        )}
      </PopoverButton>
      <button type="button" className="filter-chip-remove" aria-label={`Remove the filter ${words}`} onClick={onRemove}>
        <X aria-hidden className="filter-bar-icon" />
      </button>
    </span>
  );
}

interface FilterFormProps {
  readonly columns: readonly string[];
  readonly start: RowFilter;
  readonly onDone: (filter: RowFilter) => void;
}

function FilterForm({ columns, start, onDone }: FilterFormProps) {
  const [column, setColumn] = useState(start.column);
  const [operator, setOperator] = useState(start.operator);
  const [value, setValue] = useState(start.value ?? "");
  return (
    <form
      className="filter-form"
      onSubmit={(event) => {
        event.preventDefault();
        onDone({ column, operator, value: takesValue(operator) ? value : null });
      }}
    >
      <Select
        label="Column"
        value={column}
        options={columns.map((name) => ({ value: name, label: visibleName(name) }))}
        onChange={setColumn}
      />
      <Select
        label="Condition"
        value={operator}
        options={filterOperators.map((name) => ({ value: name, label: operatorLabels[name] }))}
        onChange={setOperator}
      />
      {takesValue(operator) && (
        <TextField
          label="Value"
          value={value}
          onChange={setValue}
          isMono
          autoFocus
          description="As the server writes it; compared as the column's own type."
        />
      )}
      <Button variant="primary" type="submit" isDisabled={column === ""}>
        Filter
      </Button>
    </form>
  );
}
