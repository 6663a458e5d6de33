import { useEffect } from "react";
import { environments } from "../../../shared/connections/model.ts";
import { useEnvironmentRules } from "../../bridge/use-environment.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useTopic } from "../../bridge/use-topic.ts";

/** Puts the chosen hues of the environments on the document; each theme has its own values for a hue. */
export function useEnvironmentHues(): void {
  const { refetch } = useRequest("connections.environments", {});
  useTopic("connections.changed", () => void refetch());
  const rules = useEnvironmentRules();
  useEffect(() => {
    const { style } = document.documentElement;
    for (const environment of environments)
      for (const part of ["", "-soft", "-solid"])
        style.setProperty(`--env-${environment}${part}`, `var(--hue-${rules[environment].hue}${part})`);
  }, [rules]);
}
