import { useEffect } from "react";
import { TimeTravel } from "../features/branches/past/time-travel.tsx";
import { OpenAnything } from "../features/catalog/open-anything.tsx";
import { FileDialogs } from "../features/query-files/file-dialogs.tsx";
import { UnlockDialog } from "../features/sessions/unlock-dialog.tsx";
import { TransferDialogs } from "../features/transfer/transfer-dialogs.tsx";
import { FirstRunBar } from "../features/workspace/first-run-bar.tsx";
import { Tour } from "../features/workspace/tour.tsx";
import { ProvideKeys } from "./keys/provide-keys.tsx";
import { KeysSheet } from "./keys/sheet/keys-sheet.tsx";
import { useKeys } from "./keys/use-keys.ts";
import { ErrorBoundary } from "./notices/error-boundary.tsx";
import { OfflineBar } from "./notices/offline-bar.tsx";
import { Toasts } from "./notices/toasts.tsx";
import { CommandPalette } from "./palette/command-palette.tsx";
import { ClosingQuestion } from "./shell/closing-question.tsx";
import { Frame } from "./shell/frame.tsx";
import { useAppearance } from "./shell/use-appearance.ts";
import { useDatabase } from "./shell/use-database.ts";
import { useEnvironmentHues } from "./shell/use-environment-hues.ts";
import { useShellCommands } from "./shell/use-shell-commands.ts";

/** The window. */
export function App() {
  useAppearance();
  useEnvironmentHues();
  useKeys();
  useShellCommands();
  const database = useDatabase();
  useEffect(() => {
    document.title = database.title;
  }, [database.title]);
  return (
    <ProvideKeys>
      <Frame
        database={database}
        notices={
          <>
            <OfflineBar />
            <ErrorBoundary region="The first run">
              <FirstRunBar />
            </ErrorBoundary>
          </>
        }
      />
      <ErrorBoundary region="The palette">
        <CommandPalette />
        <OpenAnything />
      </ErrorBoundary>
      <ErrorBoundary region="The keyboard shortcuts">
        <KeysSheet />
      </ErrorBoundary>
      <ErrorBoundary region="The tour">
        <Tour />
      </ErrorBoundary>
      <ErrorBoundary region="Export">
        <TransferDialogs />
      </ErrorBoundary>
      <ErrorBoundary region="Query files">
        <FileDialogs />
      </ErrorBoundary>
      <ErrorBoundary region="Unlocking">
        <UnlockDialog />
      </ErrorBoundary>
      <ErrorBoundary region="Reading the past">
        <TimeTravel />
      </ErrorBoundary>
      <ErrorBoundary region="Closing">
        <ClosingQuestion />
      </ErrorBoundary>
      <Toasts />
    </ProvideKeys>
  );
}
