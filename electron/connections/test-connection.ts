import type { ConnectionTest, ServerFields } from "../../shared/connections/contract.ts";
import { readNeonHost } from "../../shared/connections/neon-host.ts";
import { timeoutsOf } from "../../shared/connections/timeouts.ts";
import { AppError, type ConnectStep, isAppError } from "../../shared/ipc/app-error.ts";
import type { Progress } from "../../shared/ipc/declare.ts";
import { openSession } from "../postgres/connect.ts";
import type { Vault } from "../storage/vault.ts";
import { serverParameters } from "./server-parameters.ts";
import type { TunnelSources } from "./ssh/resolve-tunnel.ts";

/** Who waits for a test. */
export interface TestContext {
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

const stepWords: Readonly<Record<ConnectStep, string>> = {
  tunnel: "Opening the SSH tunnel",
  name: "Looking up the host",
  address: "Reaching the port",
  encryption: "Encrypting",
  login: "Logging in",
  database: "Asking the database",
};

const question = `
SELECT pg_catalog.current_setting('server_version'), pg_catalog.current_setting('server_version_num'),
       pg_catalog.current_setting('is_superuser'), current_user,
       (SELECT ssl FROM pg_catalog.pg_stat_ssl WHERE pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid()),
       pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE'),
       pg_catalog.pg_is_in_recovery()`;

/**
 * One short read-only session with the given fields; changes nothing. Rejects as `openSession` does, each error with
 * the step that failed in `connectStep`. Each step has the connection's time-out for connecting.
 */
export async function testConnection(
  fields: ServerFields,
  password: string | undefined,
  sources: TunnelSources & { readonly vault: Vault },
  { signal, report }: TestContext,
): Promise<ConnectionTest> {
  const neon = readNeonHost(fields.host);
  const reached = { step: fields.tunnel ? "tunnel" : "name" } as { step: ConnectStep };
  const onStep = (step: ConnectStep) => {
    reached.step = step;
    const wakes = step === "login" && neon ? " (a suspended compute wakes first)" : "";
    report({ step: `${stepWords[step]}${wakes}` });
  };
  const startedAt = performance.now();
  try {
    const parameters = await serverParameters(fields, password, sources);
    const options = {
      purpose: "connection test",
      connectTimeoutMs: timeoutsOf(fields.environment, fields.host, fields.timeouts).connectMs,
      settings: { default_transaction_read_only: "on", statement_timeout: "10s" },
      signal,
    };
    const session = await openSession(parameters, options, undefined, onStep);
    try {
      onStep("database");
      const answer = await session.query(question, [], { maxRows: 1, signal });
      const [version, number, isSuperuser, user, isEncrypted, canCreate, isStandby] = answer.rows[0] ?? [];
      return {
        serverVersion: version ?? "",
        versionNumber: Number(number),
        connectMs: performance.now() - startedAt,
        user: user ?? fields.user,
        isSuperuser: isSuperuser === "on",
        isEncrypted: isEncrypted == null ? null : isEncrypted === "t",
        canCreate: canCreate === "t",
        isStandby: isStandby === "t",
        isPooled: neon?.isPooled ?? false,
      };
    } finally {
      await session.close();
    }
  } catch (error) {
    if (!isAppError(error) || error.code === "cancelled") throw error;
    const connectStep = error.code === "notFound" ? "database" : reached.step;
    throw new AppError(error.code, error.message, { ...error.details, connectStep });
  }
}
