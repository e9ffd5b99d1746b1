/** Holds what most services' command lines share: how they name accounts, skip questions, and keep settings. */

import type { Nouns } from "../../core/kit/resource-verbs.ts";
import type { Line, Table } from "../../core/kit/table.ts";
import type { Account } from "../../core/providers/account.ts";

export type Tool = Omit<Table, "id" | "examples">;

const VALUES =
  `project p environment env e org o organization workspace w token t api-key key k name n id profile namespace
  host url server config c output format description data d file f region account`.split(/\s+/);

/** The client's own settings and sessions. */
const CLIENT: Line = {
  call: "login|logout|config|configure|completion|help|version|init|whoami|update|upgrade|auth|profile|use|profiles|plugins",
};

/** Makes the table of a product whose calls are nouns and a verb; `lines` are for calls whose words mislead. */
export function product(
  programs: readonly string[],
  provider: string,
  nouns: Nouns = {},
  lines: readonly Line[] = [],
  more: Partial<Tool> = {},
): Tool {
  const account: Account = { provider, label: ["environment", "env"], profile: ["profile", "org", "account"] };
  const unasked = ["force", "f", "yes", "y", "confirm", "no-prompt", "skip-confirmation"];
  return { programs, grammar: { values: VALUES }, account, unasked, nouns, lines: [...lines, CLIENT], ...more };
}
