import "./without-eval.ts";
import { createRoot } from "react-dom/client";
import type { Bridge } from "../bridge/bridge.ts";
import { BridgeProvider } from "../bridge/bridge-provider.tsx";
import { createDesktopBridge, findDesktopApi } from "../bridge/desktop-bridge.ts";
import { asAppError } from "../bridge/use-request.ts";
import { createWebBridge } from "../bridge/web-bridge.ts";
import "../ui/tokens.css";
import "../ui/base.css";
import { ErrorPanel } from "../ui/feedback/error-panel.tsx";
import { App } from "./app.tsx";
import "./fonts.ts";
import { keepState, restoreState, stateFilesOf } from "./saving/keep-state.ts";

async function start(): Promise<void> {
  const place = document.getElementById("root");
  if (!place) throw new Error("The page has no root element.");
  const root = createRoot(place);
  try {
    const bridge: Bridge = findDesktopApi() ? createDesktopBridge() : await createWebBridge();
    const files = stateFilesOf(bridge);
    await restoreState(files);
    keepState(files);
    root.render(
      <BridgeProvider bridge={bridge}>
        <App />
      </BridgeProvider>,
    );
  } catch (error) {
    root.render(
      <main className="start-failure">
        <ErrorPanel error={asAppError(error)} onRetry={() => location.reload()} />
      </main>,
    );
  }
}

await start();
