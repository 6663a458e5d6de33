import { useState } from "react";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import { useIntents } from "../../../state/intents.ts";
import { tableTabId } from "../../../state/tabs.ts";
import { showToast } from "../../../state/toasts.ts";
import { useWorkspace } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { CopyButton } from "../../../ui/display/copy-button.tsx";
import { FindingCard } from "../../../ui/feedback/finding-card.tsx";
import { keptRule, type ListedFinding, ruleTitle } from "../rules/group-findings.ts";
import { useExceptions } from "../use-schema-check.ts";
import { AcceptDialog } from "./accept-dialog.tsx";
import "./finding-details.css";

interface FindingDetailsProps {
  readonly databaseRef: DatabaseRef;
  readonly listed: ListedFinding;
}

/** One finding: the rule that it breaks, what was seen, the fix, and what can be done. */
export function FindingDetails({ databaseRef, listed: { finding, exception } }: FindingDetailsProps) {
  const [isAccepting, setIsAccepting] = useState(false);
  const proposeMigration = useIntents((state) => state.proposeMigration);
  const { takeBack } = useExceptions(databaseRef);
  const { fix, code, message } = finding;
  const draft = () => {
    if (!fix) return;
    const reason = `${ruleTitle(code)}: ${message}`;
    proposeMigration({ title: fix.title, upSql: fix.sql, downSql: fix.downSql ?? null, reason });
  };
  const restore = async () => {
    try {
      await takeBack(finding);
    } catch (error) {
      showToast({ tone: "error", text: asAppError(error).message });
    }
  };
  return (
    <aside className="schema-finding-details" aria-label="Finding">
      <h2 className="schema-finding-rule">{ruleTitle(code)}</h2>
      <p className="schema-finding-keeps">{keptRule(code)}</p>
      <FindingCard
        finding={finding}
        actions={
          <>
            {fix && !exception && (
              <Button variant="primary" isSmall onPress={draft}>
                Draft migration
              </Button>
            )}
            {fix && <CopyButton text={fix.sql} label="Copy the SQL" />}
            {exception ? (
              <Button isSmall onPress={() => void restore()}>
                No longer accept
              </Button>
            ) : (
              <Button isSmall onPress={() => setIsAccepting(true)}>
                Accept…
              </Button>
            )}
            <OpenTable databaseRef={databaseRef} schema={finding.schema} table={finding.table} />
          </>
        }
      >
        {exception && (
          <p className="schema-finding-exception">
            <b>Accepted{exception.at === "" ? "" : ` on ${exception.at.slice(0, 10)}`}:</b> {exception.reason}
          </p>
        )}
      </FindingCard>
      {isAccepting && (
        <AcceptDialog databaseRef={databaseRef} finding={finding} onClose={() => setIsAccepting(false)} />
      )}
    </aside>
  );
}

interface OpenTableProps {
  readonly databaseRef: DatabaseRef;
  readonly schema: string | null;
  readonly table: string | null;
}

function OpenTable({ databaseRef, schema, table }: OpenTableProps) {
  const openTab = useWorkspace((state) => state.openTab);
  const showSection = useWorkspace((state) => state.showSection);
  if (schema === null || table === null) return null;
  const open = () => {
    const id = tableTabId(databaseRef, schema, table);
    openTab({ kind: "table", id, ref: databaseRef, schema, name: table, view: "structure", isPreview: false });
    showSection("browse");
  };
  return (
    <Button isSmall variant="quiet" onPress={open}>
      Open the table
    </Button>
  );
}
