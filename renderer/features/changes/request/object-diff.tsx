import type { ChangeRequest } from "../../../../shared/changes/model.ts";
import { Badge } from "../../../ui/display/badge.tsx";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { objectChanges } from "../rules/object-changes.ts";
import { revealHidden } from "../rules/reveal-hidden.ts";
import "./diffs.css";

const tones = { added: "success", changed: "warning", dropped: "danger" } as const;

/** What the migration makes of the schema, object by object, as the rehearsal found it in the catalog. */
export function ObjectDiff({ request }: { readonly request: ChangeRequest }) {
  if (!request.report)
    return (
      <EmptyState
        title="Not rehearsed"
        text="Which objects change is read from the catalog during a rehearsal, and there was none."
      />
    );
  const changes = objectChanges(request.report.schema.changes);
  if (changes.length === 0)
    return <EmptyState title="No object changes" text="The catalog was the same after the up script as before it." />;
  return (
    <ul className="object-diff" aria-label="Objects that change">
      {changes.map(({ name, kind, before, after }) => (
        <li key={name} className="object-diff-item">
          <header className="object-diff-head">
            <Badge tone={tones[kind]}>{kind}</Badge>
            <code className="grow">{revealHidden(name)}</code>
          </header>
          <div className="object-diff-sides">
            <Side label="Before" lines={before} isThere={kind !== "added"} />
            <Side label="After" lines={after} isThere={kind !== "dropped"} />
          </div>
        </li>
      ))}
    </ul>
  );
}

interface SideProps {
  readonly label: string;
  readonly lines: readonly string[];
  readonly isThere: boolean;
}

function Side({ label, lines, isThere }: SideProps) {
  return (
    <div className="object-diff-side">
      <span className="muted">{label}</span>
      <pre>{isThere ? revealHidden(lines.filter((line) => line !== "").join("\n") || "is there") : "not there"}</pre>
    </div>
  );
}
