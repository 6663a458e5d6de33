import type { ReactNode } from "react";
import type { Reading } from "../../../../shared/catalog/model.ts";
import type { MonitorSample, ServerProgress } from "../../../../shared/monitor/model.ts";
import { dayAndTime } from "../../../ui/display/day-and-time.ts";
import { formatAmount, formatBytes, formatCount, formatMs, formatPercent } from "../../../ui/display/format.ts";
import { KeyValueList } from "../../../ui/display/key-value.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { PanelSection } from "../../../ui/frame/section.tsx";
import { DataTable } from "../../../ui/tables/data-table.tsx";
import { durationText } from "../monitor-words.ts";

/** Long commands, checkpoints, I/O, replication and what else concerns the whole server. */
export function ServerPanel({ sample }: { readonly sample: MonitorSample }) {
  return (
    <div className="monitor-server">
      <PanelSection title="Long commands">
        <Readable reading={sample.progress}>
          {(commands) =>
            commands.length === 0 ? (
              <Nothing text="No VACUUM, index build, ANALYZE, COPY or backup runs." />
            ) : (
              <Commands commands={commands} />
            )
          }
        </Readable>
      </PanelSection>
      <PanelSection title="Server">
        <ServerFacts sample={sample} />
      </PanelSection>
      <PanelSection title="Checkpoints and write-ahead log, since their statistics were reset">
        <Readable reading={sample.writes}>
          {(writes) => (
            <KeyValueList
              items={[
                { key: "By time", value: formatCount(writes.timedCheckpoints) },
                { key: "On request", value: formatCount(writes.requestedCheckpoints) },
                {
                  key: "Written in them",
                  value: `${formatBytes(writes.checkpointBuffers * sample.server.blockBytes)} in ${formatMs(writes.checkpointWriteMs)}`,
                },
                { key: "Log written", value: formatBytes(writes.walBytes) },
                { key: "Full pages in it", value: formatCount(writes.walFullPageImages) },
                { key: "Log buffers were full", value: formatAmount(writes.walBuffersFull, "time") },
              ]}
            />
          )}
        </Readable>
      </PanelSection>
      <PanelSection title="Replication">
        <ReplicationFacts sample={sample} />
      </PanelSection>
      <PanelSection title="Prepared transactions">
        <Readable reading={sample.prepared}>
          {(prepared) =>
            prepared.length === 0 ? (
              <Nothing text="None is waiting to be ended." />
            ) : (
              <KeyValueList
                items={prepared.map(({ name, owner, database, ageSeconds }) => ({
                  key: visibleName(name),
                  value: `${visibleName(owner)} on ${visibleName(database)}, ${durationText(ageSeconds)} old`,
                }))}
              />
            )
          }
        </Readable>
      </PanelSection>
      <PanelSection title="Input and output by kind of process, since the statistics were reset">
        <Readable reading={sample.io}>
          {(kinds) => (
            <DataTable
              label="Input and output"
              rows={kinds}
              rowKey={({ backendType, context }) => `${backendType} ${context}`}
              columns={[
                {
                  id: "kind",
                  header: "Process",
                  cell: ({ backendType }) => backendType,
                  sortBy: ({ backendType }) => backendType,
                },
                { id: "context", header: "For", cell: ({ context }) => context, sortBy: ({ context }) => context },
                {
                  id: "read",
                  header: "Read",
                  isNumeric: true,
                  cell: ({ readBytes }) => formatBytes(readBytes),
                  sortBy: ({ readBytes }) => readBytes,
                },
                {
                  id: "written",
                  header: "Written",
                  isNumeric: true,
                  cell: ({ writtenBytes }) => formatBytes(writtenBytes),
                  sortBy: ({ writtenBytes }) => writtenBytes,
                },
                {
                  id: "extended",
                  header: "Added",
                  isNumeric: true,
                  cell: ({ extendedBytes }) => formatBytes(extendedBytes),
                  sortBy: ({ extendedBytes }) => extendedBytes,
                },
                {
                  id: "hits",
                  header: "Hits",
                  isNumeric: true,
                  cell: ({ hits }) => formatCount(hits),
                  sortBy: ({ hits }) => hits,
                },
                {
                  id: "evictions",
                  header: "Evicted",
                  isNumeric: true,
                  cell: ({ evictions }) => formatCount(evictions),
                  sortBy: ({ evictions }) => evictions,
                },
              ]}
            />
          )}
        </Readable>
      </PanelSection>
    </div>
  );
}

interface ReadableProps<T> {
  readonly reading: Reading<T>;
  readonly children: (value: T) => ReactNode;
}

/** A part of a look, or why it could not be read. */
function Readable<T>({ reading, children }: ReadableProps<T>) {
  if (reading.state === "readable") return children(reading.value);
  return <Nothing text={`Not readable: ${reading.message}${reading.hint === undefined ? "" : ` ${reading.hint}`}`} />;
}

function Nothing({ text }: { readonly text: string }) {
  return <p className="monitor-note muted">{text}</p>;
}

function Commands({ commands }: { readonly commands: readonly ServerProgress[] }) {
  return (
    <ul className="monitor-commands">
      {commands.map((command) => {
        const { pid, relation, phase, done, total, unit } = command;
        const share = done !== null && total ? Math.min(1, done / total) : null;
        return (
          <li key={`${pid} ${command.command}`}>
            <span>
              <b>{command.detail ?? command.command}</b> {visibleName(relation ?? "")}{" "}
              <span className="muted">
                process {pid}: {phase}
                {done !== null && `, ${formatCount(done)}${total ? ` of ${formatCount(total)}` : ""} ${unit}`}
              </span>
            </span>
            {share !== null && (
              <span className="monitor-progress">
                <progress aria-label={`${command.command}, ${phase}`} value={share} max={1} /> {formatPercent(share)}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function ServerFacts({ sample: { server, counters } }: { readonly sample: MonitorSample }) {
  const { oldestXidAge, freezeMaxAge } = server;
  return (
    <KeyValueList
      items={[
        { key: "PostgreSQL", value: server.version },
        { key: "Started", value: dayAndTime(server.startedAt) },
        {
          key: "Oldest transaction",
          value: `${formatCount(oldestXidAge)} transactions back (${formatPercent(oldestXidAge / freezeMaxAge)} of what forces a freeze)`,
        },
        { key: "Deadlocks", value: formatCount(counters.deadlocks) },
        { key: "Cancelled by conflicts", value: formatCount(counters.conflicts) },
        { key: "Temporary files", value: formatBytes(counters.temporaryBytes) },
        { key: "Counted since", value: counters.resetAt === null ? "the first start" : dayAndTime(counters.resetAt) },
      ]}
    />
  );
}

function ReplicationFacts({ sample }: { readonly sample: MonitorSample }) {
  return (
    <Readable reading={sample.replication}>
      {({ isInRecovery, replayDelaySeconds, followers, slots }) => (
        <>
          {isInRecovery && (
            <Nothing
              text={`This server follows another; last replayed transaction ${durationText(replayDelaySeconds) || "unknown"} ago.`}
            />
          )}
          {!isInRecovery && followers.length === 0 && slots.length === 0 && (
            <Nothing text="Nobody follows this server, and no slot keeps its log." />
          )}
          <KeyValueList
            items={[
              ...followers.map((follower) => ({
                key: visibleName(follower.application || (follower.clientAddress ?? "follower")),
                value: `${follower.state ?? "unknown"}, ${follower.synchronous ?? "unknown"}, ${follower.behindBytes === null ? "position unknown" : `${formatBytes(follower.behindBytes)} behind`}`,
              })),
              ...slots.map((slot) => ({
                key: visibleName(slot.name),
                value: `${slot.kind} slot, ${slot.isActive ? "in use" : "nobody reads it"}, keeps ${slot.keptBytes === null ? "nothing yet" : formatBytes(slot.keptBytes)}${slot.walStatus === null ? "" : ` (${slot.walStatus})`}`,
              })),
            ]}
          />
        </>
      )}
    </Readable>
  );
}
