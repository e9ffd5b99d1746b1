/** Describes publishing and withdrawing in the words of a card. */
import type { EffectTemplate, Table } from "../../core/kit/table.ts";

/** One tool by its name; `programs`: its programs, if they have other names. */
export type Tool = Omit<Table, "examples" | "id" | "programs"> & { readonly programs?: readonly string[] };

export const INSTEAD = "Prepare the release, and let the person publish it.";
export const INSTEAD_OF_WITHDRAWING = "Publish a fixed version instead, and let the person withdraw the old one.";

export const publishes = (says: string, more: Partial<EffectTemplate> = {}): EffectTemplate => ({
  verb: "publish",
  resource: "package",
  says,
  instead: INSTEAD,
  ...more,
});

/** Describes a withdrawal, which breaks whoever builds on the version. A yank can be undone, a removal cannot. */
export const withdraws = (says: string, more: Partial<EffectTemplate> = {}): EffectTemplate => ({
  verb: "publish",
  resource: "package",
  says,
  instead: INSTEAD_OF_WITHDRAWING,
  ...more,
});

export const owners = (says: string): EffectTemplate => ({ verb: "revoke", resource: "account", says });
