import { Check, ClipboardCopy, Download, KeyRound } from "lucide-react";
import { useEffect, useState } from "react";
import type { Branch, Project } from "../../../../shared/branches/model.ts";
import type { AppError } from "../../../../shared/ipc/app-error.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { asAppError, useRequest } from "../../../bridge/use-request.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Segmented } from "../../../ui/controls/segmented.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { PanelSection } from "../../../ui/frame/section.tsx";
import "./connection-section.css";

interface ConnectionSectionProps {
  readonly project: Project;
  readonly branch: Branch;
  /** The database to begin with. */
  readonly database: string | null;
}

type Way = "direct" | "pooled";

/** The connection string of a branch: shown without its password, handed over whole only when somebody asks. */
export function ConnectionSection({ project, branch, database: own }: ConnectionSectionProps) {
  const { projectId, id: branchId } = branch;
  const databases = useRequest("branches.databases", { projectId, branchId });
  const roles = useRequest("branches.roles", { projectId });
  const [chosen, setChosen] = useState<{ readonly database?: string; readonly role?: string }>({});
  const [way, setWay] = useState<Way>("direct");
  const names = databases.data?.map(({ name }) => name) ?? (own === null ? [] : [own]);
  const database = chosen.database ?? (own !== null && names.includes(own) ? own : names[0]);
  const role = chosen.role ?? roles.data?.[0];
  const noPooler = project.capabilities.missing.pooled;
  return (
    <PanelSection
      title="Connection string"
      end={
        <Segmented
          label="How to connect"
          value={way}
          options={[
            { value: "direct", label: "Direct" },
            { value: "pooled", label: "Pooled", isDisabled: noPooler !== undefined },
          ]}
          onChange={setWay}
        />
      }
    >
      <div className="connection-string-fields">
        <Select
          label="Database"
          value={database ?? null}
          options={names.map((name) => ({ value: name, label: visibleName(name) }))}
          onChange={(name) => setChosen({ ...chosen, database: name })}
        />
        <Select
          label="Role"
          value={role ?? null}
          options={(roles.data ?? []).map((name) => ({ value: name, label: visibleName(name) }))}
          onChange={(name) => setChosen({ ...chosen, role: name })}
        />
      </div>
      {noPooler !== undefined && <p className="branch-inspector-note">{noPooler}</p>}
      {way === "pooled" && noPooler === undefined && (
        <p className="branch-inspector-note">
          Through the pooler there are no SET, LISTEN, temporary tables or migrations. Use the direct one for those.
        </p>
      )}
      {database !== undefined && role !== undefined && branch.state === "ready" && (
        <ConnectionString
          key={JSON.stringify([branchId, database, role, way])}
          target={{ projectId, branchId, database, role, isPooled: way === "pooled" }}
        />
      )}
    </PanelSection>
  );
}

interface Target {
  readonly projectId: string;
  readonly branchId: string;
  readonly database: string;
  readonly role: string;
  readonly isPooled: boolean;
}

function ConnectionString({ target }: { readonly target: Target }) {
  const { data, error, refetch } = useRequest("branches.connectionString", target, { staleMs: 0 });
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} isCompact />;
  if (!data) return null;
  return (
    <>
      <p className="connection-string">{visibleName(data.shown)}</p>
      <div className="branch-inspector-actions">
        {data.way !== null && <TakeWhole target={target} way={data.way} />}
        <CopyPlain text={data.withoutPassword} />
      </div>
      <p className="branch-inspector-note">
        {data.way === "clipboard"
          ? "This page never sees the password: Steward puts it on the clipboard and takes it away after a minute."
          : data.way === "file"
            ? "This page never sees the password: it is in the file that your browser downloads."
            : "The password is not shown."}
      </p>
    </>
  );
}

type Done = "idle" | "running" | "done";

/** Has main hand the whole string over, past this page. */
function TakeWhole({ target, way }: { readonly target: Target; readonly way: "clipboard" | "file" }) {
  const bridge = useBridge();
  const [state, setState] = useDone();
  const [error, setError] = useState<AppError | null>(null);
  const take = async () => {
    setError(null);
    setState("running");
    try {
      const taken = await bridge.request("branches.takeConnectionString", target);
      if (taken.kind === "file") download(taken.path);
      setState("done");
    } catch (thrown) {
      setState("idle");
      setError(asAppError(thrown));
    }
  };
  const words =
    way === "clipboard"
      ? { button: "Copy with password", done: "Copied for a minute" }
      : { button: "Download as .env", done: "Downloaded" };
  return (
    <>
      <Button
        icon={state === "done" ? Check : way === "clipboard" ? KeyRound : Download}
        isDisabled={state === "running"}
        onPress={() => void take()}
      >
        {state === "done" ? words.done : words.button}
      </Button>
      <ErrorPanel error={error} isCompact />
    </>
  );
}

function CopyPlain({ text }: { readonly text: string }) {
  const [state, setState] = useDone();
  const [isRefused, setIsRefused] = useState(false);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setState("done"),
      () => setIsRefused(true),
    );
  };
  return (
    <>
      <Button variant="quiet" icon={state === "done" ? Check : ClipboardCopy} onPress={copy}>
        {state === "done" ? "Copied" : "Copy without password"}
      </Button>
      {isRefused && <p className="branch-inspector-note">The browser does not let this page use the clipboard.</p>}
    </>
  );
}

/** A state that goes back to `idle` by itself after it was `done`. */
function useDone() {
  const [state, setState] = useState<Done>("idle");
  useEffect(() => {
    if (state !== "done") return;
    const timer = setTimeout(() => setState("idle"), 3_000);
    return () => clearTimeout(timer);
  }, [state]);
  return [state, setState] as const;
}

/** The host sends it as an attachment, so the page stays. */
function download(path: string): void {
  const link = document.createElement("a");
  link.href = path;
  link.download = "";
  link.click();
}
