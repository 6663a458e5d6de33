import { EyeOff, Table2 } from "lucide-react";
import { useState } from "react";
import type { ObjectDetails } from "../../../../shared/catalog/object-details.ts";
import { kindsWithRows, kindWords } from "../../../../shared/catalog/object-kinds.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import type { ObjectTab as ObjectTabModel } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Segmented } from "../../../ui/controls/segmented.tsx";
import { Badge } from "../../../ui/display/badge.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { kindIcons } from "../kind-icons.ts";
import { openObject } from "../opening/open-object.ts";
import { objectText } from "../tree/tree-model.ts";
import { AccessView } from "./access-view.tsx";
import { DefinitionView } from "./definition-view.tsx";
import { DependenciesView } from "./dependencies-view.tsx";
import "./object-tab.css";
import { OverviewView } from "./overview-view.tsx";

const views = [
  { value: "overview", label: "Overview" },
  { value: "definition", label: "Definition" },
  { value: "dependencies", label: "Dependencies" },
  { value: "access", label: "Privileges" },
] as const;
type View = (typeof views)[number]["value"];

/** One object of any kind: what it is, the SQL that makes it, what it needs and what needs it, and who may use it. */
export function ObjectTab({ tab }: { readonly tab: ObjectTabModel }) {
  const { ref, address } = tab;
  const [view, setView] = useState<View>("overview");
  const details = useRequest("catalog.object", { ref, address });
  return (
    <section className="object-tab" aria-label={`Details of ${kindWords[address.kind].word} ${objectText(address)}`}>
      <ObjectHead tab={tab} details={details.data ?? null} />
      <div className="object-bar">
        <Segmented label="View" value={view} options={views} onChange={setView} />
      </div>
      <div className="object-body">
        {details.error ? (
          <div className="object-part">
            <ErrorPanel error={details.error} onRetry={() => void details.refetch()} />
          </div>
        ) : !details.data ? (
          <Skeleton lines={10} />
        ) : view === "overview" ? (
          <OverviewView databaseRef={ref} details={details.data} />
        ) : view === "definition" ? (
          <DefinitionView details={details.data} />
        ) : view === "dependencies" ? (
          <DependenciesView databaseRef={ref} details={details.data} />
        ) : (
          <AccessView details={details.data} />
        )}
      </div>
    </section>
  );
}

interface ObjectHeadProps {
  readonly tab: ObjectTabModel;
  readonly details: ObjectDetails | null;
}

function ObjectHead({ tab: { ref, address }, details }: ObjectHeadProps) {
  const Icon = kindIcons[address.kind];
  const place = [address.schema, address.parent].filter((name) => name !== "").map((name) => `${visibleName(name)}.`);
  return (
    <header className="object-head">
      <Icon aria-hidden className="object-icon" />
      <div className="object-title">
        <h2 className="object-name mono">
          <span className="object-place">{place.join("")}</span>
          {objectText(address)}
        </h2>
        <p className="object-line">
          <span>{kindWords[address.kind].word}</span>
          {details?.detail && <Badge>{visibleName(details.detail)}</Badge>}
          {details?.owner && <span>owned by {visibleName(details.owner)}</span>}
        </p>
        {details && !details.isReadable && (
          <p className="object-closed">
            <EyeOff aria-hidden className="object-closed-icon" />
            Unreadable: the role {visibleName(details.role)} {closedText(details)} What the catalog says of it stands
            below.
          </p>
        )}
      </div>
      {kindsWithRows.has(address.kind) && (
        <Button icon={Table2} isSmall onPress={() => openObject(ref, address, false)}>
          Rows
        </Button>
      )}
    </header>
  );
}

function closedText({ address: { kind, schema } }: ObjectDetails): string {
  if (kindsWithRows.has(kind) || kind === "column") return "may not SELECT from it.";
  if (kind === "function" || kind === "procedure" || kind === "aggregate") return "may not EXECUTE it.";
  if (schema === "" || kind === "type") return "has no USAGE on it.";
  return `has no USAGE on the schema ${visibleName(schema)}.`;
}
