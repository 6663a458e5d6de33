const flags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How every browser here is started: without a sandbox for root, who cannot have one. */
export function chromiumFlags(): readonly string[] {
  return process.getuid?.() === 0 ? [...flags, "--no-sandbox"] : flags;
}
