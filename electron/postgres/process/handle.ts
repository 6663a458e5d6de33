/** A running database process, whichever way the host starts one. Data ports are handed to it by the host itself. */
export interface DatabaseProcessHandle {
  readonly pid: number | undefined;
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (code: number | null) => void): void;
  kill(): void;
}
