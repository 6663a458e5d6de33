/** A hash as a person compares it: groups of four, the middle left out (`9f3c 71ab 04d2 … e07d`). */
export function groupedHash(hash: string): string {
  if (hash.length <= 16) return hash;
  return `${hash.slice(0, 4)} ${hash.slice(4, 8)} ${hash.slice(8, 12)} … ${hash.slice(-4)}`;
}

/** A hash in running text: `9f3c…e07d`. */
export function shortHash(hash: string): string {
  return hash.length <= 8 ? hash : `${hash.slice(0, 4)}…${hash.slice(-4)}`;
}

/** The first part of a request's id, by which lists and people name it. */
export function shortId(id: string): string {
  return id.split("-")[0] ?? id;
}

/** A migration's name as a title: `add_run_index` gives "Add run index". */
export function titleOf(name: string): string {
  const words = name.replaceAll(/[_-]+/g, " ").trim();
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
