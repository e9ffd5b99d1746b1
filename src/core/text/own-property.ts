/** Looks a name that somebody else has chosen up in a table, without what every object inherits (`constructor`). */
export function ownProperty<V>(table: Readonly<Partial<Record<string, V>>>, name: string): V | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
