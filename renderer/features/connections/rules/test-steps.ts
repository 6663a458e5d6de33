import type { ConnectionTest } from "../../../../shared/connections/contract.ts";
import { type ConnectStep, connectSteps } from "../../../../shared/ipc/app-error.ts";
import type { ConnectionForm } from "./connection-form.ts";

/** One step of a failed test, as it is shown. */
export interface TestStep {
  readonly step: ConnectStep;
  readonly label: string;
  readonly state: "passed" | "failed" | "notReached";
}

const labels: Readonly<Record<ConnectStep, string>> = {
  tunnel: "SSH tunnel",
  name: "Host name",
  address: "Port",
  encryption: "Encryption",
  login: "Login",
  database: "Database",
};

/** How far a failed test got: every step that this form has, the failed one among them. */
export function testSteps(failed: ConnectStep, form: ConnectionForm): readonly TestStep[] {
  const isSocket = form.host.startsWith("/");
  const isAddress = /^[\d.]+$|:/.test(form.host.trim());
  const exists: Readonly<Record<ConnectStep, boolean>> = {
    tunnel: form.tunnel !== null,
    name: form.tunnel === null && !isSocket && !isAddress,
    address: form.tunnel === null,
    encryption: !isSocket && form.tls !== "disable" && form.tls !== "allow",
    login: true,
    database: true,
  };
  const at = connectSteps.indexOf(failed);
  return connectSteps
    .filter((step) => exists[step] || step === failed)
    .map((step) => {
      const place = connectSteps.indexOf(step);
      return { step, label: labels[step], state: place < at ? "passed" : place === at ? "failed" : "notReached" };
    });
}

const oldestMajor = 14;

/** What to know about a connection that works, one sentence each. */
export function testRemarks(found: ConnectionTest, form: ConnectionForm): readonly string[] {
  const major = Math.floor(found.versionNumber / 10_000);
  return [
    ...(found.isSuperuser ? ["This role is a superuser: privileges will not hold it back."] : []),
    ...(found.isEncrypted === false && form.tunnel === null && form.tls !== "disable" && !form.host.startsWith("/")
      ? ["The line is not encrypted: the server offers no TLS."]
      : []),
    ...(found.canCreate
      ? []
      : ["This role may not make schemas in this database: it can look and work on what it was granted."]),
    ...(found.isStandby ? ["This server is a standby: it takes no writes."] : []),
    ...(found.isPooled
      ? [
          "This host is a pooler: Steward reads through it, and takes the direct host for query tabs, edits and migrations.",
        ]
      : []),
    ...(major < oldestMajor ? [`PostgreSQL ${major} is older than ${oldestMajor}: some screens may not work.`] : []),
  ];
}
