/** The product's version. A test keeps it equal to that of package.json. */
export const VERSION = "0.1.0";

/** Compares two versions (`1.2.3`; anything after the numbers is ignored). Negative when `a` is older. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map(text => text.split(/[.+-]/, 3).map(part => Number.parseInt(part, 10) || 0));
  for (let i = 0; i < 3; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
