import { createHash, randomBytes } from "node:crypto";

const adjectives =
  `aged ancient autumn billowing bitter bold broad calm cold cool crimson curly damp dark dawn delicate divine dry
  empty falling flat floral fragrant frosty gentle green hidden holy icy jolly late lingering little lively long lucky misty morning
  muddy mute nameless noisy odd old orange patient plain polished proud purple quiet rapid raspy red restless rough round royal shiny
  shrill shy silent small snowy soft solitary sparkling spring square steep still summer super sweet throbbing tight tiny twilight
  wandering weathered white wild winter wispy withered yellow young`.split(/\s+/);
const nouns =
  `art band bar base bird block boat bonus bread breeze brook bush butterfly cake cell cherry cloud credit darkness dawn dew
  disk dream dust feather field fire firefly flower fog forest frog frost glade glitter grass hall hat haze heart hill king lab lake leaf
  limit math meadow mode moon morning mountain mouse mud night paper pine poetry pond queen rain recipe resonance rice river salad scene
  sea shadow shape silence sky smoke snow snowflake sound star sun sunset surf term thunder tooth tree truth union unit violet voice water
  waterfall wave wildflower wind wood`.split(/\s+/);

/** A new id as Neon makes them for branches: `br-quiet-fox-12345678`. */
export function makeBranchId(): string {
  return `br-${wordsOf(randomBytes(8))}`;
}

/** A new id as Neon makes them for projects: `quiet-fox-12345678`. */
export function makeProjectId(): string {
  return wordsOf(randomBytes(8));
}

/** The id of a branch's one endpoint, `ep-quiet-fox-12345678`: made from the branch's id, so that it stays the same. */
export function endpointIdOf(branchId: string): string {
  return `ep-${wordsOf(createHash("sha256").update(`endpoint of ${branchId}`).digest())}`;
}

function wordsOf(bytes: Buffer): string {
  const adjective = adjectives[bytes.readUInt16BE(0) % adjectives.length];
  const noun = nouns[bytes.readUInt16BE(2) % nouns.length];
  const digits = String(bytes.readUInt32BE(4) % 100_000_000).padStart(8, "0");
  return `${adjective}-${noun}-${digits}`;
}
