import fc from "fast-check";
import { expect, it } from "vitest";
import { endpointIdOf, makeBranchId, makeProjectId } from "./neon-id.ts";

const words = "[a-z0-9]+-[a-z0-9]+-[0-9]{8}";

it("makes ids in Neon's form, new ones each time", () => {
  const branches = Array.from({ length: 200 }, makeBranchId);
  const projects = Array.from({ length: 200 }, makeProjectId);
  expect(branches.filter((id) => !new RegExp(`^br-${words}$`).test(id))).toEqual([]);
  expect(projects.filter((id) => !new RegExp(`^${words}$`).test(id))).toEqual([]);
  expect(new Set([...branches, ...projects]).size).toBe(400);
});

it("gives every branch one endpoint, always the same", () => {
  fc.assert(
    fc.property(fc.string(), (branchId) => {
      expect(endpointIdOf(branchId)).toMatch(new RegExp(`^ep-${words}$`));
      expect(endpointIdOf(branchId)).toBe(endpointIdOf(branchId));
    }),
  );
  expect(endpointIdOf("br-sample-main")).not.toBe(endpointIdOf("br-shop-main"));
});
