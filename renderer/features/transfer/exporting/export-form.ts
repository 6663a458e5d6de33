import { type ExportFormatId, exportFormats } from "../../../../shared/transfer/export-formats.ts";
import type { ExportSource } from "../../../../shared/transfer/export-model.ts";
import {
  defaultExportOptions,
  type ExportOptions,
  refuseDelimitedOptions,
} from "../../../../shared/transfer/export-options.ts";
import { fileNameOf } from "../../../../shared/transfer/file-name.ts";

/** What the dialog asks for. `folder` is null until the first one is known. */
export interface ExportForm {
  readonly format: ExportFormatId;
  readonly options: ExportOptions;
  readonly folder: string | null;
  /** Without its extension, which the format gives. */
  readonly stem: string;
}

/** The form as it opens. */
export function emptyExportForm(title: string): ExportForm {
  return { format: "csv", options: defaultExportOptions, folder: null, stem: fileNameOf(title) };
}

/** What stands behind the file's stem. */
export function extensionOf({ format, options }: ExportForm): string {
  const { extension, isText } = exportFormats[format];
  return `.${extension}${options.isCompressed && isText ? ".gz" : ""}`;
}

/** The whole path: a file, or the folder when several tables go into it. Null while something is missing. */
export function targetOf(form: ExportForm, source: ExportSource): string | null {
  if (form.folder === null) return null;
  if (source.kind === "tables") return form.folder;
  const separator = form.folder.includes("\\") ? "\\" : "/";
  const folder = form.folder.endsWith(separator) ? form.folder : form.folder + separator;
  return form.stem.trim() === "" ? null : `${folder}${form.stem}${extensionOf(form)}`;
}

/** Why the options cannot be; null when they can. */
export function optionsProblem({ format, options }: ExportForm): string | null {
  if (!exportFormats[format].isDelimited) return null;
  if (options.delimiter === "" || options.quote === "") return "Delimiter and quote are one character each.";
  return refuseDelimitedOptions(format === "tsv" ? { ...options, delimiter: "\t" } : options);
}
