import { type ReactNode, useCallback, useMemo, useState } from "react";
import { Group, Panel, Separator } from "react-resizable-panels";
import { useLayout } from "../../state/layout.ts";
import { type FrameSlots, FrameSlotsProvider } from "../../ui/frame/slots.tsx";
import { ErrorBoundary } from "../notices/error-boundary.tsx";
import "../../ui/frame/split.css";
import "./frame.css";
import { MainArea } from "./main-area.tsx";
import { Rail } from "./rail.tsx";
import { SidebarArea } from "./sidebar-area.tsx";
import { StatusBar } from "./status-bar.tsx";
import { TitleBar } from "./title-bar.tsx";
import type { ShownDatabase } from "./use-database.ts";

const sidebarWidth = 220;
const inspectorWidth = 312;

interface FrameProps {
  readonly database: ShownDatabase;
  readonly notices: ReactNode;
}

/** Title bar, rail, sidebar, main area, inspector and status bar. */
export function Frame({ database, notices }: FrameProps) {
  const { isSidebarOpen, isInspectorOpen, sizes, setSize } = useLayout();
  const { slots, claims, setInspector, setStatusLeft, setStatusRight } = useSlots();
  return (
    <FrameSlotsProvider slots={slots}>
      <div className="frame" {...(database.environment ? { "data-env": database.environment } : {})}>
        <ErrorBoundary region="The title bar">
          <TitleBar database={database} />
        </ErrorBoundary>
        {notices}
        <div className="frame-middle">
          <ErrorBoundary region="The rail">
            <Rail />
          </ErrorBoundary>
          <Group id="frame" className="frame-panels" disableCursor>
            {isSidebarOpen && (
              <Panel
                id="sidebar"
                className="frame-sidebar"
                defaultSize={sizes.sidebar ?? sidebarWidth}
                minSize={160}
                maxSize={520}
                groupResizeBehavior="preserve-pixel-size"
                onResize={(size) => setSize("sidebar", size.inPixels)}
              >
                <aside className="frame-side" aria-label="Sidebar" data-region="sidebar">
                  <SidebarArea />
                </aside>
              </Panel>
            )}
            {isSidebarOpen && <Separator className="split-line split-line-horizontal" />}
            <Panel id="main" className="frame-main" minSize={320}>
              <MainArea database={database} />
            </Panel>
            {isInspectorOpen && claims > 0 && <Separator className="split-line split-line-horizontal" />}
            {isInspectorOpen && claims > 0 && (
              <Panel
                id="inspector"
                className="frame-inspector"
                defaultSize={sizes.inspector ?? inspectorWidth}
                minSize={240}
                maxSize={720}
                groupResizeBehavior="preserve-pixel-size"
                onResize={(size) => setSize("inspector", size.inPixels)}
              >
                <aside className="frame-inspect" aria-label="Details" data-region="inspector" ref={setInspector} />
              </Panel>
            )}
          </Group>
        </div>
        <StatusBar database={database} leftRef={setStatusLeft} rightRef={setStatusRight} />
      </div>
    </FrameSlotsProvider>
  );
}

/** The places that views fill, and how many of them want the inspector. */
function useSlots() {
  const setInspectorOpen = useLayout((state) => state.setInspectorOpen);
  const [inspector, setInspector] = useState<HTMLElement | null>(null);
  const [statusLeft, setStatusLeft] = useState<HTMLElement | null>(null);
  const [statusRight, setStatusRight] = useState<HTMLElement | null>(null);
  const [claims, setClaims] = useState(0);
  const claimInspector = useCallback(() => {
    setClaims((count) => count + 1);
    return () => setClaims((count) => count - 1);
  }, []);
  const slots = useMemo<FrameSlots>(
    () => ({
      inspector,
      statusLeft,
      statusRight,
      claimInspector,
      closeInspector: () => setInspectorOpen(false),
    }),
    [inspector, statusLeft, statusRight, claimInspector, setInspectorOpen],
  );
  return { slots, claims, setInspector, setStatusLeft, setStatusRight };
}
