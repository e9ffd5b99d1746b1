/** Reads programs that run another one with the variables of env files. */

import { type Argument, hasOption, optionValue, optionValues, readArguments } from "../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import { type Carrier, carriedBy } from "../core/kit/carrying.ts";
import type { Scope } from "../core/places/scope.ts";
import { type Loading, withEnvFiles } from "../core/programs/env-files.ts";
import { unknownProgram } from "../core/programs/unknown-program.ts";
import type { Entry } from "../core/text/dotenv-text.ts";
import { JsonText } from "../core/text/json-text.ts";
import { resolvePath } from "../core/text/paths.ts";
import { literalWord, type Word } from "../core/text/words.ts";

interface Program extends Carrier {
  readonly values: readonly string[];
  /** Returns the files that a call loads, before the command's own variables. */
  loads(args: readonly Argument[], scope: Scope): Omit<Loading, "folder"> & { readonly folder?: string };
}

const PROGRAMS: Readonly<Record<string, Program>> = {
  // npmjs.com/package/dotenv-cli: the first file wins, `-o` lets the last one and all of them over the process.
  dotenv: {
    values: ["e", "c", "v", "p", "f", "file"],
    loads: args => {
      const files = named(args, "e", "f", "file");
      const cascade = optionValue(args, "c");
      const mode = cascade?.value || undefined;
      const all = cascade === undefined ? files.or([".env"]) : files.or([".env"]).flatMap(name => cascaded(name, mode));
      return {
        files: hasOption(args, "o", "override") ? all.toReversed() : all,
        named: files.given && cascade === undefined,
        override: hasOption(args, "o", "override"),
      };
    },
  },
  // dotenvx.com/docs: as above; `--overload` is its word for it, `--convention` one for whole orders.
  dotenvx: {
    command: "run",
    values: ["f", "env-file", "e", "env", "fk", "env-keys-file", "convention"],
    loads: (args, { variables }) => {
      const mode = variables.get("NODE_ENV") ?? "development";
      if (optionValue(args, "convention")) return { files: cascaded(".env", mode), named: false };
      const files = named(args, "f", "env-file");
      const override = hasOption(args, "overload", "o");
      const all = files.or([".env"]);
      return { files: override ? all.toReversed() : all, named: files.given, override };
    },
  },
  // npmjs.com/package/env-cmd: the file wins over the process; `-e` names sections of `.env-cmdrc`.
  "env-cmd": {
    assignments: true,
    values: ["f", "file", "e", "environments", "r", "rc-file"],
    loads: args => {
      const override = !hasOption(args, "no-override");
      const sections = optionValue(args, "e", "environments");
      if (sections === undefined) {
        const files = named(args, "f", "file");
        return { files: files.or(["./.env"]), named: files.given, override };
      }
      const rc = named(args, "r", "rc-file");
      const names = (sections.value ?? "").split(",");
      return {
        files: rc.or([".env-cmdrc", ".env-cmdrc.json"]),
        named: rc.given,
        override,
        read: text => entriesOfSections(text, names),
      };
    },
  },
  // direnv.net: `.envrc` of the folder wins over the process; what it computes is only known when it runs.
  direnv: {
    command: "exec",
    before: 1,
    values: [],
    loads: (args, { cwd }) => {
      const folder = args.find(arg => arg.kind === "operand" && arg.word.value !== "exec");
      const path = folder?.kind === "operand" ? folder.word.value : null;
      return {
        files: [".envrc", ".env"],
        named: false,
        override: true,
        ...(path !== null && cwd !== null && { folder: resolvePath(path, cwd) }),
      };
    },
  },
  // developer.1password.com/docs/cli: references in the file become secrets.
  op: {
    command: "run",
    values: ["env-file", "account", "environment"],
    loads: args => {
      const files = named(args, "env-file");
      return { files: files.or([]).toReversed(), named: files.given, override: true };
    },
  },
};

export const envFiles: ProgramPack = {
  kind: "program",
  id: "env-files",
  programs: Object.keys(PROGRAMS),
  ownPaths: true,
  read(command, facts) {
    const program = PROGRAMS[command.program];
    const call = program && withoutEmptyCascade(command);
    const inner = call && carriedBy(call, program);
    if (!inner) return unknownProgram(command, facts);
    const args = readArguments(call.argv.slice(1), {
      values: program.values,
      stopAtOperand: program.command === undefined,
    });
    const { folder = command.scope.cwd, ...loading } = program.loads(args, command.scope);
    const given = settings(args, command.program);
    const see = (scope: Scope): Scope => {
      const seen = folder === null ? scope : withEnvFiles(scope, { ...loading, folder }, facts);
      return { ...seen, variables: new Map([...seen.variables, ...given]) };
    };
    return {
      effects: [],
      inner: inner.map(one => (one.kind === "argv" || one.kind === "shell" ? { ...one, scope: see(one.scope) } : one)),
    } satisfies Reading;
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
      run: "dotenv -c production -- npx prisma migrate deploy",
      files: {
        ".env": "DATABASE_URL=postgres://localhost/dev",
        ".env.production": "DATABASE_URL=postgres://db.example.com/shop",
      },
      expect: "ask",
    },
    {
      run: "dotenv -e .env.dev -e .env -- npx prisma migrate deploy",
      files: {
        ".env.dev": "DATABASE_URL=postgres://localhost/dev",
        ".env": "DATABASE_URL=postgres://db.example.com/shop",
      },
      expect: "allow",
      why: "the first file wins",
    },
    {
      run: "env-cmd -f config/shop.env psql -c 'DROP TABLE a'",
      expect: "ask",
      why: "a file that nobody could read may say anything",
    },
    {
      run: "env-cmd -f config/live.env psql -c 'DROP TABLE a'",
      expect: "deny",
      why: "what nobody can read in it is what it is called",
    },
    {
      run: "env-cmd -e prod npx prisma migrate deploy",
      files: {
        ".env-cmdrc":
          '{"dev": {"DATABASE_URL": "postgres://localhost/x"}, "prod": {"DATABASE_URL": "postgres://db.example.com/x"}}',
      },
      expect: "ask",
    },
    {
      run: "dotenvx run -f .env.local -- psql -c 'DROP TABLE a'",
      files: { ".env.local": "PGHOST=db.example.com" },
      expect: "deny",
    },
    {
      run: "direnv exec . npx prisma migrate deploy",
      files: { ".envrc": "export DATABASE_URL=postgres://db.example.com/shop\n" },
      expect: "ask",
    },
    { run: "direnv exec . npm test", files: { ".envrc": "use nix\n" }, expect: "allow" },
    {
      run: "op run --env-file=.env.production -- npx prisma migrate deploy",
      files: { ".env.production": "DATABASE_URL=op://shop/db/url" },
      expect: "ask",
      why: "what a file of production refers to is production's",
    },
    {
      run: "dotenvx run -f .env.production -- npx prisma migrate deploy",
      files: { ".env.production": "DATABASE_URL=encrypted:BDqDBibm4wsYqMpCjTQ6BsDHmMadg9K3dAt+" },
      expect: "ask",
    },
    {
      run: "dotenvx run -f .env.production -- npx prisma migrate deploy",
      files: { ".env.production": "DATABASE_URL=postgres://localhost/shop" },
      expect: "allow",
      why: "the place beats the name of the file",
    },
    { run: "op run --env-file=.env -- npm start", files: { ".env": "DATABASE_URL=op://dev/db/url" }, expect: "allow" },
  ],
};

/** Returns the files that options name, and whether there are such options. */
function named(args: readonly Argument[], ...options: readonly string[]) {
  const words = optionValues(args, ...options).map(({ value }: Word) => value);
  return {
    given: words.length > 0,
    or: (usual: readonly string[]): readonly (string | null)[] => (words.length > 0 ? words : usual),
  };
}

/** `.env.production.local`, `.env.local`, `.env.production`, `.env`. */
function cascaded(name: string | null, mode: string | undefined): readonly (string | null)[] {
  if (name === null) return [null];
  const own = mode === undefined ? [] : [`${name}.${mode}.local`];
  return [...own, `${name}.local`, ...(mode === undefined ? [] : [`${name}.${mode}`]), name];
}

/** `dotenv -c -- cmd`: the option has no value here. */
function withoutEmptyCascade(command: Invocation): Invocation {
  const at = command.argv.findIndex(({ value }) => value === "-c");
  if (command.program !== "dotenv" || at === -1 || !command.argv[at + 1]?.value?.startsWith("-")) return command;
  return { ...command, argv: command.argv.toSpliced(at + 1, 0, literalWord("")) };
}

/** `dotenv -v NAME=value`, `dotenvx run --env NAME=value`. */
function settings(args: readonly Argument[], program: string): readonly (readonly [string, string | null])[] {
  const options = program === "dotenv" ? ["v"] : program === "dotenvx" ? ["e", "env"] : [];
  return optionValues(args, ...options).flatMap(({ text, value }) => {
    const name = /^["']?(\w+)=/.exec(value ?? text)?.[1];
    return name === undefined ? [] : [[name, value === null ? null : value.slice(name.length + 1)] as const];
  });
}

function entriesOfSections(text: string, names: readonly string[]): readonly Entry[] {
  const json = new JsonText(text, "jsonc");
  return names.flatMap(name => {
    const node = json.at([name]);
    return (node?.children ?? []).flatMap(({ children: [key, value] = [] }) =>
      key && value
        ? [{ name: String(key.value), value: String(value.value), line: json.rangeOf(key).line, literal: true }]
        : [],
    );
  });
}
