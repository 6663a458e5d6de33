import { Download } from "lucide-react";
import type { PlanRun } from "../../../../shared/plans/contract.ts";
import type { Plan } from "../../../../shared/plans/model.ts";
import { showToast } from "../../../state/toasts.ts";
import { MenuButton } from "../../../ui/controls/menu.tsx";
import { formatMs } from "../../../ui/display/format.ts";
import { saveFile } from "../../../ui/files/save-file.ts";
import { saveTextFile } from "../../../ui/files/save-text-file.ts";
import { usePlaceNames } from "../history/use-place-names.ts";
import { drawPlanPicture } from "./draw-plan.ts";
import { readPalette } from "./palette.ts";
import { writePlanPage } from "./plan-page.ts";
import { toPng } from "./to-png.ts";
import { toSvg } from "./to-svg.ts";

interface ExportMenuProps {
  readonly run: PlanRun;
  readonly plan: Plan;
  readonly totalMs: number | null;
}

/** Saves the plan to pass it on: a page to read, a picture to show, or what the server said. */
export function ExportMenu({ run, plan, totalMs }: ExportMenuProps) {
  const place = usePlaceNames(run)(run);
  const name = `plan-${run.at.slice(0, 16).replace(/\D/g, "")}`;
  const picture = () =>
    drawPlanPicture({ plan, totalMs, head: headOf(run, plan, place), palette: readPalette(), parts: "all" });
  const savePng = () => {
    toPng(picture()).then(
      (png) => saveFile(`${name}.png`, png),
      (error: unknown) => showToast({ tone: "error", text: `No picture was saved. ${String(error)} Save it as SVG.` }),
    );
  };
  return (
    <MenuButton
      label="Save the plan"
      icon={Download}
      isIconOnly
      items={[
        {
          id: "html",
          label: "Web page, with the statement and its constants",
          onAction: () =>
            saveTextFile(`${name}.html`, writePlanPage({ run, place, palette: readPalette() }), "text/html"),
        },
        {
          id: "svg",
          label: "Picture of the plan, SVG",
          onAction: () => saveTextFile(`${name}.svg`, toSvg(picture()), "image/svg+xml"),
        },
        { id: "png", label: "Picture of the plan, PNG", onAction: savePng },
        { id: "json", label: "What the server said", onAction: () => saveTextFile(`${name}.json`, run.raw) },
      ]}
    />
  );
}

function headOf(run: PlanRun, plan: Plan, place: string): readonly string[] {
  const time = plan.executionMs === null ? "Estimate" : formatMs(plan.executionMs);
  const where = `${place}, Postgres ${run.serverVersion.split(" ")[0] ?? ""}, ${run.at.slice(0, 16).replace("T", " ")} UTC`;
  return [`${time} on ${where}`, run.sql.replace(/\s+/g, " ").trim()];
}
