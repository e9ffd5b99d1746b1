/** Names of a program as names of SQL. */
export function quoted(name: string): string {
  return `"${plainName(name)}"`;
}

export function plainName(name: string): string {
  return name.replace(/"/g, "");
}
