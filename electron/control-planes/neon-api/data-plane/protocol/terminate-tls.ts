import type { Socket } from "node:net";
import { type SecureContext, TLSSocket } from "node:tls";
import { LineEnded } from "./read-from.ts";

/** Takes the client's TLS itself: for what the proxy has to say or to read. Rejects with LineEnded. */
export async function terminateTls(socket: Socket, secureContext: SecureContext): Promise<TLSSocket> {
  const secured = new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: ["postgresql"] });
  // Faults of TLS come by this name on a socket that no tls.Server made; unheard they would leave the line open.
  secured.on("_tlsError", () => secured.destroy());
  secured.on("error", () => undefined);
  await new Promise<void>((resolve, reject) => {
    secured.once("secure", resolve);
    secured.once("close", () => reject(new LineEnded("The line ended during the TLS handshake.")));
  });
  return secured;
}
