import { HeartPulse, RotateCw, ShieldAlert, Table2 } from "lucide-react";
import type { ReactNode } from "react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { useDatabaseRef } from "../../state/workspace.ts";
import { IconButton } from "../../ui/controls/button.tsx";
import { formatAmount } from "../../ui/display/format.ts";
import { visibleName } from "../../ui/display/visible-name.ts";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import { SidebarHead, SidebarItem, SidebarLabel } from "../../ui/frame/section.tsx";
import { firstOf, linesAtOnce } from "./first-of.ts";
import { groupFindings, groupTables } from "./group-findings.ts";
import "./health.css";
import { useHealthView } from "./health-view.ts";
import { useIndexCheck } from "./use-index-check.ts";

/** Findings by kind, and the tables that have some; `choice` is what else Health may look at. */
export function HealthSidebar({ choice }: { readonly choice: ReactNode }) {
  const ref = useDatabaseRef();
  if (!ref) return <EmptyState title="No connection" text="Choose a connection to check its indexes." />;
  return <Groups databaseRef={ref} choice={choice} />;
}

function Groups({ databaseRef, choice }: { readonly databaseRef: DatabaseRef; readonly choice: ReactNode }) {
  const { answer, check } = useIndexCheck(databaseRef);
  const { data, isFetching } = answer;
  const { code, table, showCode, showTable } = useHealthView();
  const findings = data?.findings ?? [];
  const tables = firstOf(groupTables(findings), linesAtOnce);
  return (
    <nav className="health-sidebar" aria-label="Health">
      <SidebarHead
        title="Health"
        actions={<IconButton label="Check again" icon={RotateCw} isSmall isDisabled={isFetching} onPress={check} />}
      />
      {choice}
      <SidebarItem
        icon={HeartPulse}
        label="All findings"
        hint={data ? findings.length : undefined}
        isSelected={code === null && table === null}
        onPress={() => showCode(null)}
      />
      {!data && isFetching && <Skeleton lines={5} />}
      {findings.length > 0 && <SidebarLabel>By kind</SidebarLabel>}
      {groupFindings(findings).map((group) => (
        <SidebarItem
          key={group.code}
          icon={ShieldAlert}
          label={group.title}
          hint={group.count}
          isSelected={table === null && code === group.code}
          onPress={() => showCode(group.code)}
        />
      ))}
      {findings.length > 0 && <SidebarLabel>Tables with findings</SidebarLabel>}
      {tables.shown.map((found) => (
        <SidebarItem
          key={`${found.schema}.${found.name}`}
          icon={Table2}
          label={visibleName(found.name)}
          title={visibleName(`${found.schema}.${found.name}`)}
          hint={found.count}
          isSelected={table?.schema === found.schema && table.name === found.name}
          onPress={() => showTable({ schema: found.schema, name: found.name })}
        />
      ))}
      {tables.left > 0 && <p className="health-sidebar-left muted">and {formatAmount(tables.left, "more table")}</p>}
    </nav>
  );
}
