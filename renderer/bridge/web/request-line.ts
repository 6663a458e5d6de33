import { AppError } from "../../../shared/ipc/app-error.ts";
import type { LineMessage, LineRequest, WireResponse } from "../../../shared/ipc/wire.ts";
import type { SendRequest } from "../requests.ts";
import type { TopicHub } from "../topic-hub.ts";
import type { Line, OpenLine } from "./line.ts";

/** Waits before the next try to connect, in milliseconds; the last one repeats. */
export const reconnectDelaysMs = [100, 250, 500, 1000, 2000, 5000] as const;

interface Waiting {
  resolve(response: WireResponse): void;
  reject(error: AppError): void;
}

/** Requests over one line that is opened again whenever it breaks. */
export interface RequestLine {
  readonly send: SendRequest;
  close(): void;
}

/**
 * Resolves when the line first stands. Rejects with `connectionFailed` when it cannot be opened at all. When it breaks
 * later, what waits rejects with `connectionLost`, because nobody knows whether it ran; then it is opened again.
 */
export function openRequestLine(openLine: OpenLine, path: string, topics: TopicHub): Promise<RequestLine> {
  const waiting = new Map<number, Waiting>();
  const state = { line: null as Line | null, lastId: 0, tries: 0, isClosed: false, hasStood: false };

  const send: SendRequest = (request) => {
    const { line } = state;
    if (!line) return Promise.reject(notConnected());
    const message: LineRequest = { id: ++state.lastId, request };
    return new Promise((resolve, reject) => {
      waiting.set(message.id, { resolve, reject });
      line.send(JSON.stringify(message));
    });
  };
  const close = () => {
    state.isClosed = true;
    state.line?.close();
  };

  return new Promise((resolve, reject) => {
    const connect = () => {
      const line = openLine(path, {
        onOpen: () => {
          state.line = line;
          state.tries = 0;
          if (state.hasStood) topics.emit("bridge.connection", { isConnected: true });
          state.hasStood = true;
          resolve({ send, close });
        },
        onMessage: (data) => receive(data, waiting, topics),
        onClose: () => {
          const wasOpen = state.line !== null;
          state.line = null;
          for (const { reject: fail } of waiting.values()) fail(lineBroke());
          waiting.clear();
          if (!state.hasStood) return reject(unreachable());
          if (state.isClosed) return;
          if (wasOpen) topics.emit("bridge.connection", { isConnected: false });
          setTimeout(connect, delayOf(state.tries++));
        },
      });
    };
    connect();
  });
}

function receive(data: string | ArrayBuffer, waiting: Map<number, Waiting>, topics: TopicHub): void {
  if (typeof data !== "string") return;
  const message = JSON.parse(data) as LineMessage; // our own host wrote it
  if (message.kind === "event") return topics.receive(message.topic, message.payload);
  waiting.get(message.id)?.resolve(message.response);
  waiting.delete(message.id);
}

/** A little random, so that several tabs do not knock at the same moment. */
function delayOf(tries: number): number {
  const delayMs = reconnectDelaysMs[Math.min(tries, reconnectDelaysMs.length - 1)] ?? 0;
  return delayMs * (0.8 + Math.random() * 0.4);
}

function lineBroke(): AppError {
  return new AppError("connectionLost", "The line to Steward broke before the answer came.", {
    hint: "It is opened again by itself. Look at what was done before you repeat a change.",
  });
}

function notConnected(): AppError {
  return new AppError("connectionLost", "Steward cannot be reached at the moment.", {
    hint: "Its terminal or service may have ended: start it again. This window connects by itself.",
  });
}

function unreachable(): AppError {
  return new AppError("connectionFailed", "This page cannot reach Steward.", {
    hint: "The link may be used up or Steward may have ended. Open the newest link that it printed.",
  });
}
