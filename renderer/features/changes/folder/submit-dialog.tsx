import { useState } from "react";
import type { FolderMigration } from "../../../../shared/changes/model.ts";
import { branchingOf } from "../../../../shared/connections/branching-of.ts";
import type { Connection } from "../../../../shared/connections/model.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { TextArea, TextField } from "../../../ui/controls/text-field.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { OperationBar } from "../../../ui/feedback/progress.tsx";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import { useChangesView, useTargetName } from "../changes-view.ts";
import { CourseFields } from "../request/course-fields.tsx";
import { type CourseForm, courseProblems, emptyCourse, readCourse } from "../request/course-form.ts";
import { titleOf } from "../rules/short-hash.ts";
import { defaultLimits, type LimitsForm, limitProblems, toOptions } from "./limits-form.ts";
import "./migration-page.css";

interface SubmitDialogProps {
  readonly connection: Connection;
  readonly migrations: readonly FolderMigration[];
  readonly role: string;
  readonly onClose: () => void;
}

/** Offers migrations for review: what they are for, and the limits under which they would be applied. */
export function SubmitDialog({ connection, migrations, role, onClose }: SubmitDialogProps) {
  const submit = useOperation("changes.submit", { invalidates: ["changes.list", "changes.folder"] });
  const select = useChangesView((view) => view.select);
  const targetName = useTargetName(connection);
  const [title, setTitle] = useState(() => proposeTitle(migrations));
  const [description, setDescription] = useState("");
  const [limits, setLimits] = useState<LimitsForm>(defaultLimits);
  const [specReference, setSpecReference] = useState("");
  const [course, setCourse] = useState<CourseForm>(emptyCourse);
  const [isAsked, setIsAsked] = useState(false);
  const problems = isAsked ? limitProblems(limits) : {};
  const titleProblem = title.trim() === "" ? "Say in a line what it does." : null;

  const run = () => {
    setIsAsked(true);
    const options = toOptions(limits);
    const steps = readCourse(course);
    if (titleProblem !== null || options === null || steps === null) return;
    const bound = {
      migrationIds: idsOf(migrations),
      title: title.trim(),
      description,
      options,
      specReference,
      course: steps,
    };
    submit.run({ connectionId: connection.id, role, ...bound }).then(
      (request) => {
        select(connection.id, { kind: "request", id: request.id });
        onClose();
      },
      // The rejection is also the operation's state, which is shown below.
      () => {},
    );
  };

  return (
    <Dialog
      title="Submit for review"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" onPress={run} isDisabled={submit.state === "running"}>
            Submit as {role}
          </Button>
        </>
      }
    >
      <p className="migration-note">
        The bytes of {idsOf(migrations).join(", ")}, {branchingOf(connection) ? "their rehearsal, " : ""}these limits
        and the target {targetName} are bound together. Another role than <code>{role}</code> must approve them.
      </p>
      <TextField label="Title" value={title} onChange={setTitle} error={isAsked ? titleProblem : null} autoFocus />
      <TextArea label="Why" value={description} onChange={setDescription} placeholder="The reason" rows={3} />
      <TextField
        label="Spec reference"
        value={specReference}
        onChange={setSpecReference}
        placeholder="A link or number, such as CG-118"
      />
      <LimitFields limits={limits} problems={problems} onChange={setLimits} />
      <CourseFields
        connection={connection}
        course={course}
        problems={isAsked ? courseProblems(course) : {}}
        onChange={setCourse}
      />
      {submit.state === "running" && (
        <OperationBar title="Submitting" progress={submit.progress} onCancel={submit.cancel} />
      )}
      <ErrorPanel error={submit.error} isCompact />
    </Dialog>
  );
}

function idsOf(migrations: readonly FolderMigration[]): string[] {
  return migrations.map(({ id }) => id);
}

function proposeTitle(migrations: readonly FolderMigration[]): string {
  const titles = migrations.map((migration) => titleOf(migration.name));
  return titles.join("; ").slice(0, 200);
}

interface LimitFieldsProps {
  readonly limits: LimitsForm;
  readonly problems: Partial<LimitsForm>;
  readonly onChange: (limits: LimitsForm) => void;
}

function LimitFields({ limits, problems, onChange }: LimitFieldsProps) {
  return (
    <div className="migration-limits">
      <TextField
        label="Lock timeout, ms"
        value={limits.lockTimeoutMs}
        onChange={(lockTimeoutMs) => onChange({ ...limits, lockTimeoutMs })}
        error={problems.lockTimeoutMs}
        description="Longest wait per try. Others queue behind it."
        isMono
      />
      <TextField
        label="Tries"
        value={limits.lockTries}
        onChange={(lockTries) => onChange({ ...limits, lockTries })}
        error={problems.lockTries}
        description="With growing pauses between."
        isMono
      />
      <TextField
        label="Statement timeout, ms"
        value={limits.statementTimeoutMs}
        onChange={(statementTimeoutMs) => onChange({ ...limits, statementTimeoutMs })}
        error={problems.statementTimeoutMs}
        description="0 lets a statement run."
        isMono
      />
    </div>
  );
}
