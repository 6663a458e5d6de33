import type { Duplex } from "node:stream";
import { AppError } from "../../../shared/ipc/app-error.ts";

/** Resolves with the event; rejects when the socket fails or closes first. */
export function once(socket: Duplex, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (action: () => void) => {
      socket.removeListener(event, onEvent);
      socket.removeListener("error", onError);
      socket.removeListener("close", onClose);
      action();
    };
    const onEvent = () => done(resolve);
    const onError = (error: Error) => done(() => reject(error));
    const onClose = () => done(() => reject(new Error("The server closed the connection.")));
    socket.once(event, onEvent).once("error", onError).once("close", onClose);
  });
}

/** The first bytes of an answer; the socket is paused behind them. */
export function firstBytes(socket: Duplex): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const onData = (bytes: Buffer) => {
      socket.pause();
      socket.removeListener("close", onClose);
      resolve(bytes);
    };
    const onClose = () => reject(new Error("The server closed the connection."));
    socket.once("data", onData).once("close", onClose).once("error", reject);
  });
}

/** `work`, given up after `timeoutMs` (AppError `timeout`) or when the user cancels. */
export function bounded<T>(work: Promise<T>, timeoutMs: number, where: string, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => finish(() => reject(new AppError("cancelled", "Connecting was cancelled.")));
    const timer = setTimeout(
      () =>
        finish(() =>
          reject(
            new AppError("timeout", `${where} did not answer within ${timeoutMs / 1000} s.`, {
              hint: "Check host, port and firewall; a suspended compute may need longer.",
            }),
          ),
        ),
      timeoutMs,
    );
    const finish = (action: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      action();
    };
    work.then(
      (value) => finish(() => resolve(value)),
      (error: unknown) => finish(() => reject(error)),
    );
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
  });
}
