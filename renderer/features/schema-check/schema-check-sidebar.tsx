import { BookCheck, Check, RotateCw, Ruler, Table2 } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { groupBy } from "../../../shared/schema-check/group-by.ts";
import type { SchemaFinding } from "../../../shared/schema-check/model.ts";
import { useDatabaseRef } from "../../state/workspace.ts";
import { IconButton } from "../../ui/controls/button.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import { SidebarHead, SidebarItem, SidebarLabel } from "../../ui/frame/section.tsx";
import { ruleTitle } from "./rules/group-findings.ts";
import "./schema-check.css";
import { useSchemaCheckView } from "./schema-check-view.ts";
import { useSchemaCheck } from "./use-schema-check.ts";

/** As many tables as a sidebar can be looked through; the filter finds the others. */
const mostTables = 200;

/** Findings by rule, and the tables that have some; `choice` is what else Health may look at. */
export function SchemaCheckSidebar({ choice }: { readonly choice: ReactNode }) {
  const ref = useDatabaseRef();
  if (!ref) return <EmptyState title="No connection" text="Choose a connection to check its schema." />;
  return <Groups databaseRef={ref} choice={choice} />;
}

function Groups({ databaseRef, choice: topics }: { readonly databaseRef: DatabaseRef; readonly choice: ReactNode }) {
  const { data, isPending, isFetching, refetch } = useSchemaCheck(databaseRef);
  const { choice, choose } = useSchemaCheckView();
  const findings = data?.findings ?? [];
  const rules = useMemo(() => [...groupBy(data?.findings ?? [], ({ code }) => code)], [data]);
  const tables = useMemo(() => tablesOf(data?.findings ?? []), [data]);
  return (
    <nav className="schema-check-sidebar" aria-label="Schema check">
      <SidebarHead
        title="Health"
        actions={
          <IconButton
            label="Check again"
            icon={RotateCw}
            isSmall
            isDisabled={isFetching}
            onPress={() => void refetch()}
          />
        }
      />
      {topics}
      <SidebarItem
        icon={BookCheck}
        label="All findings"
        hint={data ? findings.length : undefined}
        isSelected={choice.kind === "all"}
        onPress={() => choose({ kind: "all" })}
      />
      <SidebarItem
        icon={Check}
        label="Accepted"
        hint={data ? data.excepted.length : undefined}
        isSelected={choice.kind === "accepted"}
        onPress={() => choose({ kind: "accepted" })}
      />
      {isPending && <Skeleton lines={5} />}
      {rules.length > 0 && <SidebarLabel>By rule</SidebarLabel>}
      {rules.map(([code, own]) => (
        <SidebarItem
          key={code}
          icon={Ruler}
          label={ruleTitle(code)}
          title={ruleTitle(code)}
          hint={own.length}
          isSelected={choice.kind === "rule" && choice.code === code}
          onPress={() => choose({ kind: "rule", code })}
        />
      ))}
      {tables.length > 0 && <SidebarLabel>Tables with findings</SidebarLabel>}
      {tables.slice(0, mostTables).map(({ schema, name, count }) => (
        <SidebarItem
          key={JSON.stringify([schema, name])}
          icon={Table2}
          label={visibleName(name)}
          title={visibleName(`${schema}.${name}`)}
          hint={count}
          isSelected={choice.kind === "table" && choice.table.schema === schema && choice.table.name === name}
          onPress={() => choose({ kind: "table", table: { schema, name } })}
        />
      ))}
      {tables.length > mostTables && (
        <p className="schema-check-more muted">{tables.length - mostTables} more tables: filter by a name.</p>
      )}
    </nav>
  );
}

/** Tables with findings, most first. */
function tablesOf(findings: readonly SchemaFinding[]) {
  const groups = groupBy(findings, ({ schema, table }) => JSON.stringify([schema, table]));
  return [...groups.values()]
    .flatMap((own) => {
      const [first] = own;
      if (!first?.schema || first.table === null) return [];
      return [{ schema: first.schema, name: first.table, count: own.length }];
    })
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
