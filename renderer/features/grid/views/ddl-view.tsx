import type { Reading } from "../../../../shared/catalog/model.ts";
import { CopyButton } from "../../../ui/display/copy-button.tsx";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { Unreadable } from "./readable.tsx";

/** SQL that makes the relation again. */
export function DdlView({ ddl }: { readonly ddl: Reading<string> }) {
  if (ddl.state === "unreadable") return <Unreadable message={ddl.message} hint={ddl.hint} />;
  return (
    <div className="view-ddl">
      <div className="view-ddl-head">
        <span>Makes it again in an empty schema; owner and grants are left out.</span>
        <CopyButton text={ddl.value} label="Copy DDL" />
      </div>
      <SqlText sql={ddl.value} />
    </div>
  );
}
