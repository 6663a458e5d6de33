import { CircleAlert, CircleSlash, Info, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { MigrationFinding } from "../../../../../shared/changes/model.ts";
import { Button } from "../../../../ui/controls/button.tsx";
import { TextField } from "../../../../ui/controls/text-field.tsx";
import { Badge } from "../../../../ui/display/badge.tsx";
import { visibleName } from "../../../../ui/display/visible-name.ts";
import { diffLines } from "./line-diff.ts";

const looks = {
  error: { tone: "danger", icon: CircleAlert, word: "error" },
  warning: { tone: "warning", icon: TriangleAlert, word: "warning" },
  info: { tone: "info", icon: Info, word: "note" },
} as const;

interface DraftFindingProps {
  readonly finding: MigrationFinding;
  /** The statement as it is. */
  readonly statement: string;
  /** Whether the scripts are still those that it is about. */
  readonly isCurrent: boolean;
  readonly isFixOpen: boolean;
  readonly onToggleFix: () => void;
  readonly onApply: () => void;
  readonly onIgnore: (reason: string) => void;
}

/** One finding with its ways out: the safer form as a difference, or a reason to leave it. */
export function DraftFinding(props: DraftFindingProps) {
  const { finding, statement, isCurrent, isFixOpen, onToggleFix, onApply, onIgnore } = props;
  const [isAsked, setIsAsked] = useState(false);
  const { fix, suppression } = finding;
  const look = suppression
    ? ({ tone: "neutral", icon: CircleSlash, word: "ignored" } as const)
    : looks[finding.severity];
  const canFix = fix?.edits !== undefined && !suppression;
  const canIgnore = !suppression && !finding.code.startsWith("ignore-");
  return (
    <article className="draft-finding" aria-label={`${look.word}: ${finding.code}`}>
      <header className="draft-finding-head">
        <Badge tone={look.tone} icon={look.icon}>
          {look.word}
        </Badge>
        <code className="draft-finding-code cut">{finding.code}</code>
        <span className="grow" />
        {canFix && (
          <Button
            isSmall
            variant="quiet"
            onPress={onToggleFix}
            label={isFixOpen ? `Hide the fix of ${finding.code}` : `Show the fix of ${finding.code}`}
          >
            {isFixOpen ? "Hide fix" : "Show fix"}
          </Button>
        )}
        {canIgnore && (
          <Button isSmall variant="quiet" onPress={() => setIsAsked(!isAsked)} label={`Ignore ${finding.code}`}>
            Ignore…
          </Button>
        )}
      </header>
      <p className="draft-finding-message">{visibleName(finding.message)}</p>
      {suppression && (
        <p className="draft-finding-message muted">
          {suppression.reason === null ? "Ignored without a reason." : `Ignored: ${visibleName(suppression.reason)}`}
        </p>
      )}
      {isFixOpen && canFix && fix && (
        <FixPreview before={statement} fix={fix} isCurrent={isCurrent} onApply={onApply} />
      )}
      {isAsked && canIgnore && (
        <IgnoreForm
          isCurrent={isCurrent}
          onIgnore={(reason) => {
            setIsAsked(false);
            onIgnore(reason);
          }}
        />
      )}
    </article>
  );
}

const signs = { same: " ", removed: "−", added: "+" } as const;
const words = { same: "", removed: "removed: ", added: "added: " } as const;

function FixPreview(props: {
  readonly before: string;
  readonly fix: NonNullable<MigrationFinding["fix"]>;
  readonly isCurrent: boolean;
  readonly onApply: () => void;
}) {
  const { before, fix, isCurrent, onApply } = props;
  return (
    <section className="draft-fix" aria-label={fix.title}>
      <header className="draft-fix-head">
        <b className="grow">{fix.title}</b>
        {!fix.transactional && <span className="muted">runs alone, outside a transaction</span>}
        <Button
          isSmall
          variant="primary"
          autoFocus
          keys="Enter"
          onPress={onApply}
          isDisabled={!isCurrent}
          disabledReason="The script has changed since; wait a moment."
        >
          Apply fix
        </Button>
      </header>
      <pre className="draft-fix-lines">
        {diffLines(before, fix.sql).map(({ kind, text }, index) => (
          <span key={index} className="draft-fix-line" data-kind={kind}>
            <span aria-hidden>{signs[kind]} </span>
            <span className="visually-hidden">{words[kind]}</span>
            {`${text}\n`}
          </span>
        ))}
      </pre>
    </section>
  );
}

function IgnoreForm({
  isCurrent,
  onIgnore,
}: {
  readonly isCurrent: boolean;
  readonly onIgnore: (reason: string) => void;
}) {
  const [reason, setReason] = useState("");
  return (
    <form
      className="draft-ignore"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== "" && isCurrent) onIgnore(reason);
      }}
    >
      <TextField
        label="Why it does not matter here"
        isLabelHidden
        placeholder="Why it does not matter here; becomes a comment in the script"
        value={reason}
        onChange={setReason}
        autoFocus
      />
      <Button
        isSmall
        type="submit"
        isDisabled={reason.trim() === "" || !isCurrent}
        disabledReason="Reviewers will ask why. Write it."
      >
        Ignore with this reason
      </Button>
    </form>
  );
}
