import { isJsonObject } from "../../json/exact-json.ts";
import { besideTree, kilobytes, type PlanRule, percent, severityOf } from "../subject.ts";

const minShare = 0.2;
const minMs = 5;

/** Turning the rows into text took a large part of the run; told by 17 and later with the option SERIALIZE. */
export const serializeCost: PlanRule = {
  code: "serialize-cost",
  find: (subject) => {
    const { Serialization: serialization } = subject.plan.properties;
    const ms = besideTree(serialization, "Time");
    const share = ms / (subject.totalMs ?? Number.POSITIVE_INFINITY);
    if (ms < minMs || share < minShare || !isJsonObject(serialization)) return [];
    const volume = serialization["Output Volume"];
    const size = typeof volume === "number" ? `${kilobytes(volume)} of ` : "";
    return [
      {
        code: "serialize-cost",
        severity: severityOf(subject, ms),
        subject: "Serialization",
        message: `Turning ${size}rows into what is sent took ${ms.toFixed(1)} ms, ${percent(share)} of the run; large values are fetched from TOAST here. Name the columns that are needed instead of all.`,
        evidence: { serializationMs: ms, outputKb: typeof volume === "number" ? volume : null },
        nodeId: null,
        savedMs: ms,
      },
    ];
  },
};
