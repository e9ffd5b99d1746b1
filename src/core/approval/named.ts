/** Finds a name for an act whose command names no target: `prisma migrate reset` names no database. */
import type { Effect } from "../effects/effect.ts";

/** Returns whether the target is a phrase or only the kind of resource. */
export function isUnnamed({ resource, target }: Effect): boolean {
  return /\s/.test(target) || target === resource;
}

/** Returns the database that the effect reaches, as far as it is known. */
export function databaseOf({ at = [] }: Effect): { readonly database?: string; readonly host?: string } {
  return at.find(locator => locator.kind === "database") ?? {};
}
