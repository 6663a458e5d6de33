import { describe, expect, it } from "vitest";
import { environmentOf, shownEnvironmentOf } from "./environment-of.ts";
import type { Connection } from "./model.ts";

describe("the environment of a database", () => {
  const server: Connection = {
    id: "a",
    name: "Orders",
    environment: "production",
    database: "orders",
    user: "ada",
    target: { kind: "server", host: "db.example", port: 5432, tls: "verify-full" },
    migrationsFolder: null,
    isSample: false,
  };
  const project: Connection = {
    ...server,
    id: "b",
    target: { kind: "project", projectId: "p", defaultBranchId: "br-main" },
  };

  it("is the connection's on its server or default branch, and development on any other branch", () => {
    const cases = [
      environmentOf(server, undefined),
      environmentOf(project, undefined),
      environmentOf(project, "br-main"),
      environmentOf(project, "br-work"),
    ];
    expect(cases).toEqual(["production", "production", "production", "development"]);
  });

  it("is shown for the past as for the branch whose past it is", () => {
    const branches = [
      { id: "br-main", parentId: null, purpose: "work" },
      { id: "br-work", parentId: "br-main", purpose: "work" },
      { id: "br-then", parentId: "br-main", purpose: "past" },
      { id: "br-work-then", parentId: "br-work", purpose: "past" },
    ];
    const shown = branches.map(({ id }) => shownEnvironmentOf(project, id, branches));
    expect(shown).toEqual(["production", "development", "production", "development"]);
    expect(shownEnvironmentOf(project, "br-then", undefined)).toBe("development");
  });
});
