import { Component, type ReactNode } from "react";
import { CopyButton } from "../../ui/display/copy-button.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import "./notices.css";

interface ErrorBoundaryProps {
  /** What broke, as the user calls it. */
  readonly region: string;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly failure: { readonly error: Error; readonly logId: string } | null;
}

/** Keeps a bug in one region from taking the window; drafts are in the stores and stay. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failure: null };

  static getDerivedStateFromError(thrown: unknown): ErrorBoundaryState {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { failure: { error, logId: crypto.randomUUID().slice(0, 8) } };
  }

  override render() {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    const details = `${this.props.region}, log id ${failure.logId}\n${failure.error.stack ?? failure.error.message}`;
    return (
      <div className="error-boundary">
        <ErrorPanel
          error={failure.error}
          onRetry={() => this.setState({ failure: null })}
          actions={<CopyButton text={details} label="Copy details" />}
        />
        <p className="error-boundary-note">
          {this.props.region} stopped. Everything else works on, and your drafts are kept. Log id {failure.logId}.
        </p>
      </div>
    );
  }
}
