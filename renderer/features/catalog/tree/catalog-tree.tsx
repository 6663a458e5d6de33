import { Info } from "lucide-react";
import { useDeferredValue, useState } from "react";
import type { CatalogSchema } from "../../../../shared/catalog/model.ts";
import type { ObjectAddress } from "../../../../shared/catalog/object-details.ts";
import { kindsWithRows } from "../../../../shared/catalog/object-kinds.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { isSameRef } from "../../../state/tabs.ts";
import { useWorkspace } from "../../../state/workspace.ts";
import { SearchField } from "../../../ui/controls/text-field.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { VirtualTree } from "../../../ui/tree/virtual-tree.tsx";
import { openDetails, openObject } from "../opening/open-object.ts";
import { neededReads } from "./needed-reads.ts";
import { filteredLines, nodeIds, type TreeAnswers, type TreeNodeLine, treeLines } from "./tree-model.ts";
import { treeRow } from "./tree-row.ts";
import { useFilterAnswer, useTreeAnswers } from "./use-tree-answers.ts";

interface CatalogTreeProps {
  readonly databaseRef: DatabaseRef;
  readonly schemas: readonly CatalogSchema[];
}

/** Schemas, their kinds, the objects, and what is on them; each level is read when it is opened. */
export function CatalogTree({ databaseRef: ref, schemas }: CatalogTreeProps) {
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [filter, setFilter] = useState("");
  const wanted = useDeferredValue(filter.trim());
  const needed = neededReads(schemas, toggled, wanted !== "");
  const answers = useTreeAnswers(ref, needed);
  const found = useFilterAnswer(ref, wanted);
  const lines =
    wanted === ""
      ? treeLines({ schemas, answers, toggled })
      : found.state === "loaded"
        ? filteredLines(schemas, found.value, answers, toggled)
        : [];
  const byId = new Map(lines.map((line) => [line.id, line]));
  const selectedId = useSelectedIds(ref).find((id) => byId.has(id)) ?? null;
  const open = (line: TreeNodeLine | undefined, isPreview: boolean) => {
    if (line?.node.kind === "object") openObject(ref, line.node.address, isPreview);
  };
  return (
    <>
      <div className="catalog-filter">
        <SearchField label={filterLabel(needed.counts, answers)} value={filter} onChange={setFilter} />
      </div>
      {lines.length > 0 ? (
        <VirtualTree
          label="Catalog"
          lines={lines}
          rowOf={treeRow}
          selectedId={selectedId}
          onSelect={(id) => open(byId.get(id), true)}
          onOpen={(id) => open(byId.get(id), false)}
          onToggle={(id, isOpen) => setToggled(new Map(toggled).set(id, isOpen))}
          togglesOnPress={({ node }) => node.kind !== "object"}
          action={{
            label: "Details",
            icon: Info,
            isFor: ({ node }) => detailsAddress(node) !== null,
            run: ({ node }) => {
              const address = detailsAddress(node);
              if (address) openDetails(ref, address, false);
            },
          }}
        />
      ) : (
        <EmptyState
          title={found.state === "loading" ? "Searching …" : "Nothing has these letters"}
          text={
            found.state === "failed"
              ? found.message
              : `No object outside the system schemas is named like ${visibleName(wanted)}.`
          }
        />
      )}
    </>
  );
}

/** What the button at a line's end opens: the line itself already opens the details of what has no rows. */
function detailsAddress(node: TreeNodeLine["node"]): ObjectAddress | null {
  if (node.kind === "schema") return { kind: "schema", schema: "", parent: "", name: node.schema.name, identity: "" };
  return node.kind === "object" && kindsWithRows.has(node.address.kind) ? node.address : null;
}

function filterLabel(schemas: readonly (string | null)[], answers: TreeAnswers): string {
  let sum = 0;
  for (const schema of schemas) {
    const counts = answers.counts(schema);
    if (counts?.state !== "loaded") continue;
    for (const { count } of counts.value) if (count.state === "readable") sum += count.value;
  }
  return sum > 0 ? `Filter ${formatAmount(sum, "object")}` : "Filter objects";
}

/** The line of the object whose tab is shown. A table's tab does not say whether it is a table, a view or a sequence. */
function useSelectedIds(ref: DatabaseRef): readonly string[] {
  const tab = useWorkspace((state) => state.tabs.find(({ id }) => id === state.activeTabId));
  if (!tab || (tab.kind !== "object" && tab.kind !== "table") || !isSameRef(tab.ref, ref)) return [];
  if (tab.kind === "object")
    return tab.address.kind === "schema" ? [nodeIds.schema(tab.address.name)] : [nodeIds.object(tab.address)];
  const { schema, name } = tab;
  return [...kindsWithRows].map((kind) => nodeIds.object({ kind, schema, parent: "", name, identity: "" }));
}
