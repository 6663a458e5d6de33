import type { CompletionColumns, CompletionNames } from "../../../../shared/catalog/model.ts";

/** Where completion gets names from; null while they cannot be read, so that only keywords are offered. */
export interface CompletionSource {
  names(): Promise<CompletionNames | null>;
  columns(
    relations: readonly { readonly schema: string | null; readonly name: string }[],
  ): Promise<readonly CompletionColumns[]>;
}
