import type { Severity } from "../../../../shared/findings/model.ts";
import type { QueryOrderId } from "../../../../shared/queries/orders.ts";
import type { OutputFormat } from "../../output.ts";

/** What the verb takes. */
export interface SlowOptions {
  readonly connection?: string;
  readonly branch?: string;
  readonly database?: string;
  readonly since?: string;
  readonly wait?: number;
  readonly allDatabases?: boolean;
  readonly text?: string;
  readonly order: QueryOrderId;
  readonly limit: number;
  readonly failOn: Severity;
  readonly format: OutputFormat;
}
