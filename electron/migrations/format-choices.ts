import { z } from "zod";
import { type MigrationFormatId, migrationFormats } from "../../shared/migrations/model.ts";
import { readJsonFile, writeFileAtomically } from "../storage/atomic-file.ts";

const choicesSchema = z.strictObject({
  format: z.literal(1),
  choices: z.record(z.string(), z.strictObject({ folder: z.string(), format: z.enum(migrationFormats) })),
});

/** Which format a person chose for a connection's folder. A choice is for one folder: another one is looked at anew. */
export class FormatChoices {
  private readonly file: string;
  private writing: Promise<unknown> = Promise.resolve();

  constructor(file: string) {
    this.file = file;
  }

  /** Null where nothing was chosen for this folder. */
  async find(connectionId: string, folder: string): Promise<MigrationFormatId | null> {
    const choice = (await this.read()).choices[connectionId];
    return choice?.folder === folder ? choice.format : null;
  }

  /** Null takes a choice back. Rejects with `fileSystem`, `diskFull`. */
  async choose(connectionId: string, folder: string, format: MigrationFormatId | null): Promise<void> {
    const change = async () => {
      const { [connectionId]: _before, ...others } = (await this.read()).choices;
      const choices = format === null ? others : { ...others, [connectionId]: { folder, format } };
      await writeFileAtomically(this.file, `${JSON.stringify({ format: 1, choices }, null, 2)}\n`);
    };
    const result = this.writing.then(change, change);
    this.writing = result.catch(() => undefined); // the caller of `result` sees the error
    await result;
  }

  private read() {
    return readJsonFile(this.file, choicesSchema, { format: 1, choices: {} });
  }
}
