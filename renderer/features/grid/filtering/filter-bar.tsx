import { ListFilter, Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import {
  type FilteredColumn,
  filtersAsWhere,
  noConditions,
  type RowConditions,
} from "../../../../shared/grid/conditions.ts";
import type { RowFilter } from "../../../../shared/grid/model.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { PopoverButton } from "../../../ui/overlays/popover.tsx";
import "./filter-bar.css";
import { FilterForm } from "./filter-form.tsx";
import { operatorLabels, valueWords } from "./filters.ts";
import { WhereForm } from "./where-form.tsx";

interface FilterBarProps {
  readonly columns: readonly FilteredColumn[];
  readonly conditions: RowConditions;
  readonly onChange: (conditions: RowConditions) => void;
  /** A column whose filter form is asked for from elsewhere (the menu of its head). */
  readonly asked: string | null;
  readonly onAsked: (column: string | null) => void;
}

const addLabel = "Add a filter";

/** The conditions of the rows, each with a way to change it and to take it back. */
export function FilterBar({ columns, conditions, onChange, asked, onAsked }: FilterBarProps) {
  const { filters, where } = conditions;
  const setFilters = (next: readonly RowFilter[]) => onChange({ ...conditions, filters: next });
  const setWhere = (next: string | null) => onChange({ ...conditions, where: next });
  const asWhere = [filtersAsWhere(filters), where].filter((part) => part !== null).join("\n  AND ");
  return (
    <section className="filter-bar" aria-label="Filters">
      <ListFilter aria-hidden className="filter-bar-icon" />
      {filters.map((filter, index) => (
        <FilterChip
          key={`${index} ${filter.column}`}
          filter={filter}
          columns={columns}
          onChange={(next) => setFilters(filters.with(index, next))}
          onRemove={() => setFilters(filters.filter((other) => other !== filter))}
        />
      ))}
      {where !== null && <WhereChip where={where} onChange={setWhere} />}
      <PopoverButton
        label={addLabel}
        buttonClass="button button-quiet"
        isOpen={asked !== null}
        onOpenChange={(isOpen) => onAsked(isOpen ? (columns[0]?.name ?? "") : null)}
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
            start={{ column: asked ?? columns[0]?.name ?? "" }}
            onDone={(filter) => {
              close();
              setFilters([...filters, filter]);
            }}
          />
        )}
      </PopoverButton>
      <span className="grow" />
      {filters.length + (where === null ? 0 : 1) > 1 && (
        <Button variant="quiet" onPress={() => onChange(noConditions)}>
          Clear all
        </Button>
      )}
      <PopoverButton
        label={filters.length > 0 ? "Edit the filters as WHERE" : "Filter by a WHERE condition"}
        buttonClass="button button-quiet"
        placement="bottom end"
        button={filters.length > 0 ? "Edit as WHERE" : "WHERE"}
      >
        {(close) => (
          <WhereForm
            start={asWhere}
            onDone={(next) => {
              close();
              onChange({ filters: [], where: next });
            }}
          />
        )}
      </PopoverButton>
    </section>
  );
}

/** The control that is pressed goes away with its filter: the keyboard stays in the bar. */
function focusAdding(from: Element): void {
  from.closest(".filter-bar")?.querySelector<HTMLElement>(`[aria-label="${addLabel}"]`)?.focus();
}

interface ChipProps {
  readonly words: string;
  readonly label: ReactNode;
  readonly onRemove: () => void;
  readonly children: (close: () => void) => ReactNode;
}

function Chip({ words, label, onRemove, children }: ChipProps) {
  return (
    <span className="filter-chip">
      <PopoverButton label={`Change the filter ${words}`} buttonClass="filter-chip-words" button={label}>
        {children}
      </PopoverButton>
      <button
        type="button"
        className="filter-chip-remove"
        aria-label={`Remove the filter ${words}`}
        onClick={(event) => {
          focusAdding(event.currentTarget);
          onRemove();
        }}
      >
        <X aria-hidden className="filter-bar-icon" />
      </button>
    </span>
  );
}

interface FilterChipProps {
  readonly filter: RowFilter;
  readonly columns: readonly FilteredColumn[];
  readonly onChange: (filter: RowFilter) => void;
  readonly onRemove: () => void;
}

function FilterChip({ filter, columns, onChange, onRemove }: FilterChipProps) {
  const { column, operator } = filter;
  const value = valueWords(filter);
  const shown = value === null ? null : visibleName(value);
  return (
    <Chip
      words={`${visibleName(column)} ${operatorLabels[operator]} ${shown ?? ""}`}
      onRemove={onRemove}
      label={
        <>
          <span className="cut">{visibleName(column)}</span>
          <span className="filter-chip-operator">{operatorLabels[operator]}</span>
          {shown !== null && <code className="filter-chip-value cut">{shown}</code>}
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
    </Chip>
  );
}

function WhereChip({ where, onChange }: { readonly where: string; readonly onChange: (where: string | null) => void }) {
  const shown = visibleName(where.replace(/\s+/g, " "));
  return (
    <Chip
      words={`WHERE ${shown}`}
      onRemove={() => onChange(null)}
      label={
        <>
          <span className="filter-chip-operator">WHERE</span>
          <code className="filter-chip-value cut">{shown}</code>
        </>
      }
    >
      {(close) => (
        <WhereForm
          start={where}
          onDone={(next) => {
            close();
            onChange(next);
          }}
        />
      )}
    </Chip>
  );
}
