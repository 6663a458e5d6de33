import type { ScriptStatement } from "../../../../shared/comparison/script-model.ts";
import type { KnownSchema } from "../known-schema.ts";

/** What the online form has to know beside the statements. */
export interface OnlineSchemas {
  readonly from: KnownSchema;
  readonly to: KnownSchema;
  /** Major version of the server that the script is for. */
  readonly major: number;
}

/** One statement, and what may be used to put others in its place. */
export interface PlainStep {
  readonly statement: ScriptStatement;
  readonly schemas: OnlineSchemas;
  /** The table stands in the first schema already: it may have rows, and people may be at work on it. */
  isInUse(key: string): boolean;
}
