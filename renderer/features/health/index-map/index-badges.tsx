import type { TableIndex } from "../../../../shared/indexes/model.ts";
import { Badge } from "../../../ui/display/badge.tsx";
import { unusualOperatorClasses } from "./map-columns.ts";

/** What an index is beside a list of columns. */
export function IndexBadges({ index }: { readonly index: TableIndex }) {
  return (
    <>
      {index.isPrimary ? <Badge>primary</Badge> : index.isUnique ? <Badge>unique</Badge> : null}
      {index.accessMethod !== "btree" && <Badge tone="info">{index.accessMethod}</Badge>}
      {unusualOperatorClasses(index).map((name) => (
        <Badge key={name}>{name}</Badge>
      ))}
      {index.predicate !== null && <Badge tone="info">partial</Badge>}
      {index.isBuilding && <Badge tone="info">being built</Badge>}
      {!index.isValid && !index.isBuilding && <Badge tone="danger">invalid</Badge>}
    </>
  );
}
