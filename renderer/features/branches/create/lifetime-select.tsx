import type { Project } from "../../../../shared/branches/model.ts";
import { Select } from "../../../ui/controls/select.tsx";
import { lifetimes } from "../rules/branch-times.ts";

interface LifetimeSelectProps {
  readonly project: Project;
  /** Index into `lifetimes`. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** How long a new branch or snapshot lives; a day unless somebody says otherwise. */
export function LifetimeSelect({ project, value, onChange }: LifetimeSelectProps) {
  const whyNever = project.capabilities.missing.expire;
  return (
    <Select
      label="Lifetime"
      value={String(whyNever === undefined ? value : lifetimes.length - 1)}
      options={lifetimes.map(({ label }, index) => ({ value: String(index), label }))}
      onChange={(chosen) => onChange(Number(chosen))}
      isDisabled={whyNever !== undefined}
      description={whyNever ?? "Then it deletes itself, so that nothing is forgotten."}
    />
  );
}
