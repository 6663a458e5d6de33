/** What was read, or why it could not be: unreadable is never shown as empty. */
export type Reading<T> =
  | { readonly state: "readable"; readonly value: T }
  | { readonly state: "unreadable"; readonly message: string; readonly hint?: string };
