/** The one message of this host on the line to a database process: a window's data port comes with it. */
export interface DataPortAttachment {
  readonly kind: "dataPort";
  readonly clientId: string;
}

/** Whether a message brings a data port. */
export function isDataPortAttachment(message: unknown): message is DataPortAttachment {
  return (
    typeof message === "object" &&
    message !== null &&
    "kind" in message &&
    message.kind === "dataPort" &&
    "clientId" in message &&
    typeof message.clientId === "string"
  );
}
