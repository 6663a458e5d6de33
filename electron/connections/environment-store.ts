import { join } from "node:path";
import { z } from "zod";
import {
  defaultEnvironmentRules,
  type EnvironmentRules,
  environmentRulesSchema,
} from "../../shared/connections/environments.ts";
import { readJsonFile, writeFileAtomically } from "../storage/atomic-file.ts";

const fileSchema = z.strictObject({ format: z.literal(1), environments: environmentRulesSchema });

/** How environments look and are guarded. Main keeps it, because a guard decides what may be sent. */
export class EnvironmentStore {
  private readonly file: string;
  private known: EnvironmentRules | null = null;

  constructor(dataFolder: string) {
    this.file = join(dataFolder, "environments.json");
  }

  /** Rejects with `fileSystem` for a file that cannot be understood: a guard is never guessed. */
  async read(): Promise<EnvironmentRules> {
    const fallback = { format: 1 as const, environments: defaultEnvironmentRules };
    this.known ??= (await readJsonFile(this.file, fileSchema, fallback)).environments;
    return this.known;
  }

  /** Rejects with `diskFull` or `fileSystem`; then the old rules hold. */
  async write(environments: EnvironmentRules): Promise<void> {
    await writeFileAtomically(this.file, `${JSON.stringify({ format: 1, environments }, null, 2)}\n`);
    this.known = environments;
  }
}
