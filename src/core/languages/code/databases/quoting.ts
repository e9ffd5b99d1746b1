/** Quotes names of a program as SQL identifiers. */
export function quoted(name: string): string {
  return `"${plainName(name)}"`;
}

export function plainName(name: string): string {
  return name.replace(/"/g, "");
}
