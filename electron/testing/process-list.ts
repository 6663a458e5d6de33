/** What `ps -o` is asked for. */
export const processFields = "pid=,ppid=,stat=,command=";

/** One line of `ps`. */
export interface ListedProcess {
  readonly pid: number;
  readonly parentPid: number;
  readonly state: string;
  readonly command: string;
}

/** Reads what `ps` printed. A watcher's command line holds its whole script, so one process may be many lines. */
export function parseProcessList(list: string): readonly ListedProcess[] {
  const processes = list.matchAll(/^ *(\d+) +(\d+) +(\S+) +([\s\S]*?)(?=\n *\d+ +\d+ +[A-Z]\S* |\n*$(?![\s\S]))/gm);
  return [...processes].map(([, pid, parentPid, state = "", command = ""]) => ({
    pid: Number(pid),
    parentPid: Number(parentPid),
    state,
    command,
  }));
}

/**
 * Ids of the wanted processes that work on a folder. A child that a server has just forked shows the server's command
 * line until it gives itself a title, so a process whose parent is wanted too is none of its own.
 */
export function findProcesses(
  folder: string,
  processes: readonly ListedProcess[],
  isWanted: (process: ListedProcess) => boolean,
): number[] {
  const found = processes.filter(
    (process) => process.command.includes(`-D ${folder}`) && !process.state.startsWith("Z") && isWanted(process),
  );
  const pids = new Set(found.map(({ pid }) => pid));
  return found.filter(({ parentPid }) => !pids.has(parentPid)).map(({ pid }) => pid);
}
