import { useState } from "react";
import type { FoundConnection } from "../../../shared/connections/found.ts";
import type { Connection } from "../../../shared/connections/model.ts";
import { useOperation } from "../../bridge/use-operation.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { Button } from "../../ui/controls/button.tsx";
import { TextField } from "../../ui/controls/text-field.tsx";
import { Badge } from "../../ui/display/badge.tsx";
import { EnvironmentBadge } from "../../ui/display/environment-badge.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { PanelSection } from "../../ui/frame/section.tsx";
import "./connection-dialog.css";
import "./found-connections.css";
import { describeContent, describeOrigin } from "./rules/describe-origin.ts";

/** Connections that stand in this computer's files and variables, as proposals: each is saved by one press, none unasked. */
export function FoundConnections({ onAdopted }: { readonly onAdopted: (connection: Connection) => void }) {
  const [folder, setFolder] = useState<string | null>(null);
  const found = useRequest("connections.found", { folder }, { staleMs: 0 });
  const adopt = useOperation("connections.adopt", { invalidates: ["connections.list", "connections.found"] });
  const connections = found.data?.connections ?? [];
  return (
    <div className="connection-section">
      <PanelSection
        title="Found on this computer"
        count={found.data ? connections.length : undefined}
        isCollapsible
        isInitiallyOpen={false}
      >
        <ErrorPanel error={found.error ?? adopt.error} isCompact />
        {found.data && connections.length === 0 && (
          <p className="found-note">No service file and no PG* variable names a server here.</p>
        )}
        <ul className="found-list">
          {connections.map((proposal) => (
            <FoundLine
              key={proposal.id}
              proposal={proposal}
              isBusy={adopt.state === "running"}
              onAdd={() => void adopt.run({ id: proposal.id, folder }).then(onAdopted, shownByState)}
            />
          ))}
        </ul>
        {found.data?.problems.map((problem) => (
          <p key={problem} className="found-problem">
            {visibleName(problem)}
          </p>
        ))}
        <FolderField onLook={setFolder} />
      </PanelSection>
    </div>
  );
}

/** The rejection is also the operation's state, which is shown above. */
function shownByState(): void {}

interface FoundLineProps {
  readonly proposal: FoundConnection;
  readonly isBusy: boolean;
  readonly onAdd: () => void;
}

function FoundLine({ proposal, isBusy, onAdd }: FoundLineProps) {
  const { content, origin } = proposal;
  const name = visibleName(proposal.name);
  return (
    <li className="found-line">
      <div className="found-text">
        <span className="found-name">
          <span className="cut">{name}</span>
          {content.ok && <EnvironmentBadge environment={content.environment} />}
          {content.ok && content.isSaved && <Badge>saved</Badge>}
        </span>
        {content.ok && <span className="found-place">{visibleName(describeContent(content))}</span>}
        <span className="found-note">{visibleName(describeOrigin(origin))}</span>
        {content.ok ? (
          content.notes.map((note) => (
            <span key={note} className="found-note">
              {visibleName(note)}
            </span>
          ))
        ) : (
          <span className="found-problem">{visibleName(content.problem)}</span>
        )}
      </div>
      {content.ok && !content.isSaved && (
        <Button isSmall label={`Add ${name}`} onPress={onAdd} isDisabled={isBusy}>
          Add
        </Button>
      )}
    </li>
  );
}

function FolderField({ onLook }: { readonly onLook: (folder: string | null) => void }) {
  const [text, setText] = useState("");
  return (
    <form
      className="found-folder"
      onSubmit={(event) => {
        event.preventDefault();
        onLook(text.trim() === "" ? null : text.trim());
      }}
    >
      <div className="grow">
        <TextField
          label="Project folder with a .env"
          value={text}
          onChange={setText}
          placeholder="/home/you/project"
          isMono
        />
      </div>
      <Button type="submit">Look</Button>
    </form>
  );
}
