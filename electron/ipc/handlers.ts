import type { Contract, OutputOf, ParsedInputOf, Progress } from "../../shared/ipc/declare.ts";

/** What every handler gets beside its input. `signal` aborts on cancel, on a closed window and on shutdown. */
export interface RequestContext {
  readonly signal: AbortSignal;
  /** Reports progress of an operation; does nothing for a plain request. */
  readonly report: (progress: Progress) => void;
  /** The window or browser tab that asks. */
  readonly clientId: string;
}

/** The handlers of a contract: a missing one, or a wrong output, does not compile. */
export type Handlers<C extends Contract> = {
  readonly [Channel in keyof C]: (
    input: ParsedInputOf<C[Channel]>,
    context: RequestContext,
  ) => Promise<OutputOf<C[Channel]>>;
};
