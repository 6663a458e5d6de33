import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { z } from "zod";
import type { Intercept } from "../../control-planes/neon-api/http/http-server.ts";
import { distort, type Fault, faultSchema } from "./fault.ts";

/** A fault for the next requests that fit. */
const plannedSchema = z.strictObject({
  method: z.string().default("GET"),
  /** A regular expression over the path below the API's root. */
  path: z.string(),
  times: z.int().min(1).default(1),
  fault: faultSchema,
});
type PlannedFault = z.output<typeof plannedSchema>;

/** Faults of the Neon API on loopback: planned by tests in the same process, or over a port of its own by others. */
export class FaultInjection {
  private readonly planned: { readonly plan: PlannedFault; left: number }[] = [];

  /** Plans a fault; the first plan that fits a request and is not used up is taken. */
  plan(plan: z.input<typeof plannedSchema>): void {
    const parsed = plannedSchema.parse(plan);
    this.planned.push({ plan: parsed, left: parsed.times });
  }

  clear(): void {
    this.planned.length = 0;
  }

  /** How many faults that were planned have not come to pass. */
  get left(): number {
    return this.planned.reduce((sum, one) => sum + one.left, 0);
  }

  readonly intercept: Intercept = async ({ method, path }, response, handle) => {
    const found = this.planned.find(
      ({ plan, left }) => left > 0 && plan.method === method && new RegExp(`^${plan.path}$`).test(path),
    );
    if (!found) return await handle();
    found.left--;
    return await inject(found.plan.fault, response, handle);
  };
}

async function inject(fault: Fault, response: ServerResponse, handle: Parameters<Intercept>[2]) {
  switch (fault.kind) {
    case "status": {
      if (fault.retryAfter !== undefined) response.setHeader("Retry-After", fault.retryAfter);
      return sendJson(response, fault.status, { code: "", message: fault.message });
    }
    case "html": {
      response.writeHead(fault.status, { "Content-Type": "text/html; charset=UTF-8" });
      response.end("<!DOCTYPE html><html><head><title>A timeout occurred</title></head><body>Error</body></html>");
      return "answered" as const;
    }
    case "lost": {
      await handle();
      response.destroy();
      return "answered" as const;
    }
    case "delay": {
      await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
      return await handle();
    }
    default: {
      const reply = distort(fault, await handle());
      return sendJson(response, reply.status, reply.body);
    }
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): "answered" {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
  return "answered";
}

/** The admin port: `POST /faults` plans one, `DELETE /faults` takes all back, `GET /faults` says how many are left. */
export async function startFaultAdmin(
  faults: FaultInjection,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const answer = async (): Promise<number> => {
      if (request.url !== "/faults") return 404;
      if (request.method === "DELETE") faults.clear();
      if (request.method === "POST") {
        let text = "";
        for await (const chunk of request) text += String(chunk);
        faults.plan(plannedSchema.parse(JSON.parse(text)));
      }
      return 200;
    };
    void answer()
      .catch(() => 400) // not a fault that can be planned
      .then((status) => sendJson(response, status, { left: faults.left }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has a port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
