import { readNeonHost } from "../../../../shared/connections/neon-host.ts";
import { Segmented } from "../../../ui/controls/segmented.tsx";
import "../connection-dialog.css";

interface PoolerFieldProps {
  readonly host: string;
  readonly onChange: (host: string) => void;
}

const ways = [
  { value: "direct", label: "Direct" },
  { value: "pooled", label: "Through the pooler" },
] as const;

/** For a host that has a twin: which of the two names is used, and what that means. Nothing for any other host. */
export function PoolerField({ host, onChange }: PoolerFieldProps) {
  const neon = readNeonHost(host);
  if (!neon) return null;
  return (
    <div className="connection-choice">
      <span className="connection-label">Way to the Neon compute</span>
      <Segmented
        label="Way to the Neon compute"
        value={neon.isPooled ? "pooled" : "direct"}
        options={ways}
        onChange={(way) => onChange(way === "pooled" ? neon.pooledHost : neon.directHost)}
      />
      <p className="connection-note">
        {neon.isPooled
          ? "The pooler lends a server for one transaction at a time: LISTEN, session advisory locks, SET, temporary tables and prepared statements do not stay with you. Steward reads through it, and takes the direct host for query tabs, edits, files and migrations."
          : "Each session has a server of its own. Where many clients share few connections, let Steward read through the pooler."}
      </p>
    </div>
  );
}
