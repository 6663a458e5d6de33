import type { ObjectAddress, ObjectDetails } from "../../../../shared/catalog/object-details.ts";
import { kindWords } from "../../../../shared/catalog/object-kinds.ts";
import type { ObjectDifference } from "../../../../shared/comparison/schema-model.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { DifferenceBadge } from "../difference-badge.tsx";
import type { SideNames } from "../use-side-name.ts";
import { NotInScript, PartsTable } from "./parts-table.tsx";
import { SideBySide } from "./side-by-side.tsx";

interface ObjectDefinitionsProps {
  readonly object: ObjectDifference;
  readonly from: DatabaseRef;
  readonly to: DatabaseRef;
  readonly names: SideNames;
}

/** One object: what of it differs, and its definition on both sides, line by line. */
export function ObjectDefinitions({ object, from, to, names }: ObjectDefinitionsProps) {
  const { address, kind, parts, source } = object;
  const left = useDefinition(from, address, kind !== "added");
  const right = useDefinition(to, address, kind !== "removed");
  const error = left.error ?? right.error;
  const title = [address.schema, address.name].filter((part) => part !== "").join(".");
  return (
    <section className="diff-object-page" aria-label={`${kindWords[address.kind].word} ${visibleName(title)}`}>
      <header className="diff-object-title">
        <h2 className="cut">{visibleName(title)}</h2>
        <span className="muted">{kindWords[address.kind].word}</span>
        <DifferenceBadge kind={kind} />
        {source === "catalog" && <NotInScript />}
      </header>
      {parts.length > 0 && <PartsTable parts={parts} from={names.from.short} to={names.to.short} />}
      {error && <ErrorPanel error={error} isCompact />}
      {!error && (left.text === null || right.text === null) ? (
        <Skeleton lines={8} />
      ) : (
        !error && <SideBySide from={left.text ?? ""} to={right.text ?? ""} names={names} />
      )}
    </section>
  );
}

/** What makes the object, its owner and its privileges; an empty text where it is not. */
function useDefinition(ref: DatabaseRef, address: ObjectAddress, isThere: boolean) {
  const answer = useRequest("catalog.object", { ref, address }, { enabled: isThere });
  if (!isThere) return { text: "", error: null };
  return { text: answer.data ? definitionText(answer.data) : null, error: answer.error };
}

function definitionText({ ddl, access }: ObjectDetails): string {
  const made = ddl.state === "readable" ? ddl.value : `-- ${ddl.message}`;
  const granted = access.state === "readable" ? (access.value?.sql ?? "") : `-- ${access.message}`;
  return [made, granted]
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .join("\n\n");
}
