import { useState } from "react";
import type { RequestInput } from "../../../../shared/ipc/contracts.ts";
import type { FileDialect, ImportBatches, ImportTarget } from "../../../../shared/transfer/import-model.ts";
import { type ColumnMapping, mapColumns } from "../../../../shared/transfer/map-columns.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import type { AskedImport } from "../../../state/transfer-requests.ts";
import { type NewTableForm, proposedColumns, targetOf } from "./new-table-form.ts";

/** What is asked about an import, and what is known of its file and table. */
export function useImport(asked: AskedImport) {
  const { ref, schema, name } = asked;
  const isNew = name === null;
  const [folder, setFolder] = useState<string | null>(null);
  const [path, setPath] = useState<string | null>(null);
  const [dialect, setDialect] = useState<FileDialect | null>(null);
  const [changed, setChanged] = useState<readonly ColumnMapping[] | null>(null);
  const [onConflict, setOnConflict] = useState<ImportTarget["onConflict"]>("fail");
  const [batches, setBatches] = useState<ImportBatches | null>(null);
  const [newTable, setNewTable] = useState<NewTableForm>({ schema, name: null, columns: null, primaryKey: null });
  const table = useRequest("catalog.table", { ref, schema, name: name ?? "" }, { enabled: !isNew });
  const file = useRequest(
    "transfer.readFile",
    { path: path ?? "", ...(dialect ? { dialect } : {}) },
    { enabled: path !== null, staleMs: 0 },
  );
  const known = file.data;
  const proposal = useRequest(
    "transfer.proposeTable",
    { ref, path: path ?? "", dialect: known?.dialect ?? noDialect },
    { enabled: isNew && known !== undefined },
  );
  const columns = table.data?.columns.state === "readable" ? table.data.columns.value : [];
  const targets = columns.filter(({ generated }) => generated === null).map((column) => column.name);
  const hasNames = known ? known.dialect.format !== "delimited" || known.dialect.hasHeader : false;
  const mapping = changed ?? mapColumns(known?.columns ?? [], targets, hasNames);
  const newColumns = newTable.columns ?? (proposal.data ? proposedColumns(proposal.data) : []);
  const change = (next: FileDialect) => {
    setDialect(next);
    setChanged(null);
    setNewTable((old) => ({ ...old, columns: null, primaryKey: null }));
  };
  const choose = (chosen: string, inFolder: string) => {
    setPath(`${inFolder.replace(/[/\\]$/, "")}${inFolder.includes("\\") ? "\\" : "/"}${chosen}`);
    setDialect(null);
    setChanged(null);
    setNewTable((old) => ({ ...old, name: null, columns: null, primaryKey: null }));
  };
  const target = (): ImportTarget | null => {
    if (!known) return null;
    const common = { onConflict, ...(batches ? { batches } : {}) };
    if (name === null) {
      const made = targetOf(newTable, known.path, newColumns);
      return made && { ...made, ...common };
    }
    const mapped = mapping.flatMap((column, source) =>
      column.target === null ? [] : [{ source, target: column.target }],
    );
    return mapped.length === 0 ? null : { schema, name, columns: mapped, ...common };
  };
  const asks = target();
  const input: RequestInput<"transfer.import"> | null =
    known && asks ? { ref, path: known.path, dialect: known.dialect, target: asks } : null;
  return {
    isNew,
    input,
    file,
    table,
    proposal,
    folder: { value: folder, set: setFolder },
    path: { value: path, choose },
    dialect: { change },
    mapping: { value: mapping, targets, set: setChanged },
    newTable: { form: newTable, columns: newColumns, set: setNewTable },
    ways: { onConflict, setOnConflict, batches, setBatches },
  };
}

/** Stands in a request that is not sent yet. */
const noDialect: FileDialect = {
  format: "delimited",
  encoding: "utf-8",
  delimiter: ",",
  quote: '"',
  hasHeader: true,
  nullText: "",
  jsonNull: "sqlNull",
  missingKey: "null",
};
