import { FileDown } from "lucide-react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { SchemaDocsFormat } from "../../../shared/schema-check/contract.ts";
import { useOperation } from "../../bridge/use-operation.ts";
import { asAppError } from "../../bridge/use-request.ts";
import { showToast } from "../../state/toasts.ts";
import { MenuButton } from "../../ui/controls/menu.tsx";
import { saveTextFile } from "../../ui/files/save-text-file.ts";

const formats: Readonly<
  Record<SchemaDocsFormat, { readonly label: string; readonly file: string; readonly type: string }>
> = {
  html: { label: "One page of HTML, with the diagram", file: "schema.html", type: "text/html" },
  markdown: { label: "Markdown", file: "schema.md", type: "text/markdown" },
  svg: { label: "The diagram as SVG", file: "schema.svg", type: "image/svg+xml" },
};

/** Saves a document of the whole schema. */
export function DocsMenu({ databaseRef }: { readonly databaseRef: DatabaseRef }) {
  const docs = useOperation("schemaCheck.docs");
  const save = async (format: SchemaDocsFormat) => {
    const { file, type } = formats[format];
    try {
      const { text, tables } = await docs.run({ ref: databaseRef, format });
      saveTextFile(file, text, type);
      showToast({ tone: "success", text: `${file} describes ${tables} tables.` });
    } catch (error) {
      const { code, message, hint } = asAppError(error);
      if (code !== "cancelled") showToast({ tone: "error", text: `No document was made. ${message} ${hint ?? ""}` });
    }
  };
  return (
    <MenuButton
      label={docs.state === "running" ? "Writing…" : "Document the schema"}
      icon={FileDown}
      variant="secondary"
      items={(["html", "markdown", "svg"] as const).map((format) => ({
        id: format,
        label: formats[format].label,
        isDisabled: docs.state === "running",
        onAction: () => void save(format),
      }))}
    />
  );
}
