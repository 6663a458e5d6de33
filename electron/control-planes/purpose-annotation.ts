/**
 * Under this name the purpose of a branch stands in its annotation, which everybody who uses the project can read: written by
 * the adapter for Neon, read by it and by the API on loopback.
 */
export const purposeAnnotation = "steward-purpose";
