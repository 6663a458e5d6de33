import { Download } from "lucide-react";
import type { RehearsalReport } from "../../../../../shared/changes/model.ts";
import { renderHtml, renderMarkdown } from "../../../../../shared/changes/report/render-report.ts";
import { reportSections } from "../../../../../shared/changes/report/report-sections.ts";
import { MenuButton } from "../../../../ui/controls/menu.tsx";
import { saveTextFile } from "../../../../ui/files/save-text-file.ts";

/** Saves the report to pass it on: for reading, or as it is hashed. */
export function SaveReport({ report }: { readonly report: RehearsalReport }) {
  const name = `rehearsal-${report.migrationIds[0] ?? "report"}-${report.hash.slice(0, 8)}`;
  const { hash, ...hashed } = report;
  return (
    <MenuButton
      label="Save the report"
      icon={Download}
      isIconOnly
      items={[
        {
          id: "md",
          label: "Markdown",
          onAction: () => saveTextFile(`${name}.md`, renderMarkdown(reportSections(report)), "text/markdown"),
        },
        {
          id: "html",
          label: "Web page",
          onAction: () => saveTextFile(`${name}.html`, renderHtml(reportSections(report)), "text/html"),
        },
        {
          id: "json",
          label: `JSON, sha256 ${hash.slice(0, 8)}`,
          onAction: () => saveTextFile(`${name}.json`, JSON.stringify(hashed)),
        },
      ]}
    />
  );
}
