import { CircleAlert, PackageOpen } from "lucide-react";
import { useState } from "react";
import type { WorkspaceProgress } from "../../../shared/ipc/topics.ts";
import { useOperation } from "../../bridge/use-operation.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useTopic } from "../../bridge/use-topic.ts";
import { Button } from "../../ui/controls/button.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { ProgressBar } from "../../ui/feedback/progress.tsx";
import "./first-run-bar.css";

/** How far the sample workspace is, while it is being made. Everything else works meanwhile. */
export function FirstRunBar() {
  const asked = useRequest("workspace.progress", {});
  const [told, setTold] = useState<WorkspaceProgress | null>(null);
  useTopic("workspace.progress", setTold);
  const retry = useOperation("workspace.retry", { invalidates: ["workspace.progress"] });
  const progress = told ?? asked.data;
  if (asked.error && !progress)
    return <ErrorPanel error={asked.error} onRetry={() => void asked.refetch()} isCompact />;
  if (!progress || progress.state === "complete") return null;
  if (progress.state === "failed")
    return (
      <div className="first-run-bar first-run-bar-failed" role="alert">
        <CircleAlert aria-hidden className="first-run-bar-icon" />
        <span className="grow">
          The sample workspace could not be made: {progress.error ?? "no reason was given"} Your own connections work.
        </span>
        <Button
          isSmall
          isDisabled={retry.state === "running"}
          onPress={() => {
            setTold(null);
            retry.start({});
          }}
        >
          Try again
        </Button>
      </div>
    );
  return (
    <div className="first-run-bar" role="status">
      <PackageOpen aria-hidden className="first-run-bar-icon" />
      <span className="first-run-bar-title">
        {progress.state === "usable" ? "The sample workspace is ready to use" : "Making the sample workspace"}
      </span>
      <span className="first-run-bar-step cut">{progress.step}</span>
      <ProgressBar label="Sample workspace" done={progress.done} total={progress.total} />
    </div>
  );
}
