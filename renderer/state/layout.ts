import { create } from "zustand";

interface LayoutStore {
  readonly isSidebarOpen: boolean;
  readonly isInspectorOpen: boolean;
  readonly isLogOpen: boolean;
  /** Widths and heights that were dragged, in pixels. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly toggleSidebar: () => void;
  readonly toggleInspector: () => void;
  readonly setInspectorOpen: (isOpen: boolean) => void;
  readonly toggleLog: () => void;
  readonly setSize: (part: string, pixels: number) => void;
}

/** Which parts of the frame are open, and how large. */
export const useLayout = create<LayoutStore>()((set) => ({
  isSidebarOpen: true,
  isInspectorOpen: true,
  isLogOpen: false,
  sizes: {},
  toggleSidebar: () => set((state) => ({ isSidebarOpen: !state.isSidebarOpen })),
  toggleInspector: () => set((state) => ({ isInspectorOpen: !state.isInspectorOpen })),
  setInspectorOpen: (isOpen) => set({ isInspectorOpen: isOpen }),
  toggleLog: () => set((state) => ({ isLogOpen: !state.isLogOpen })),
  setSize: (part, pixels) => set((state) => ({ sizes: { ...state.sizes, [part]: Math.round(pixels) } })),
}));
