/** What a table of plain data says of a name that somebody else has chosen: every object has a `constructor`, too. */
export function ownProperty<V>(table: Readonly<Partial<Record<string, V>>>, name: string): V | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
