import { expect, it } from "vitest";
import { declareRoute, findRoute, ok } from "./route.ts";

const routes = [
  declareRoute("GET", "/projects/{project_id}", async ({ path }) => ok(path.project_id)),
  declareRoute("GET", "/projects/shared", async () => ok("shared")),
  declareRoute("POST", "/projects/{project_id}/roles/{role_name}", async ({ path }) =>
    ok([path.project_id, path.role_name]),
  ),
];
const find = (method: string, path: string) => {
  const found = findRoute(routes, method, path);
  return found && [found.route.template, found.path];
};

it("finds a route by method and path, fixed words first, names decoded", () => {
  expect([
    find("GET", "/projects/p1"),
    find("GET", "/projects/shared"),
    find("POST", "/projects/p1/roles/a%2Fb%20%C3%BC"),
    find("DELETE", "/projects/p1"),
    find("GET", "/projects/"),
    find("GET", "/projects/%E0%A4%A"),
    find("GET", "/projects/p1/roles"),
  ]).toEqual([
    ["/projects/{project_id}", { project_id: "p1" }],
    ["/projects/shared", {}],
    ["/projects/{project_id}/roles/{role_name}", { project_id: "p1", role_name: "a/b ü" }],
    null,
    null,
    null,
    null,
  ]);
});
