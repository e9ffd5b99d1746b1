/** What an act goes by on a card when its words name nothing: `prisma migrate reset` names no database. */
import type { Effect } from "../effects/effect.ts";

/** A phrase, or nothing but the kind of thing. */
export function isUnnamed({ resource, target }: Effect): boolean {
  return /\s/.test(target) || target === resource;
}

/** The database that it reaches, as far as that is known. */
export function databaseOf({ at = [] }: Effect): { readonly database?: string; readonly host?: string } {
  return at.find(locator => locator.kind === "database") ?? {};
}
