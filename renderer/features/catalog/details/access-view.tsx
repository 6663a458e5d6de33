import type { ObjectDetails, ObjectPrivilege } from "../../../../shared/catalog/object-details.ts";
import { kindWords } from "../../../../shared/catalog/object-kinds.ts";
import { CopyButton } from "../../../ui/display/copy-button.tsx";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { type DataColumn, DataTable } from "../../../ui/tables/data-table.tsx";
import { Read } from "./unreadable.tsx";

/** Who may do what with the object, and the same as SQL. */
export function AccessView({ details }: { readonly details: ObjectDetails }) {
  const { title } = kindWords[details.address.kind];
  return (
    <Read reading={details.access}>
      {(access) =>
        access === null ? (
          <div className="object-part">
            <p className="object-note">{title} have no privileges of their own.</p>
          </div>
        ) : (
          <>
            <section className="object-section" aria-label="Privileges">
              <h3 className="object-section-title">Privileges</h3>
              <p className="object-note">
                {access.isDefault
                  ? "Nothing was ever granted or revoked: these are the privileges that Postgres gives by itself."
                  : "An asterisk marks what may be granted on (WITH GRANT OPTION)."}
              </p>
              {access.privileges.length === 0 ? (
                <p className="object-note">
                  Nobody has any privilege, not even the owner; the owner may grant them again.
                </p>
              ) : (
                <DataTable label="Privileges" rows={access.privileges} rowKey={keyOf} columns={columns} />
              )}
            </section>
            <section className="object-section" aria-label="Owner and grants as SQL">
              <h3 className="object-section-title">Owner and grants as SQL</h3>
              <div className="object-part">
                <div className="object-sql-head">
                  <span>Gives a new object of the same owner the same privileges.</span>
                  <CopyButton text={access.sql} label="Copy grants" />
                </div>
                <SqlText sql={access.sql} />
              </div>
            </section>
          </>
        )
      }
    </Read>
  );
}

function keyOf({ grantee, grantor, column }: ObjectPrivilege): string {
  return JSON.stringify([grantee, grantor, column]);
}

const columns: readonly DataColumn<ObjectPrivilege>[] = [
  {
    id: "grantee",
    header: "Role",
    cell: ({ grantee }) => (grantee === null ? "PUBLIC, everybody" : visibleName(grantee)),
    width: 220,
    isMono: true,
    sortBy: ({ grantee }) => grantee ?? "",
  },
  { id: "column", header: "Column", cell: ({ column }) => visibleName(column), width: 160, isMono: true },
  {
    id: "privileges",
    header: "May",
    cell: ({ privileges }) => privileges.map(({ name, isGrantable }) => `${name}${isGrantable ? " *" : ""}`).join(", "),
  },
  { id: "grantor", header: "Granted by", cell: ({ grantor }) => visibleName(grantor), width: 180, isMono: true },
];
