import { useState } from "react";
import type { DatabaseRef, ObjectName } from "../../../../shared/databases/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";

interface TableChoiceProps {
  readonly databaseRef: DatabaseRef;
  readonly chosen: readonly ObjectName[];
  readonly onChange: (tables: readonly ObjectName[]) => void;
}

/** Tables of a schema to tick. */
export function TableChoice({ databaseRef: ref, chosen, onChange }: TableChoiceProps) {
  const schemas = useRequest("catalog.schemas", { ref });
  const own = (schemas.data ?? []).filter(({ isSystem, isUsable }) => !isSystem && isUsable);
  const [wanted, setWanted] = useState<string | null>(null);
  const schema = wanted ?? (own.find(({ name }) => name === "public") ?? own[0])?.name ?? null;
  const objects = useRequest(
    "catalog.objects",
    { ref, schema: schema ?? "public", parent: null, kinds: ["table"] },
    { enabled: schema !== null },
  );
  const tables = objects.data?.[0]?.objects;
  const failure = schemas.error ?? objects.error;
  if (failure) return <ErrorPanel error={failure} isCompact />;
  if (!tables) return <Skeleton lines={6} />;
  if (tables.state === "unreadable") return <p>{tables.message}</p>;
  const readable = tables.value.filter(({ isUnreadable }) => !isUnreadable);
  const isChosen = (name: string) => chosen.some((table) => table.schema === schema && table.name === name);
  const others = chosen.filter((table) => table.schema !== schema);
  const here = (names: readonly string[]) =>
    onChange([...others, ...names.map((name) => ({ schema: schema ?? "", name }))]);
  const names = readable.map(({ name }) => name);
  return (
    <section className="export-place" aria-label="Tables">
      <div className="export-row">
        <Select
          label="Schema"
          value={schema}
          options={own.map(({ name }) => ({ value: name, label: visibleName(name) }))}
          onChange={setWanted}
        />
      </div>
      <div className="export-tables">
        {readable.map(({ name }) => (
          <Checkbox
            key={name}
            isSelected={isChosen(name)}
            onChange={(isSelected) => here(names.filter((each) => (each === name ? isSelected : isChosen(each))))}
          >
            {visibleName(name)}
          </Checkbox>
        ))}
        {readable.length === 0 && <p className="muted">This schema has no table that your role may read.</p>}
      </div>
      <div className="export-name">
        <span className="grow muted">{formatAmount(chosen.length, "table")} chosen, all read from one snapshot</span>
        <Button isSmall onPress={() => here(names)}>
          All
        </Button>
        <Button isSmall onPress={() => here([])}>
          None
        </Button>
      </div>
    </section>
  );
}
