import { isJsonObject, readExactJson } from "../../../shared/plans/json/exact-json.ts";

const hugeBytes = 64 * 1024 * 1024;

/** Whether a plan that was not run (EXPLAIN's JSON) expects a result of more than 64 MiB. */
export function isHugeResult(estimateJson: string): boolean {
  const plans = readExactJson(estimateJson);
  if (!Array.isArray(plans)) return false;
  return plans.filter(isJsonObject).some(({ Plan: root }) => {
    if (!isJsonObject(root)) return false;
    return Number(root["Plan Rows"] ?? 0) * Number(root["Plan Width"] ?? 0) > hugeBytes;
  });
}
