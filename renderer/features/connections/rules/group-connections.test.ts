import { describe, expect, it } from "vitest";
import type { Connection } from "../../../../shared/connections/model.ts";
import { connectionPlace, groupConnections } from "./group-connections.ts";

function connection(id: string, environment: Connection["environment"]): Connection {
  return {
    id,
    name: id,
    environment,
    database: "shop",
    user: "mara",
    target: { kind: "server", host: "db", port: 5432, tls: "verify-full" },
    migrationsFolder: null,
    isSample: false,
  };
}

describe("groupConnections", () => {
  it("puts production first and sorts by name", () => {
    const all = [connection("b", "local"), connection("z", "production"), connection("a", "production")];
    expect(groupConnections(all).map((group) => [group.environment, group.connections.map(({ id }) => id)])).toEqual([
      ["production", ["a", "z"]],
      ["local", ["b"]],
    ]);
    expect(groupConnections([])).toEqual([]);
  });
});

describe("connectionPlace", () => {
  it("names server or project", () => {
    const server = connection("a", "local");
    const target = { kind: "project", projectId: "sample", defaultBranchId: "main" } as const;
    expect([connectionPlace(server), connectionPlace({ ...server, target })]).toEqual([
      "shop as mara, db:5432",
      "shop as mara, project sample",
    ]);
  });
});
