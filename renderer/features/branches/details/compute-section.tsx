import type { Branch, Project } from "../../../../shared/branches/model.ts";
import { useKeepOperation } from "../../../state/kept-operations.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { PanelSection } from "../../../ui/frame/section.tsx";
import { whyNotStart, whyNotSuspend } from "../rules/branch-actions.ts";

/** Starts and suspends the compute of a branch. */
export function ComputeSection({ project, branch }: { readonly project: Project; readonly branch: Branch }) {
  const keep = useKeepOperation();
  const change = (channel: "branches.start" | "branches.suspend", title: string) =>
    // A failure stands in the list of operations.
    keep(
      channel,
      { projectId: project.id, branchId: branch.id },
      { subject: project.id, title, detail: branch.name },
    ).catch(() => {});
  const whyStart = whyNotStart(branch);
  const whySuspend = whyNotSuspend(branch, project.capabilities);
  return (
    <PanelSection title="Compute">
      <div className="branch-inspector-actions">
        <Button
          isDisabled={whyStart !== null}
          disabledReason={whyStart ?? undefined}
          onPress={() => void change("branches.start", "Start compute")}
        >
          Start
        </Button>
        <Button
          isDisabled={whySuspend !== null}
          disabledReason={whySuspend ?? undefined}
          onPress={() => void change("branches.suspend", "Suspend compute")}
        >
          Suspend
        </Button>
      </div>
      <p className="branch-inspector-note">
        {project.capabilities.missing.suspend ??
          (branch.compute === "suspended"
            ? "The first read of a table or query wakes it. Nothing here does."
            : "Suspending ends every session on the branch. Its data stays.")}
      </p>
    </PanelSection>
  );
}
