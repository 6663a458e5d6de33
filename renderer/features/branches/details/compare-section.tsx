import type { Branch } from "../../../../shared/branches/model.ts";
import type { Connection } from "../../../../shared/connections/model.ts";
import { useIntents } from "../../../state/intents.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { MenuButton } from "../../../ui/controls/menu.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { PanelSection } from "../../../ui/frame/section.tsx";
import { branchRef } from "../open-on-branch.ts";

interface CompareSectionProps {
  readonly branch: Branch;
  readonly branches: readonly Branch[];
  /** Null when no connection leads to the project. */
  readonly connection: Connection | null;
}

/** Ways to see how a branch differs from its parent, or from any other branch. */
export function CompareSection({ branch, branches, connection }: CompareSectionProps) {
  const others = branches.filter(({ id, state }) => id !== branch.id && state === "ready");
  const parent = others.find(({ id }) => id === branch.parentId);
  const further = others.filter((other) => other !== parent);
  const why = connection === null ? "No connection leads to this project." : null;
  const isDisabled = why !== null || branch.state !== "ready";
  const compare = (from: Branch) => {
    if (!connection) return;
    const title = `${visibleName(from.name)} → ${visibleName(branch.name)}`;
    useIntents.getState().openComparison(branchRef(connection, from), branchRef(connection, branch), title);
  };
  if (others.length === 0) return null;
  return (
    <PanelSection title="Compare">
      <div className="branch-inspector-actions">
        {parent && (
          <Button isDisabled={isDisabled} disabledReason={why ?? undefined} onPress={() => compare(parent)}>
            {`Compare with ${visibleName(parent.name)}`}
          </Button>
        )}
        {further.length > 0 && (
          <MenuButton
            label="Compare with …"
            variant="secondary"
            items={further.map((other) => ({
              id: other.id,
              label: visibleName(other.name),
              isDisabled,
              onAction: () => compare(other),
            }))}
          />
        )}
      </div>
      <p className="branch-inspector-note">
        Objects, the script between them, and rows. Starts a compute that is suspended.
      </p>
    </PanelSection>
  );
}
