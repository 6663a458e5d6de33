import type { NearestRows as Nearest } from "../../../../../shared/grid/model.ts";
import { useOperation } from "../../../../bridge/use-operation.ts";
import { Button } from "../../../../ui/controls/button.tsx";
import { Segmented } from "../../../../ui/controls/segmented.tsx";
import { visibleName } from "../../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../../ui/feedback/error-panel.tsx";
import type { RowLink } from "../../rows/follow.ts";
import type { ValuePlace } from "../viewer.ts";

const count = 10;

const distances: Readonly<Record<string, string>> = {
  "<->": "L2",
  "<=>": "cosine",
  "<#>": "inner product",
  "<+>": "L1",
};

/** The rows near to this one, looked for when somebody asks: without an index that reads the whole table. */
export function NearestRows({ place }: { readonly place: ValuePlace }) {
  const operation = useOperation("grid.nearest");
  const { ref, schema, table: name, column, identity } = place;
  if (identity === null) return null;
  const start = (operator?: string) =>
    operation.start({
      ref,
      schema,
      name,
      column,
      identity: [...identity],
      rows: count,
      ...(operator === undefined ? {} : { operator }),
    });
  return (
    <div className="viewer-nearest">
      {operation.state === "running" ? (
        <Button isSmall onPress={operation.cancel}>
          Looking … Cancel
        </Button>
      ) : (
        <Button isSmall onPress={() => start()}>
          Nearest rows
        </Button>
      )}
      {operation.error && <ErrorPanel error={operation.error} isCompact />}
      {operation.output && <Found found={operation.output} place={place} onOperator={start} />}
    </div>
  );
}

interface FoundProps {
  readonly found: Nearest;
  readonly place: ValuePlace;
  readonly onOperator: (operator: string) => void;
}

function Found({ found, place, onOperator }: FoundProps) {
  const { operators, operator, indexName, rows } = found;
  return (
    <>
      {operators.length > 1 && (
        <Segmented
          label="Distance"
          value={operator}
          options={operators.map((each) => ({ value: each, label: distances[each] ?? each }))}
          onChange={onOperator}
        />
      )}
      <p className="row-value-note">
        By {distances[operator] ?? "distance"} ({operator}),{" "}
        {indexName === null ? "without an index: all rows were read." : `with the index ${visibleName(indexName)}.`}
      </p>
      <ol className="viewer-list">
        {rows.map(({ distance, values }, index) => (
          <li key={index}>
            <NearRow found={found} values={values} place={place} />
            <span className="viewer-distance">{distance}</span>
          </li>
        ))}
      </ol>
      {rows.length === 0 && <p className="row-value-note">There is no other row with a value.</p>}
    </>
  );
}

function NearRow({
  found,
  values,
  place,
}: Pick<FoundProps, "found" | "place"> & { values: readonly (string | null)[] }) {
  const { schema, table } = place;
  const isByPlace = found.identity.includes("ctid");
  const words = visibleName(values.map((value) => value ?? "NULL").join(", "));
  const filters = found.identity.flatMap((column, index) => {
    const value = values[index] ?? null;
    return value === null ? [] : [{ column, value }];
  });
  if (isByPlace || filters.length === 0) return <span className="cut">{words}</span>;
  const link: RowLink = { id: words, schema, table, filters, columns: [...found.identity] };
  return (
    <button type="button" className="row-value-link cut" onClick={() => place.onFollow(link)}>
      {words}
    </button>
  );
}
