/** libpq's variables (documentation, section 34.15) and the parameter that each stands for. */
const parameterOf: Readonly<Record<string, string>> = {
  PGHOST: "host",
  PGHOSTADDR: "hostaddr",
  PGPORT: "port",
  PGDATABASE: "dbname",
  PGUSER: "user",
  PGPASSWORD: "password",
  PGSSLMODE: "sslmode",
  PGSSLROOTCERT: "sslrootcert",
  PGSSLCERT: "sslcert",
  PGSSLKEY: "sslkey",
  PGCHANNELBINDING: "channel_binding",
  PGREQUIREAUTH: "require_auth",
  PGOPTIONS: "options",
};

/** The connection parameters that the variables of an environment give. */
export function readPgEnvironment(variable: (name: string) => string | undefined): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(parameterOf).flatMap(([name, parameter]) => {
      const value = variable(name);
      return value ? [[parameter, value] as const] : [];
    }),
  );
}
