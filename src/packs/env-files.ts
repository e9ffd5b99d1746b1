/** Programs that run another one with the variables of an env file: what it runs sees what the file says. */

import { pathOf } from "../core/effects/files/targets.ts";
import { optionValues, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading, Scope } from "../core/effects/pack.ts";
import { carriedBy } from "../core/effects/programs/carrying.ts";
import { unknownProgram } from "../core/effects/unknown-program.ts";
import type { Word } from "../core/effects/words.ts";
import type { Facts } from "../core/facts.ts";

const PROGRAMS = {
  dotenv: { values: ["e", "c", "v", "p", "f", "file"], files: ["e", "f", "file"] },
  dotenvx: { command: "run", values: ["f", "env-file", "e", "env"], files: ["f", "env-file"] },
  "env-cmd": { assignments: true, values: ["f", "file", "e", "environments", "r", "rc-file"], files: ["f", "file"] },
} as const;

export const envFiles: ProgramPack = {
  kind: "program",
  id: "env-files",
  programs: Object.keys(PROGRAMS),
  ownPaths: true,
  read(command, facts) {
    const program = PROGRAMS[command.program as keyof typeof PROGRAMS];
    const inner = carriedBy(command, program);
    return inner ? withFiles(command, inner, program, facts) : unknownProgram(command, facts);
  },
  examples: [
    { run: "dotenv -e .env -- npm test", files: { ".env": "PORT=3000" }, expect: "allow" },
    {
      run: "dotenv -e .env.local -- npx prisma migrate dev",
      files: { ".env.local": "DATABASE_URL=postgres://localhost/shop" },
      expect: "allow",
    },
    { run: "dotenv -- rm -rf ~", expect: "deny" },
    {
      run: "dotenv -e .env.staging -- npx prisma migrate reset --force",
      files: { ".env.staging": "DATABASE_URL=postgres://db.example.com/shop" },
      expect: "deny",
    },
    {
      run: "env-cmd -f config/live.env psql -c 'DROP TABLE a'",
      expect: "ask",
      why: "a file that nobody could read may say anything",
    },
    {
      run: "dotenvx run -f .env.local -- psql -c 'DROP TABLE a'",
      files: { ".env.local": "PGHOST=db.example.com" },
      expect: "deny",
    },
  ],
};

function withFiles(
  command: Invocation,
  inner: readonly Inner[],
  { values, files }: { readonly values: readonly string[]; readonly files: readonly string[] },
  facts: Facts,
): Reading {
  const args = readArguments(command.argv.slice(1), { values });
  const given = optionValues(args, ...files).map(word => variablesOf(word, command.scope, facts));
  const added = given.flatMap(entries => [...entries]);
  if (added.length === 0) return { effects: [], inner };
  const see = (scope: Scope): Scope => ({ ...scope, variables: new Map([...scope.variables, ...added]) });
  return {
    effects: [],
    inner: inner.map(one => (one.kind === "argv" || one.kind === "shell" ? { ...one, scope: see(one.scope) } : one)),
  };
}

/** What a file sets; where nobody can tell, every usual connection may come from it. */
function variablesOf(word: Word, scope: Scope, facts: Facts): ReadonlyMap<string, string | null> {
  const path = pathOf(word, scope);
  const entries = facts.around.roots.flatMap(root => facts.ask({ kind: "dotenv", root }) ?? []);
  const found = entries.filter(({ file }) => file === path).map(({ name, value }) => [name, value] as const);
  return new Map<string, string | null>(
    found.length > 0
      ? found
      : ["DATABASE_URL", "PGHOST", "MYSQL_HOST", "REDIS_URL", "MONGODB_URI"].map(name => [name, null]),
  );
}
