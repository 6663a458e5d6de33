import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { SchemaCheckReport, SchemaException, SchemaFinding } from "../../../shared/schema-check/model.ts";
import { useBridge } from "../../bridge/use-bridge.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { changeReport } from "./rules/change-report.ts";
import type { ListedFinding } from "./rules/group-findings.ts";

/** Nobody wakes a compute only by coming back to the screen. */
const staleMs = 10 * 60_000;

/** The check of a database; asked again only by hand. */
export function useSchemaCheck(ref: DatabaseRef) {
  return useRequest("schemaCheck.run", { ref }, { staleMs });
}

/** All findings of a report in one list, the accepted ones marked. */
export function useListedFindings(report: SchemaCheckReport | undefined): readonly ListedFinding[] {
  return useMemo(
    () => [
      ...(report?.findings ?? []).map((finding) => ({ finding, exception: null })),
      ...(report?.excepted ?? []).map(({ finding, exception }) => ({ finding, exception })),
    ],
    [report],
  );
}

/** Accepts findings and takes that back. Both reject with an AppError; the report that is shown follows at once. */
export function useExceptions(ref: DatabaseRef) {
  const bridge = useBridge();
  const client = useQueryClient();
  const show = (change: (known: readonly SchemaException[]) => readonly SchemaException[]) =>
    client.setQueryData<SchemaCheckReport>(["schemaCheck.run", { ref }], (report) =>
      report ? changeReport(report, change) : report,
    );
  return {
    accept: async ({ code, subject }: SchemaFinding, reason: string) => {
      await bridge.request("schemaCheck.except", { ref, code, subject, reason });
      const exception = { code, subject, reason, at: new Date().toISOString() };
      show((known) => [...known, exception]);
    },
    takeBack: async ({ code, subject }: Pick<SchemaException, "code" | "subject">) => {
      await bridge.request("schemaCheck.takeBack", { ref, code, subject });
      show((known) => known.filter((other) => other.code !== code || other.subject !== subject));
    },
  };
}
