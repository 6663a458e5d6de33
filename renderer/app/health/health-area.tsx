import { HealthMain } from "../../features/health/health-main.tsx";
import { HealthSidebar } from "../../features/health/health-sidebar.tsx";
import { SchemaCheckMain } from "../../features/schema-check/schema-check-main.tsx";
import { SchemaCheckSidebar } from "../../features/schema-check/schema-check-sidebar.tsx";
import { useHealthTopic } from "../../state/health-topic.ts";
import { Segmented } from "../../ui/controls/segmented.tsx";
import "./health-area.css";

const topics = [
  { value: "indexes", label: "Indexes" },
  { value: "schema", label: "Schema" },
] as const;

/** The sidebar of what Health looks at, and the choice of that. */
export function HealthAreaSidebar() {
  const { topic, showTopic } = useHealthTopic();
  const choice = (
    <div className="health-topics">
      <Segmented label="What to check" value={topic} options={topics} onChange={showTopic} />
    </div>
  );
  return topic === "schema" ? <SchemaCheckSidebar choice={choice} /> : <HealthSidebar choice={choice} />;
}

/** What Health looks at. */
export function HealthAreaMain() {
  const topic = useHealthTopic((state) => state.topic);
  return topic === "schema" ? <SchemaCheckMain /> : <HealthMain />;
}
