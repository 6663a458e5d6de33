import type { Connection } from "../../../shared/connections/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { WriteSession } from "../../postgres/session.ts";

/**
 * Refuses a session that a pooler lends by the transaction: neither the apply lock nor the time-outs would hold there.
 * A pooler greets with a process id of its own, and may answer two statements by two servers. A project's control plane
 * always names its direct address, and proxies of Neon greet with their own ids too: there the name alone counts.
 */
export async function refusePooler(session: WriteSession, { target }: Connection): Promise<void> {
  const pids: (string | null | undefined)[] = [];
  for (let asked = 0; asked < 3; asked++)
    pids.push((await session.execute("SELECT pg_catalog.pg_backend_pid()")).rows[0]?.[0]);
  const isLent = new Set(pids).size > 1;
  const isGreetedByOther =
    target.kind === "server" && !isNeonHost(target.host) && pids[0] !== String(session.backendPid);
  if (!isLent && !isGreetedByOther) return;
  throw new AppError("refused", "This connection leads through a pooler, which cannot hold the apply lock.", {
    hint: "Give the connection the server's own address and port. Reading through the pooler is fine; applying is not.",
  });
}

function isNeonHost(host: string): boolean {
  return /\.neon\.(tech|build)$/i.test(host);
}
