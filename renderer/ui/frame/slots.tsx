import { createContext, type ReactNode, useContext } from "react";

/** Places of the frame that a view may fill while it is shown. */
export interface FrameSlots {
  readonly inspector: HTMLElement | null;
  readonly statusLeft: HTMLElement | null;
  readonly statusRight: HTMLElement | null;
  /** Says that a view has something for the inspector; gives the way to take it back. */
  readonly claimInspector: () => () => void;
  readonly closeInspector: () => void;
}

const Slots = createContext<FrameSlots | null>(null);
const Visibility = createContext(true);

/** Offers the places to the views inside. */
export function FrameSlotsProvider({ slots, children }: { readonly slots: FrameSlots; readonly children: ReactNode }) {
  return <Slots value={slots}>{children}</Slots>;
}

/** The places of the frame; null outside of it. */
export function useFrameSlots(): FrameSlots | null {
  return useContext(Slots);
}

/** Keeps a view mounted while another is shown. */
export function Shown({ isVisible, children }: { readonly isVisible: boolean; readonly children: ReactNode }) {
  const isOuterVisible = useContext(Visibility);
  return (
    <Visibility value={isVisible && isOuterVisible}>
      <div className="shown" hidden={!isVisible}>
        {children}
      </div>
    </Visibility>
  );
}

/** Whether this view is on screen: a tab or section may be mounted but hidden. */
export function useIsVisible(): boolean {
  return useContext(Visibility);
}
