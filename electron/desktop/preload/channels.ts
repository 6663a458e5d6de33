/** Names of the messages between preload and main. The page never sees them. */
export const channels = {
  request: "steward:request",
  topic: "steward:topic",
  dataPort: "steward:data-port",
} as const;

/** Main's arguments for `channels.dataPort`. `documentId` is made by the preload, new for each load of the page. */
export interface DataPortRequest {
  readonly documentId: string;
  readonly connectionId: string;
}
