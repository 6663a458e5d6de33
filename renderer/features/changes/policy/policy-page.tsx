import { useState } from "react";
import type { PolicyHistory } from "../../../../shared/changes/review-model.ts";
import { type Connection, environments } from "../../../../shared/connections/model.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { formatAgo } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { RoleSelect } from "../role-select.tsx";
import { useRole } from "../use-role.ts";
import { FreezeList } from "./freeze-list.tsx";
import { readForm, toForm } from "./policy-form.ts";
import "./policy-page.css";

/** What the owner of a database asks of every change to it. */
export function PolicyPage({ connection }: { readonly connection: Connection }) {
  const answer = useRequest("changes.policy", { connectionId: connection.id });
  return (
    <article className="policy-page" aria-label="Policy">
      <header>
        <h1 className="policy-title">Policy of {visibleName(connection.database)}</h1>
        <p className="muted">
          The ledger of this database keeps it and refuses what it does not allow, whichever program asks.
        </p>
      </header>
      {answer.error && <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isPending && <Skeleton lines={6} />}
      {answer.data && <PolicyEditor key={answer.data.recorded.length} connection={connection} history={answer.data} />}
    </article>
  );
}

interface PolicyEditorProps {
  readonly connection: Connection;
  readonly history: PolicyHistory;
}

function PolicyEditor({ connection, history }: PolicyEditorProps) {
  const [form, setForm] = useState(() =>
    toForm(
      history.recorded.length === 0 ? { ...history.current, environment: connection.environment } : history.current,
    ),
  );
  const [isAsked, setIsAsked] = useState(false);
  const { role } = useRole(connection.id);
  const save = useOperation("changes.setPolicy", { invalidates: ["changes.policy", "changes.list", "changes.read"] });
  const read = readForm(form);
  const problems = isAsked && "problems" in read ? read.problems : {};
  const isOwner = role === history.owner;
  const run = () => {
    setIsAsked(true);
    if (role !== null && "policy" in read) save.start({ connectionId: connection.id, role, policy: read.policy });
  };
  return (
    <>
      <section className="policy-fields" aria-label="What is asked">
        <Select
          label="Environment"
          value={form.environment}
          options={environments.map((value) => ({ value, label: value }))}
          onChange={(environment) => setForm({ ...form, environment })}
          isDisabled={!isOwner}
        />
        <TextField
          label="Approvals"
          value={form.approvers}
          onChange={(approvers) => setForm({ ...form, approvers })}
          error={problems.approvers}
          description="By different people, never by the author."
          isDisabled={!isOwner}
          isMono
        />
        <Select
          label="Worst class"
          value={form.worstClass}
          options={[
            { value: "safe", label: "safe" },
            { value: "risky", label: "risky" },
            { value: "breaking", label: "breaking" },
          ]}
          onChange={(worstClass) => setForm({ ...form, worstClass })}
          isDisabled={!isOwner}
        />
        <TextField
          label="Rehearsal not older than, hours"
          value={form.rehearsalHours}
          onChange={(rehearsalHours) => setForm({ ...form, rehearsalHours })}
          error={problems.rehearsalHours}
          description="Empty asks for no age."
          isDisabled={!isOwner}
          isMono
        />
      </section>
      <Checkbox
        isSelected={form.allowsEmergency}
        onChange={(allowsEmergency) => setForm({ ...form, allowsEmergency })}
        isDisabled={!isOwner}
        description="With a reason that stays in the ledger; for four hours one approval is enough. Never none."
      >
        Emergencies may be declared
      </Checkbox>
      <FreezeList
        freezes={form.freezes}
        problems={problems}
        isDisabled={!isOwner}
        onChange={(freezes) => setForm({ ...form, freezes })}
      />
      <footer className="policy-foot">
        <span className="muted grow">
          {isOwner
            ? "Saved as a new row; those before it stay."
            : `Only ${visibleName(history.owner)}, who owns this database, can change it.`}
        </span>
        <RoleSelect connectionId={connection.id} />
        <Button variant="primary" onPress={run} isDisabled={!isOwner || save.state === "running"}>
          Save the policy
        </Button>
      </footer>
      <ErrorPanel error={save.error} isCompact />
      <History history={history} />
    </>
  );
}

function History({ history }: { readonly history: PolicyHistory }) {
  if (history.recorded.length === 0)
    return <p className="muted">None was set yet: one approval by another person is asked for, and nothing else.</p>;
  return (
    <ol className="policy-history" aria-label="Policies so far">
      {history.recorded.map((one) => (
        <li key={one.at}>
          <time className="muted">{formatAgo(one.at)}</time> {one.person}: {one.environment}, {one.approvers} to
          approve, up to {one.worstClass},{" "}
          {one.rehearsalHours === null ? "rehearsal of any age" : `rehearsal within ${one.rehearsalHours} h`},{" "}
          {one.freezes.length === 0 ? "no freeze" : `${one.freezes.length} freezes`}
          {one.allowsEmergency ? ", emergencies allowed" : ""}
        </li>
      ))}
    </ol>
  );
}
