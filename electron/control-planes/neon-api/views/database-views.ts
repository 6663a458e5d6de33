import { createHash } from "node:crypto";
import type { Branch, BranchDatabase } from "../../../../shared/branches/model.ts";

/** A database in Neon's form. Its number is made from the names, so that it stays the same. */
export function viewDatabase(branch: Branch, database: BranchDatabase) {
  return {
    id: createHash("sha256").update(`${branch.id}/${database.name}`).digest().readUInt32BE(0),
    branch_id: branch.id,
    name: database.name,
    owner_name: database.owner,
    created_at: branch.createdAt,
    updated_at: branch.createdAt,
  };
}

/** A role in Neon's form, without its password. */
export function viewRole(branch: Branch, name: string) {
  return {
    branch_id: branch.id,
    name,
    protected: false,
    authentication_method: "password",
    created_at: branch.createdAt,
    updated_at: branch.createdAt,
  };
}
