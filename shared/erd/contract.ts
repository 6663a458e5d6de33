import { z } from "zod";
import { databaseRefSchema } from "../databases/model.ts";
import { declareRequest } from "../ipc/declare.ts";
import type { Diagram } from "./model.ts";

/** Requests about entity-relationship diagrams. They read the catalog only. */
export const erdContract = {
  /** The tables of schemas with their foreign keys, partitions left out. Unknown schemas have no tables. */
  "erd.read": declareRequest<Diagram>()(
    z.strictObject({ ref: databaseRefSchema, schemas: z.array(z.string().min(1).max(1000)).min(1).max(200) }),
  ),
};
