import { z } from "zod";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import type { Branch, Project } from "./model.ts";

const projectId = z.string().min(1).max(100);
const branchId = z.string().min(1).max(100);

/** Names are shown everywhere and become folder-free labels: one line, no control characters. */
export const branchNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(256)
  .regex(/^[^\p{Cc}\p{Cf}]+$/u);

/** Requests about projects and their branches. */
export const branchesContract = {
  "projects.list": declareRequest<readonly Project[]>()(z.strictObject({})),
  "branches.list": declareRequest<readonly Branch[]>()(z.strictObject({ projectId })),
  "branches.create": declareOperation<Branch>()(
    z.strictObject({
      projectId,
      parentId: branchId,
      name: branchNameSchema,
      /** Seconds until it is deleted by itself; null keeps it. */
      timeToLiveSeconds: z
        .int()
        .min(60)
        .max(60 * 60 * 24 * 365)
        .nullable(),
    }),
  ),
  "branches.start": declareOperation<Branch>()(z.strictObject({ projectId, branchId })),
  "branches.suspend": declareOperation<Branch>()(z.strictObject({ projectId, branchId })),
  /** `confirmName` must equal the branch's name. */
  "branches.delete": declareOperation<null>()(
    z.strictObject({ projectId, branchId, confirmName: z.string().max(256) }),
  ),
};
