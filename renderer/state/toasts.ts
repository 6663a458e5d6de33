import { create } from "zustand";

/** A short word about something that has no place of its own on screen. */
export interface Toast {
  readonly id: number;
  readonly tone: "info" | "success" | "error";
  readonly text: string;
}

interface ToastsStore {
  readonly next: number;
  readonly toasts: readonly Toast[];
  readonly show: (toast: Omit<Toast, "id">) => void;
  readonly dismiss: (id: number) => void;
}

/** The words on screen now; at most four, the oldest goes. */
export const useToasts = create<ToastsStore>()((set) => ({
  next: 1,
  toasts: [],
  show: (toast) =>
    set((state) => ({ next: state.next + 1, toasts: [...state.toasts, { ...toast, id: state.next }].slice(-4) })),
  dismiss: (id) => set((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) })),
}));

/** Says a short word. */
export function showToast(toast: Omit<Toast, "id">): void {
  useToasts.getState().show(toast);
}
