import { Sparkles } from "lucide-react";
import { AdviserMain } from "../../features/adviser/adviser-main.tsx";
import { AdviserSidebar } from "../../features/adviser/adviser-sidebar.tsx";
import { HealthMain } from "../../features/health/health-main.tsx";
import { HealthSidebar } from "../../features/health/health-sidebar.tsx";
import { MonitorMain } from "../../features/monitor/monitor-main.tsx";
import { MonitorSidebar } from "../../features/monitor/monitor-sidebar.tsx";
import { PlanView } from "../../features/plans/plan-view.tsx";
import { QueriesMain } from "../../features/queries/queries-main.tsx";
import { QueriesSidebar } from "../../features/queries/queries-sidebar.tsx";
import { SchemaCheckMain } from "../../features/schema-check/schema-check-main.tsx";
import { SchemaCheckSidebar } from "../../features/schema-check/schema-check-sidebar.tsx";
import { useHealthTopic } from "../../state/health-topic.ts";
import { Segmented } from "../../ui/controls/segmented.tsx";
import { SidebarItem } from "../../ui/frame/section.tsx";
import "./health-area.css";

const topics = [
  { value: "indexes", label: "Indexes" },
  { value: "queries", label: "Queries" },
  { value: "schema", label: "Schema" },
  { value: "monitor", label: "Monitor" },
] as const;

/** The sidebar of what Health looks at, and the choice of that. */
export function HealthAreaSidebar() {
  const { topic, showTopic } = useHealthTopic();
  const choice = (
    <div className="health-topics">
      <Segmented
        label="What to look at"
        value={topic === "adviser" ? "indexes" : topic}
        options={topics}
        onChange={showTopic}
      />
    </div>
  );
  if (topic === "monitor") return <MonitorSidebar choice={choice} />;
  if (topic === "queries") return <QueriesSidebar choice={choice} />;
  if (topic === "schema") return <SchemaCheckSidebar choice={choice} />;
  if (topic === "adviser") return <AdviserSidebar choice={choice} onShowFindings={() => showTopic("indexes")} />;
  const adviser = (
    <SidebarItem icon={Sparkles} label="Index adviser" isSelected={false} onPress={() => showTopic("adviser")} />
  );
  return (
    <HealthSidebar
      choice={
        <>
          {choice}
          {adviser}
        </>
      }
    />
  );
}

/** What Health looks at. */
export function HealthAreaMain() {
  const topic = useHealthTopic((state) => state.topic);
  if (topic === "monitor") return <MonitorMain />;
  if (topic === "queries")
    return <QueriesMain renderPlan={(plan, open) => <PlanView result={plan} onOpenPlan={open} />} />;
  if (topic === "adviser") return <AdviserMain />;
  return topic === "schema" ? <SchemaCheckMain /> : <HealthMain />;
}
