/** Collects the values of one statement; every mention gets a number of its own. */
export class Parameters {
  readonly values: (string | null)[] = [];

  /** Adds a value and gives the SQL that names it. `castType` must be a type's SQL that the server printed. */
  add(value: string | null, castType: string): string {
    this.values.push(value);
    return `$${this.values.length}::${castType}`;
  }
}
