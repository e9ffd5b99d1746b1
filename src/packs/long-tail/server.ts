/** What tables of servers' own administration tools share. */
import type { Line, Table } from "../../core/effects/subcommands.ts";

export type Tool = Omit<Table, "id" | "examples">;

/** A server somewhere: which one, its own configuration says. */
export function server(
  programs: readonly string[],
  provider: string,
  lines: readonly Line[],
  more: Partial<Tool> = {},
): Tool {
  return { programs, lines, account: { provider }, ...more };
}
