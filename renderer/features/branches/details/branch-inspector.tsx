import type { Branch, Project } from "../../../../shared/branches/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { useWorkspace } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { Inspector } from "../../../ui/frame/inspector.tsx";
import { PanelSection } from "../../../ui/frame/section.tsx";
import type { BranchQuestion } from "../branch-asking.ts";
import { useBranchesView } from "../branches-view.ts";
import { ConnectionSection } from "../connecting/connection-section.tsx";
import { MaskingSection } from "../masking/masking-section.tsx";
import { connectionTo, openOnBranch } from "../open-on-branch.ts";
import {
  type BranchPlace,
  type Refusal,
  whyNotDelete,
  whyNotFork,
  whyNotReset,
  whyNotRestore,
} from "../rules/branch-actions.ts";
import { BranchFacts } from "./branch-facts.tsx";
import "./branch-inspector.css";
import { CompareSection } from "./compare-section.tsx";
import { ComputeSection } from "./compute-section.tsx";
import { DatabasesSection } from "./databases-section.tsx";

interface BranchInspectorProps {
  readonly project: Project;
  readonly branch: Branch;
  readonly branches: readonly Branch[];
  readonly nowMs: number;
  readonly onAsk: (question: BranchQuestion) => void;
}

/** What is known of the chosen branch, and what can be done with it. */
export function BranchInspector(props: BranchInspectorProps) {
  const { project, branch, branches, nowMs, onAsk } = props;
  const chooseBranch = useBranchesView((view) => view.chooseBranch);
  const connectionId = useWorkspace((workspace) => workspace.connectionId);
  const connections = useRequest("connections.list", {}).data ?? [];
  const connection = connectionTo(connections, branch, connectionId);
  const whyFork = whyNotFork(branch);
  const place = { branch, branches, capabilities: project.capabilities };

  return (
    <Inspector title={visibleName(branch.name)} onClose={() => chooseBranch(null)}>
      <BranchFacts project={project} branch={branch} branches={branches} nowMs={nowMs} onChoose={chooseBranch} />
      {branch.computeError && <p className="branch-inspector-error">{branch.computeError}</p>}
      <div className="branch-inspector-actions">
        <Button
          variant="primary"
          isDisabled={connection === null || branch.state !== "ready"}
          disabledReason={connection === null ? "No connection leads to this project." : (whyFork ?? undefined)}
          onPress={() => openOnBranch(connections, branch)}
        >
          {connection ? `Open ${visibleName(connection.name)} here` : "Open here"}
        </Button>
        <Action label="New branch from here" why={whyFork} onPress={() => onAsk("create")} />
        <Action
          label="Change"
          why={branch.state === "ready" ? null : (whyFork ?? "It is busy.")}
          onPress={() => onAsk("change")}
        />
      </div>
      <CompareSection branch={branch} branches={branches} connection={connection} />
      <ComputeSection project={project} branch={branch} />
      {branch.content === "anonymised" && <MaskingSection project={project} branch={branch} onAsk={onAsk} />}
      <ConnectionSection project={project} branch={branch} database={connection?.database ?? null} />
      <DatabasesSection key={branch.id} branch={branch} />
      <ContentSection place={place} onAsk={onAsk} />
    </Inspector>
  );
}

function ContentSection({ place, onAsk }: { readonly place: BranchPlace } & Pick<BranchInspectorProps, "onAsk">) {
  const whyReset = whyNotReset(place);
  const whyRestore = whyNotRestore(place);
  const whyDelete = whyNotDelete(place.branch, place.branches);
  const reasons = [...new Set([whyReset, whyRestore])].filter((why) => why !== null);
  return (
    <>
      <PanelSection title="Replace its content">
        <div className="branch-inspector-actions">
          <Action label="Reset from parent" why={whyReset} onPress={() => onAsk("reset")} />
          <Action label="Restore" why={whyRestore} onPress={() => onAsk("restore")} />
        </div>
        <p className="branch-inspector-note">
          {reasons.length > 0 ? reasons.join(" ") : "Both show what they replace, and ask for the name."}
        </p>
      </PanelSection>
      <PanelSection title="Delete">
        <div className="branch-inspector-actions">
          <Button variant="danger" isDisabled={whyDelete !== null} onPress={() => onAsk("delete")}>
            Delete the branch
          </Button>
        </div>
        <p className="branch-inspector-note">{whyDelete ?? "Asks for its name first, and shows what goes with it."}</p>
      </PanelSection>
    </>
  );
}

interface ActionProps {
  readonly label: string;
  readonly why: Refusal;
  readonly onPress: () => void;
}

/** A button that says why it cannot be pressed. */
function Action({ label, why, onPress }: ActionProps) {
  return (
    <Button isDisabled={why !== null} disabledReason={why ?? undefined} onPress={onPress}>
      {label}
    </Button>
  );
}
