import { isOwnUrl } from "../protocol/own-origin.ts";

/** What is checked of the frame that sent a message. */
export interface SenderFrame {
  readonly url: string;
}

/**
 * Whether a message comes from our own page in the top frame of a window of ours. `frame` is null when it navigated
 * away or was destroyed before the message arrived.
 */
export function isTrustedSender<Frame extends SenderFrame>(frame: Frame | null, topFrame: Frame): boolean {
  return frame !== null && frame === topFrame && isOwnUrl(frame.url);
}
