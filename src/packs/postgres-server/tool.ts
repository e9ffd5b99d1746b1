/** One pack for several tools of PostgreSQL's server. */
import type { ProgramPack } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import type { Line } from "../../core/kit/table.ts";
import { clientPlace } from "../../core/languages/sql/client-place.ts";

const VALUES = [
  "D",
  "pgdata",
  "h",
  "host",
  "p",
  "port",
  "U",
  "username",
  "d",
  "dbname",
  "l",
  "log",
  "m",
  "mode",
  "o",
  "options",
  "t",
  "timeout",
  "R",
  "target-pgdata",
  "source-pgdata",
  "source-server",
  "X",
  "wal-method",
  "n",
  "schema",
  "table",
  "j",
  "jobs",
  "c",
  "client",
  "T",
  "time",
  "f",
  "file",
  "s",
  "scale",
  "S",
  "slot",
  "b",
  "B",
  "old-bindir",
  "new-bindir",
  "old-datadir",
  "new-datadir",
  "F",
  "format",
];

export function serverTool(
  id: string,
  programs: readonly string[],
  tools: Readonly<Record<string, readonly Line[]>>,
  examples: ProgramPack["examples"],
): ProgramPack {
  const packs = new Map(
    programs.map(program => [
      program,
      tablePack({
        id,
        programs: [program],
        grammar: { values: VALUES },
        lines: [...(tools[program] ?? []), { call: "" }],
        at: call =>
          clientPlace(call.args, call.command.scope, call.facts, { host: ["h", "host"], variables: ["PGHOST"] }),
        examples: [],
      }),
    ]),
  );
  return {
    kind: "program",
    id,
    programs,
    read: (command, facts) => packs.get(command.program)?.read(command, facts) ?? { effects: [] },
    examples,
  };
}
