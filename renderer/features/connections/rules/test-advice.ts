import { isLocalHost } from "../../../../shared/connections/tls-modes.ts";
import type { AppError } from "../../../../shared/ipc/app-error.ts";
import type { ConnectionForm } from "./connection-form.ts";

/** What to try after a failed test, beside what the error itself says: steps that fit the form. */
export function testAdvice(error: AppError, form: ConnectionForm, hasSavedPassword: boolean): readonly string[] {
  switch (error.code) {
    case "connectionFailed":
    case "timeout":
      return reachAdvice(form);
    case "authenticationFailed":
      return [
        form.password === "" && !hasSavedPassword
          ? "No password was given; type one."
          : "Type the password again; a copied one may carry a blank.",
        `Ask whether the role ${form.user} may log in to ${form.database} from here (pg_hba.conf).`,
      ];
    case "tlsFailed":
      return [
        "Check that the host is spelled as in the server's certificate.",
        form.tls === "disable"
          ? "The server may insist on encryption: choose an encrypted mode."
          : "A server with a certificate of its own making cannot be verified. Install its authority on this machine rather than choosing an unverified mode.",
      ];
    case "sql":
      return error.details.postgres?.sqlstate === "3D000"
        ? [`There is no database ${form.database}; names mind upper and lower case.`]
        : [];
    default:
      return [];
  }
}

function reachAdvice(form: ConnectionForm): readonly string[] {
  const local = isLocalHost(form.host);
  return [
    local
      ? `Check that Postgres runs on this machine and listens on port ${form.port}.`
      : `Check host and port (${form.host.trim()}:${form.port}), and whether a VPN or tunnel must be up.`,
    local
      ? "On a machine with several servers each has its own port."
      : "A firewall that drops packets looks like a time-out; the server's administrator knows who may come in.",
  ];
}
