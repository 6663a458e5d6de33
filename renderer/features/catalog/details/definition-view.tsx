import type { ObjectDetails } from "../../../../shared/catalog/object-details.ts";
import { CopyButton } from "../../../ui/display/copy-button.tsx";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { Read } from "./unreadable.tsx";

/** SQL that makes the object again. */
export function DefinitionView({ details }: { readonly details: ObjectDetails }) {
  return (
    <div className="object-part">
      <Read reading={details.ddl}>
        {(sql) =>
          sql === "" ? (
            <p className="object-note">It has no statement of its own: it is made together with what it depends on.</p>
          ) : (
            <>
              <div className="object-sql-head">
                <span>Makes it again in an empty database; owner and grants stand under Privileges.</span>
                <CopyButton text={sql} label="Copy DDL" />
              </div>
              <SqlText sql={sql} />
            </>
          )
        }
      </Read>
    </div>
  );
}
