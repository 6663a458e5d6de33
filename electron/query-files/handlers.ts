import { join } from "node:path";
import type { queryFilesContract } from "../../shared/query-files/contract.ts";
import { isQueryFile } from "../../shared/query-files/model.ts";
import type { Handlers } from "../ipc/handlers.ts";
import { listFolder } from "../storage/list-folder.ts";
import { Places } from "./places.ts";
import { QueryFiles } from "./query-files.ts";

/** Answers the requests about queries that are kept as files. */
export function createQueryFilesHandlers({
  dataFolder,
}: {
  readonly dataFolder: string;
}): Handlers<typeof queryFilesContract> {
  const files = new QueryFiles(dataFolder);
  const places = new Places(join(dataFolder, "query-files.json"), dataFolder);
  return {
    "queryFiles.folder": async ({ path }) => {
      if (path !== null) return await listFolder(path, dataFolder, isQueryFile);
      const { favourites } = await places.read();
      return favourites.kind === "folder" ? favourites.listing : await listFolder(null, dataFolder, isQueryFile);
    },
    "queryFiles.open": async ({ path }) => {
      const opened = await files.open(path);
      await places.remember(opened.path);
      return opened;
    },
    "queryFiles.save": async (request) => {
      const outcome = await files.save(request);
      if (outcome.kind === "saved") await places.remember(outcome.path);
      return outcome;
    },
    "queryFiles.check": ({ files: asked }) => Promise.all(asked.map((file) => files.check(file))),
    "queryFiles.places": () => places.read(),
    "queryFiles.setFavourites": async ({ path }) => {
      await places.setFavourites(path);
      return null;
    },
    "queryFiles.forget": async ({ path }) => {
      await places.forget(path);
      return null;
    },
  };
}
