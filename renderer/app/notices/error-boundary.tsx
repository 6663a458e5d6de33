import { Component, type ErrorInfo, type ReactNode } from "react";
import { mostErrorText } from "../../../shared/ipc/diagnostics.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { BridgeContext } from "../../bridge/use-bridge.ts";
import { CopyButton } from "../../ui/display/copy-button.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import "./notices.css";

interface ErrorBoundaryProps {
  /** What broke, as the user calls it. */
  readonly region: string;
  readonly children: ReactNode;
}

interface Failure {
  readonly error: Error;
  readonly logId: string;
}

interface ErrorBoundaryState {
  readonly failure: Failure | null;
  /** Whether the log holds the failure; null while that is not known. */
  readonly isLogged: boolean | null;
}

/** Keeps a bug in one region from taking the window; drafts are in the stores and stay. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  static override contextType = BridgeContext;
  declare context: Bridge | null;
  override state: ErrorBoundaryState = { failure: null, isLogged: null };

  static getDerivedStateFromError(thrown: unknown): ErrorBoundaryState {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { failure: { error, logId: crypto.randomUUID().slice(0, 8) }, isLogged: null };
  }

  /** Only an id that the log holds is shown: one that cannot be found would cost the user a search. */
  override componentDidCatch(_thrown: unknown, info: ErrorInfo) {
    const { failure } = this.state;
    if (!failure) return;
    const know = (isLogged: boolean) =>
      this.setState((now) => (now.failure?.logId === failure.logId ? { ...now, isLogged } : now));
    const text = `${textOf(failure.error)}${info.componentStack ?? ""}`.slice(0, mostErrorText);
    const report = { logId: failure.logId, region: this.props.region.slice(0, 200), text };
    const answer = this.context?.request("diagnostics.reportPageError", report) ?? Promise.resolve({ isLogged: false });
    answer.then(
      ({ isLogged }) => know(isLogged),
      () => know(false),
    );
  }

  override render() {
    const { failure, isLogged } = this.state;
    if (!failure) return this.props.children;
    const { region } = this.props;
    const head = isLogged ? `${region}, log id ${failure.logId}` : region;
    return (
      <div className="error-boundary">
        <ErrorPanel
          error={failure.error}
          onRetry={() => this.setState({ failure: null, isLogged: null })}
          actions={<CopyButton text={`${head}\n${textOf(failure.error)}`} label="Copy details" />}
        />
        <p className="error-boundary-note">
          {region} stopped. Everything else works on, and your drafts are kept.
          {isLogged === true && ` Log id ${failure.logId}.`}
          {isLogged === false && " The log does not hold this error: copy its details if you want to report it."}
        </p>
      </div>
    );
  }
}

function textOf(error: Error): string {
  return error.stack ?? error.message;
}
