import type { Branch, ComputeSize, ControlPlaneCapabilities } from "../../../../shared/branches/model.ts";
import { Select } from "../../../ui/controls/select.tsx";
import "../create/branch-form.css";
import { sizeProblem, unitChoicesWith } from "./compute-size.ts";

interface ComputeSizeFieldProps {
  readonly branch: Branch;
  readonly capabilities: ControlPlaneCapabilities;
  readonly value: ComputeSize | null;
  readonly onChange: (size: ComputeSize) => void;
}

/** Between how many units a compute moves by itself. Nothing where the control plane says that it has none of its own. */
export function ComputeSizeField({ branch, capabilities, value, onChange }: ComputeSizeFieldProps) {
  const why = capabilities.missing.computeSize;
  if (why !== undefined) return <p className="branch-form-note">Size of its compute: {why}</p>;
  if (branch.computeSize === null)
    return <p className="branch-form-note">Size of its compute: it has none yet. Starting it makes one.</p>;
  const size = value ?? branch.computeSize;
  const options = unitChoicesWith(branch.computeSize).map((units) => ({ value: String(units), label: `${units} CU` }));
  const problem = value === null ? null : sizeProblem(value);
  return (
    <div className="branch-form-group">
      <div className="branch-form-pair">
        <Select
          label="Compute, at least"
          value={String(size.leastUnits)}
          options={options}
          onChange={(units) => onChange({ ...size, leastUnits: Number(units) })}
        />
        <Select
          label="and at most"
          value={String(size.mostUnits)}
          options={options}
          onChange={(units) => onChange({ ...size, mostUnits: Number(units) })}
        />
      </div>
      {problem ? (
        <p className="branch-form-problem">{problem}</p>
      ) : (
        <p className="branch-form-note">A unit is 1 vCPU with 4 GB. Sessions may be cut while it takes another size.</p>
      )}
    </div>
  );
}
