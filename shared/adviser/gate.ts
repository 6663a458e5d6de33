import type { Measured } from "./model.ts";

const maxBuffersShare = 0.5;
const maxTimeShare = 0.7;
const maxTriggerShare = 0.5;
/** Fewer triggers' milliseconds than this are not told from noise. */
const minTriggerMs = 0.5;

/**
 * Whether an index has proven itself: at most half of the pages and at most 70 % of the time, or half of the triggers'
 * time. Neither cost nor the planner's use of an index is asked: both accept indexes that save nothing.
 */
export function passesGate(before: Measured, after: Measured): boolean {
  return (passesBuffers(before, after) && after.ms <= maxTimeShare * before.ms) || halvesTriggers(before, after);
}

/** The part of the gate that does not depend on how busy the machine is. */
export function passesBuffers(before: Measured, after: Measured): boolean {
  return after.buffers <= maxBuffersShare * before.buffers;
}

/** Whether the checks of foreign keys take at most half of their time. */
export function halvesTriggers(before: Measured, after: Measured): boolean {
  return before.triggerMs >= minTriggerMs && after.triggerMs <= maxTriggerShare * before.triggerMs;
}
