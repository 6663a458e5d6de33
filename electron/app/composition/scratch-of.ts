import { join } from "node:path";
import type { ComparisonDependencies } from "../../comparison/handlers.ts";
import { openLocalScratch } from "../../comparison/scratch/local-scratch.ts";
import { openServerScratch } from "../../comparison/scratch/server-scratch.ts";
import type { AppParts } from "./open-parts.ts";

/** Where comparisons make databases that are thrown away. */
export function scratchOf({
  platform,
  databases,
  resolve,
  scratchSessions: sessions,
  statements,
}: AppParts): ComparisonDependencies["scratchOf"] {
  const binariesFolder = join(platform.dataFolder, "postgres");
  return (place, ref) => (signal) =>
    place === "computer"
      ? openLocalScratch({ binariesFolder, sessions }, signal)
      : openServerScratch(
          { databases, ref, resolve, sessions, observe: (of, record) => statements.add(of, record) },
          signal,
        );
}
