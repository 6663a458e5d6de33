import type { ChangeRequest, Direction } from "../../../../shared/changes/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { Badge } from "../../../ui/display/badge.tsx";
import { formatAgo } from "../../../ui/display/format.ts";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { revealHidden } from "../rules/reveal-hidden.ts";
import { shortId } from "../rules/short-hash.ts";
import { compareStatements, type StatementChange } from "../rules/statement-diff.ts";
import { visibleText } from "../script/script-parts.ts";
import { useScriptParts } from "../script/use-script-parts.ts";
import "./diffs.css";

interface ScriptDiffProps {
  readonly request: ChangeRequest;
  /** The earlier request that this one replaces. */
  readonly supersedes: string;
}

/** What changed since the last review of the same migrations, statement by statement. */
export function ScriptDiff({ request, supersedes }: ScriptDiffProps) {
  const answer = useRequest("changes.read", { connectionId: request.connectionId, id: supersedes });
  if (answer.error) return <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton lines={6} />;
  const before = answer.data;
  const isSame = request.migrations.every((migration) => {
    const old = before.migrations.find(({ id }) => id === migration.id);
    return old?.upSha256 === migration.upSha256 && old.downSha256 === migration.downSha256;
  });
  return (
    <>
      <p className="script-diff-note muted">
        Beside request {shortId(before.id)} of {before.author}, {formatAgo(before.createdAt)}, which was{" "}
        {before.state === "open" ? "never decided" : before.state}.
      </p>
      {isSame && (
        <EmptyState
          title="The same bytes"
          text="No script changed. The target, its rehearsal, the options or what is said about it did."
        />
      )}
      {!isSame &&
        request.migrations.map((migration) => {
          const old = before.migrations.find(({ id }) => id === migration.id);
          return (["up", "down"] as const).map((direction) => (
            <ScriptChange
              key={`${migration.id} ${direction}`}
              label={`${migration.id}, ${direction}`}
              before={textOf(old, direction)}
              after={textOf(migration, direction)}
            />
          ));
        })}
    </>
  );
}

function textOf(migration: ChangeRequest["migrations"][number] | undefined, direction: Direction): string {
  return (direction === "up" ? migration?.upSql : migration?.downSql) ?? "";
}

interface ScriptChangeProps {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

function ScriptChange({ label, before, after }: ScriptChangeProps) {
  const [old, young] = [useScriptParts(before), useScriptParts(after)];
  if (before === after) return null;
  const texts = ({ parts }: typeof old) => parts.map((part) => visibleText(part) ?? "");
  return (
    <section className="script-diff" aria-label={label}>
      <h2 className="script-diff-title mono">{label}</h2>
      <ErrorPanel error={old.error ?? young.error} isCompact />
      {compareStatements(texts(old), texts(young)).map((change, place) => (
        <ChangedStatement key={place} change={change} />
      ))}
    </section>
  );
}

const words = { same: "same", added: "new", removed: "gone", changed: "changed" } as const;
const tones = { same: "neutral", added: "success", removed: "danger", changed: "warning" } as const;

function ChangedStatement({ change }: { readonly change: StatementChange }) {
  const { kind, before, after, beforeNumber, afterNumber } = change;
  return (
    <article className="script-diff-statement" data-kind={kind}>
      <header className="object-diff-head">
        <b>{afterNumber ?? `was ${beforeNumber}`}</b>
        <Badge tone={tones[kind]}>{words[kind]}</Badge>
      </header>
      {before !== null && kind !== "same" && (
        <div className="script-diff-text" data-side="before">
          <SqlText sql={revealHidden(before)} />
        </div>
      )}
      {after !== null && (
        <div className="script-diff-text" data-side={kind === "same" ? "same" : "after"}>
          <SqlText sql={revealHidden(after)} />
        </div>
      )}
    </article>
  );
}
