import type { ObjectAddress } from "../../../shared/catalog/object-details.ts";
import { kindWords } from "../../../shared/catalog/object-kinds.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { isTrue, toText } from "../catalog-text.ts";
import type { FoundObject } from "../kinds/object-kind.ts";
import { objectKindReaders } from "../kinds/registry.ts";
import { sqlFor } from "../versioned-sql.ts";

/** An object with what its list says of it. `subId` is the number of a column, else 0. */
export interface LocatedObject extends FoundObject {
  readonly isReadable: boolean;
  readonly subId: number;
}

/** The object that an address means now. Rejects with `notFound`. */
export async function findObject(
  session: ReadSession,
  version: number,
  address: ObjectAddress,
): Promise<LocatedObject> {
  const reader = objectKindReaders[address.kind];
  const sql = `SELECT oid, detail, is_readable, place FROM (${sqlFor(reader.versions, version)}) o
    WHERE o.name = $1 AND o.schema = $2 AND o.parent = $3 AND o.identity = $4`;
  const { schema, parent, name, identity } = address;
  const answer = await session.query(sql, [name, schema, parent, identity], { cause: "catalog: details" });
  const row = answer.rows[0];
  if (!row)
    throw new AppError("notFound", `There is no ${kindWords[address.kind].word} ${addressText(address)}.`, {
      hint: "It may have been renamed or dropped. Read the catalog again.",
    });
  const [oid, detail, isReadable, place] = row;
  return {
    oid: Number(oid),
    version,
    schema,
    parent,
    name,
    detail: toText(detail),
    isReadable: isTrue(isReadable),
    subId: address.kind === "column" ? Number(place) : 0,
  };
}

function addressText({ schema, parent, name, identity }: ObjectAddress): string {
  const whole = [schema, parent, name].filter((part) => part !== "").join(".");
  return identity === "" ? whole : `${whole}(${identity})`;
}

/** The addresses of objects of one kind by their oids; columns, which have none, are left to the caller. */
export async function addressesOf(
  session: ReadSession,
  version: number,
  kind: ObjectAddress["kind"],
  oids: readonly number[],
): Promise<ReadonlyMap<number, ObjectAddress>> {
  const sql = `SELECT oid, schema, parent, name, identity FROM (${sqlFor(objectKindReaders[kind].versions, version)}) o
    WHERE o.oid = ANY ($1::pg_catalog.oid[])`;
  const answer = await session.query(sql, [oids.map(String)]);
  return new Map(
    answer.rows.map(([oid, schema, parent, name, identity]) => [
      Number(oid),
      { kind, schema: toText(schema), parent: toText(parent), name: toText(name), identity: toText(identity) },
    ]),
  );
}
