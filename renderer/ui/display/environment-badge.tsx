import type { Environment } from "../../../shared/connections/model.ts";
import "./badge.css";

/** The environment as a word on screen. */
export function environmentLabel(environment: Environment): string {
  return environment.charAt(0).toUpperCase() + environment.slice(1);
}

/** Where a connection leads, in the environment's own hue. */
export function EnvironmentBadge({ environment }: { readonly environment: Environment }) {
  return (
    <span className="badge badge-environment" data-env={environment}>
      {environmentLabel(environment)}
    </span>
  );
}
