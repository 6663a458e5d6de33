import { useState } from "react";
import type { Direction } from "../../../../shared/changes/model.ts";
import type { Connection } from "../../../../shared/connections/model.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { useDraft, useDrafts } from "../../../state/drafts.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { useChangesView } from "../changes-view.ts";
import { DraftLintPanel } from "./lint/draft-lint-panel.tsx";
import { useDraftFixes } from "./lint/use-draft-fixes.ts";
import { useDraftLint } from "./lint/use-draft-lint.ts";
import { draftIds, migrationProblems, toMigrationScripts } from "./migration-draft.ts";
import { ScriptField } from "./script-field.tsx";
import "./new-migration.css";

/** Writes a new pair of scripts into the folder. What is typed outlives a crash of the app. */
export function NewMigration({ connection }: { readonly connection: Connection }) {
  const ids = draftIds(connection.id);
  const fields = useDraftFields(connection.id);
  const [hasNoDown, setHasNoDown] = useState(() => fields.whyNoDown.text !== "");
  const [isAsked, setIsAsked] = useState(false);
  const create = useOperation("changes.create", { invalidates: ["changes.folder"] });
  const select = useChangesView((view) => view.select);
  const folder = useRequest("changes.folder", { connectionId: connection.id }).data;
  const hasFolder = folder === undefined || folder.path !== null;
  const draft = {
    name: fields.name.text,
    reason: fields.reason.text,
    upSql: fields.up.text,
    downSql: hasNoDown ? null : fields.down.text,
    whyNoDown: fields.whyNoDown.text,
  };
  const problems = migrationProblems(draft);
  const live = useDraftLint(connection.id, { up: draft.upSql, down: draft.downSql });
  const fixes = useDraftFixes(live);
  const setScript = (direction: Direction, script: string) =>
    direction === "up" ? fields.up.setText(script) : fields.down.setText(script);

  const save = () => {
    setIsAsked(true);
    if (Object.keys(problems).length > 0) return;
    create.run({ connectionId: connection.id, ...toMigrationScripts(draft) }).then(
      (migration) => {
        for (const id of Object.values(ids)) useDrafts.getState().remove(id);
        select(connection.id, { kind: "migration", id: migration.id });
      },
      // The rejection is also the operation's state, which is shown below.
      () => {},
    );
  };

  return (
    <article ref={fixes.ref} className="new-migration" aria-label="New migration" onKeyDown={fixes.onKeyDown}>
      <header className="new-migration-head">
        <h1>New migration</h1>
        <p className="muted">
          Saved as a pair of files with the next number. Nothing is sent to {connection.name} before it was rehearsed
          and approved.
        </p>
      </header>
      <DraftFields fields={fields} hasNoDown={hasNoDown} problems={isAsked ? problems : {}} />
      <DraftLintPanel
        live={live}
        connectionName={connection.name}
        openFix={fixes.openFix}
        onOpenFix={fixes.setOpenFix}
        onChange={setScript}
        onSelect={fixes.selectPart}
      />
      <ErrorPanel error={create.error} isCompact />
      <footer className="new-migration-foot">
        <Checkbox isSelected={hasNoDown} onChange={setHasNoDown}>
          It has no way back
        </Checkbox>
        <span className="grow" />
        <Button onPress={() => select(connection.id, { kind: "auto" })}>Keep as draft</Button>
        <Button
          variant="primary"
          onPress={save}
          isDisabled={create.state === "running" || !hasFolder}
          disabledReason={hasFolder ? undefined : "Name a migrations folder in the connection's details first."}
        >
          Save to folder
        </Button>
      </footer>
    </article>
  );
}

function useDraftFields(connectionId: string) {
  const ids = draftIds(connectionId);
  return {
    name: useDraft(ids.name),
    reason: useDraft(ids.reason),
    up: useDraft(ids.up),
    down: useDraft(ids.down),
    whyNoDown: useDraft(ids.whyNoDown),
  };
}

interface DraftFieldsProps {
  readonly fields: ReturnType<typeof useDraftFields>;
  readonly hasNoDown: boolean;
  readonly problems: ReturnType<typeof migrationProblems>;
}

function DraftFields({ fields, hasNoDown, problems }: DraftFieldsProps) {
  const { name, reason, up, down, whyNoDown } = fields;
  return (
    <>
      <div className="new-migration-fields">
        <TextField
          label="Name"
          value={name.text}
          onChange={name.setText}
          error={problems.name}
          placeholder="add_index_run_events_kind"
          isMono
          autoFocus={name.text === ""}
        />
        <TextField
          label="Reason"
          value={reason.text}
          onChange={reason.setText}
          error={problems.reason}
          placeholder="What it is for; becomes the first line of the up script"
        />
      </div>
      <div className="new-migration-scripts">
        <ScriptField label="Up" text={up.text} onChange={up.setText} error={problems.upSql} />
        {hasNoDown ? (
          <div className="new-migration-why">
            <TextField
              label="Why there is no down script"
              value={whyNoDown.text}
              onChange={whyNoDown.setText}
              error={problems.whyNoDown}
              description="It becomes a comment in the up script. Reviewers see it, and the change cannot be rolled back."
            />
          </div>
        ) : (
          <ScriptField label="Down" text={down.text} onChange={down.setText} error={problems.downSql} />
        )}
      </div>
    </>
  );
}
