import type { Api } from "../api.ts";
import { ApiError } from "../http/api-error.ts";
import type { ApiKey } from "../http/api-key.ts";
import { type ApiRoute, declareRoute, ok } from "../http/route.ts";
import { region } from "../views/branch-views.ts";
import { organisation, user } from "../views/project-views.ts";

/** Who the key belongs to, its organisation, and the regions. */
export function createAccountRoutes(_api: Api): readonly ApiRoute[] {
  return [
    declareRoute("GET", "/auth", async ({ key }) =>
      ok({
        account_id: key.kind === "user" ? user.id : organisation.id,
        auth_method: key.kind === "user" ? "api_key_user" : "api_key_org",
      }),
    ),
    declareRoute("GET", "/users/me", async ({ key }) => {
      if (key.kind !== "user") throw new ApiError(403, "not allowed for organization API keys");
      return ok(viewUser());
    }),
    declareRoute("GET", "/users/me/organizations", async () => ok({ organizations: [organisation] })),
    declareRoute("GET", "/organizations/{org_id}", async ({ path }) => {
      requireOrganisation(path.org_id);
      return ok(organisation);
    }),
    declareRoute("GET", "/organizations/{org_id}/members", async ({ path, key }) => {
      requireOrganisation(path.org_id);
      refuseProjectKey(key);
      const member = {
        id: user.id,
        user_id: user.id,
        org_id: organisation.id,
        role: "admin",
        joined_at: organisation.created_at,
      };
      return ok({ members: [{ member, user: { email: user.email, has_mfa: false } }] });
    }),
    declareRoute("GET", "/regions", async () => ok({ regions: [region] })),
  ];
}

/** A project's key reaches its project only. */
export function refuseProjectKey(key: ApiKey): void {
  if (key.kind === "project") throw new ApiError(403, "not allowed for project-scoped API keys");
}

function requireOrganisation(id: string): void {
  if (id !== organisation.id) throw new ApiError(404, "organization not found");
}

function viewUser() {
  return {
    active_seconds_limit: 0,
    auth_accounts: [],
    email: user.email,
    id: user.id,
    image: "",
    login: user.email,
    name: user.name,
    last_name: "",
    projects_limit: 100,
    branches_limit: 50,
    max_autoscaling_limit: 0.25,
    plan: organisation.plan,
  };
}
