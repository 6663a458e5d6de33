import { create } from "zustand";
import type { FileStanding } from "../../../shared/query-files/model.ts";

interface FileStandings {
  /** What became of the tabs' files, by tab; absent while nothing is known. */
  readonly standings: Readonly<Record<string, FileStanding>>;
  readonly set: (tabId: string, standing: FileStanding) => void;
}

/** What became of the files of the window's tabs since they were read or saved. */
export const useFileStandings = create<FileStandings>()((set) => ({
  standings: {},
  set: (tabId, standing) =>
    set(({ standings }) => (standings[tabId] === standing ? {} : { standings: { ...standings, [tabId]: standing } })),
}));
