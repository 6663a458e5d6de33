import { z } from "zod";

/** A rectangle on the desktop, in device-independent pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the window was. `bounds` is null when that is not known or no longer on a screen. */
export interface WindowState {
  readonly bounds: Rectangle | null;
  readonly isMaximized: boolean;
}

/** The state of a window that was never open. */
export const firstWindowState: WindowState = { bounds: null, isMaximized: false };

const pixels = z.int().min(-100_000).max(100_000);

/** The file that keeps it. */
export const windowStateSchema = z.strictObject({
  bounds: z.strictObject({ x: pixels, y: pixels, width: pixels.min(1), height: pixels.min(1) }).nullable(),
  isMaximized: z.boolean(),
});

/** How much of the window must be on one screen, so that its title bar can be reached. */
const reachable = { width: 200, height: 100 };

/** Forgets bounds that no screen shows any more (a monitor was unplugged). */
export function fitToScreens(state: WindowState, screens: readonly Rectangle[]): WindowState {
  const { bounds } = state;
  if (!bounds) return state;
  const isReachable = screens.some((screen) => {
    const width = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
    const height = Math.min(bounds.y + bounds.height, screen.y + screen.height) - Math.max(bounds.y, screen.y);
    return width >= reachable.width && height >= reachable.height && bounds.y >= screen.y;
  });
  return isReachable ? state : { ...state, bounds: null };
}
