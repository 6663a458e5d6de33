import { useMemo } from "react";
import { useRequest } from "../../bridge/use-request.ts";
import type { ResultEditsProps } from "../../state/edits/table-edits.ts";
import { visibleName } from "../../ui/display/visible-name.ts";
import { IdentifiedSource } from "../../ui/grid/editing/identified-source.ts";
import { useSnapshot } from "../../ui/grid/use-source.ts";
import { useEdits } from "./use-edits.tsx";

const nowhere = { schema: "", name: "" };

/** Makes the rows of a statement's result editable where they are those of one table, and says why not elsewhere. */
export function ResultEdits({ ref: databaseRef, sql, source, reload, children }: ResultEditsProps) {
  const { isLoading, error } = useSnapshot(source);
  const columns = source.described.map(({ name, tableOid, tableColumn }) => ({ name, tableOid, tableColumn }));
  const answer = useRequest(
    "edits.result",
    { ref: databaseRef, sql, columns },
    { enabled: !isLoading && error === null && columns.some(({ tableOid }) => tableOid !== 0), staleMs: 0 },
  );
  const result = answer.data?.kind === "editable" ? answer.data : null;
  const identified = useMemo(() => (result ? new IdentifiedSource(source, result.identity) : source), [source, result]);
  const identity = useMemo(() => result?.identity.map(({ column }) => column) ?? null, [result]);
  const { schema, name } = result ?? nowhere;
  const target = useMemo(() => ({ ref: databaseRef, schema, name }), [databaseRef, schema, name]);
  const { editing, bar } = useEdits({
    target,
    table: result?.table ?? null,
    identity,
    reload,
    onStage: () => undefined,
    isActive: false,
  });
  const reason = answer.data?.kind === "fixed" ? answer.data.reason : null;
  const note =
    reason === null
      ? result && { text: `Rows of ${visibleName(name)}`, title: "A double click or Enter edits a value." }
      : { text: "Not editable", title: reason };
  return children({ source: identified, editing, note, refusal: reason, bar: result && bar });
}
