import { useEffect } from "react";
import type { Branch, BranchContent, Project } from "../../../../shared/branches/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { Segmented } from "../../../ui/controls/segmented.tsx";
import { emptyRule, type NewBranchDraft } from "./new-branch.ts";
import "./branch-form.css";
import { MaskingRules } from "./masking-rules.tsx";

interface ContentFieldProps {
  readonly project: Project;
  readonly parent: Branch | null;
  readonly value: Pick<NewBranchDraft, "content" | "rules">;
  readonly onChange: (patch: Partial<Pick<NewBranchDraft, "content" | "rules">>) => void;
  readonly problem: string | undefined;
}

const words: Readonly<Record<BranchContent, string>> = {
  data: "All rows.",
  schemaOnly: "Tables without rows. A ledger of migrations is empty too, so nothing counts as applied there.",
  anonymised: "All rows, with chosen columns masked for good.",
};

/** What of its parent the branch starts with, and what is masked. */
export function ContentField({ project, parent, value, onChange, problem }: ContentFieldProps) {
  const { missing } = project.capabilities;
  const { content, rules } = value;
  const databases = useRequest(
    "branches.databases",
    { projectId: project.id, branchId: parent?.id ?? "-" },
    // Asked for before it is chosen, so that the first rule knows its database.
    { enabled: missing.anonymised === undefined && parent !== null },
  );
  const why = [
    ...(missing.schemaOnly === undefined ? [] : [`Schema only: ${missing.schemaOnly}`]),
    ...(missing.anonymised === undefined ? [] : [`Anonymised: ${missing.anonymised}`]),
  ];
  const database = databases.data?.[0]?.name ?? "";
  const needsRule = content === "anonymised" && rules.length === 0 && database !== "";
  useEffect(() => {
    if (needsRule) onChange({ rules: [emptyRule(database)] });
  }, [needsRule, database, onChange]);
  return (
    <div className="branch-form-group">
      <span className="branch-form-label">With what in it</span>
      <Segmented
        label="With what in it"
        value={content}
        options={[
          { value: "data", label: "Data" },
          { value: "schemaOnly", label: "Schema only", isDisabled: missing.schemaOnly !== undefined },
          { value: "anonymised", label: "Anonymised", isDisabled: missing.anonymised !== undefined },
        ]}
        onChange={(next) => onChange({ content: next })}
      />
      <p className="branch-form-note">{words[content]}</p>
      {why.map((line) => (
        <p key={line} className="branch-form-note">
          {line}
        </p>
      ))}
      {content === "anonymised" && (
        <MaskingRules rules={rules} onChange={(next) => onChange({ rules: next })} database={database} />
      )}
      {problem && <p className="branch-form-problem">{problem}</p>}
    </div>
  );
}
