import { CopyButton } from "../../ui/display/copy-button.tsx";

/** The server's own text. */
export function PlanRaw({ raw }: { readonly raw: string }) {
  return (
    <div className="plan-raw">
      <div className="plan-raw-copy">
        <CopyButton text={raw} label="Copy the plan" />
      </div>
      <pre>{raw}</pre>
    </div>
  );
}
