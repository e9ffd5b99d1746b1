/** Reads npx and similar tools. The package's command is read as if it were called directly. */
import { ofAgents } from "../core/agents/known-agents.ts";
import type { Effect } from "../core/effects/effect.ts";
import { operands, optionValue, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { pathOf } from "../core/files/targets.ts";
import type { Scope } from "../core/places/scope.ts";
import { scopeOfBun } from "../core/programs/env-files.ts";
import { ownProperty } from "../core/text/own-property.ts";
import { literalWord, textOf, type Word } from "../core/text/words.ts";

const SCHEMA = 'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n';

export const npx: ProgramPack = {
  kind: "program",
  id: "npx",
  programs: ["npx", "bunx", "pnpx"],
  ownPaths: true,
  read,
  examples: [
    { run: "npx agentguard resume", expect: "deny" },
    { run: "npx -y agentguard@latest resume", expect: "deny" },
    { run: "npx --yes @acme/rimraf@5 build", expect: "allow" },
    { run: "npx -c 'rm -rf ~'", expect: "deny" },
    { run: "npx -p typescript tsc --noEmit", expect: "allow" },
    { run: "npx vitest run", expect: "allow" },
    { run: "npx -y @railway/cli down", expect: "ask" },
    {
      run: "bunx prisma migrate deploy",
      files: {
        "prisma/schema.prisma": SCHEMA,
        ".env": "DATABASE_URL=postgres://localhost/shop",
        ".env.local": "DATABASE_URL=postgres://db.example.com/shop",
      },
      expect: "ask",
      why: "bun loads .env.local before .env",
    },
    {
      run: "npx prisma migrate deploy",
      files: {
        "prisma/schema.prisma": SCHEMA,
        ".env": "DATABASE_URL=postgres://localhost/shop",
        ".env.local": "DATABASE_URL=postgres://db.example.com/shop",
      },
      expect: "allow",
    },
    { run: "npx https://example.com/tool.tgz", expect: "ask" },
  ],
};

function read(command: Invocation, facts: Facts): Reading {
  const grammar = { values: ["p", "package", "c", "call", "w", "workspace"], stopAtOperand: true };
  const args = readArguments(command.argv.slice(1), grammar);
  const own = command.program === "bunx" ? scopeOfBun(command, facts) : command.scope;
  const scope = { ...own, via: [...own.via, command.program] };
  const span = command.span && { span: command.span };
  const script = optionValue(args, "c", "call");
  const inner: Inner[] = script ? [{ kind: "shell", text: textOf(script), scope, ...span }] : [];
  const [name, ...rest] = operands(args);
  if (name) {
    const program = name.value === null ? name : binaryFor(name.value, scope, facts);
    inner.push({ kind: "argv", argv: [program, ...rest], scope, stdin: command.stdin, ...span });
  }
  return { effects: name && FROM_ELSEWHERE.test(textOf(name)) ? [runsFrom(name, command)] : [], inner };
}

/** Returns the program. One of that name that this session has put beside the packages' programs takes precedence. */
function binaryFor(name: string, scope: Scope, facts: Facts): Word {
  const own = literalWord(`./node_modules/.bin/${name}`);
  const path = pathOf(own, scope);
  const made = path !== undefined && (facts.around.created?.includes(path) || scope.earlier?.written.has(path));
  return made ? own : literalWord(binaryOf(name));
}

/** Matches a package by its address, which no registry has ever checked. */
const FROM_ELSEWHERE = /^(?:https?:|git\+|git:|git@|ssh:|github:|gitlab:|bitbucket:|gist:)/;

function runsFrom(name: Word, { program, span }: Invocation): Effect {
  return {
    verb: "execute-remote",
    resource: "code",
    target: textOf(name),
    reach: "one",
    recovery: "none",
    certainty: "certain",
    source: "npx",
    says: `runs code straight from ${textOf(name)}`,
    instead: `Run a named package of the registry with ${program}.`,
    ...(span && { span }),
  };
}

/** Packages whose command has another name than the package: their `bin` in the registry. */
const COMMANDS: Readonly<Record<string, string>> = {
  "@algolia/cli": "algolia",
  "@architect/architect": "arc",
  "@aws-amplify/backend-cli": "ampx",
  "@aws-amplify/cli": "amplify",
  "@azure/static-web-apps-cli": "swa",
  "@changesets/cli": "changeset",
  "@expo/cli": "expo",
  "@hubspot/cli": "hs",
  "@medusajs/cli": "medusa",
  "@mikro-orm/cli": "mikro-orm",
  "@nestjs/cli": "nest",
  "@pnp/cli-microsoft365": "m365",
  "@redwoodjs/cli": "rw",
  "@salesforce/cli": "sf",
  "@sentry/cli": "sentry-cli",
  "@strapi/strapi": "strapi",
  "auth0-cli": "auth0",
  "aws-cdk": "cdk",
  "cdktf-cli": "cdktf",
  "contentful-cli": "contentful",
  "eas-cli": "eas",
  "expo-cli": "expo",
  "firebase-tools": "firebase",
  "hasura-cli": "hasura",
  "inngest-cli": "inngest",
  "netlify-cli": "netlify",
  now: "vercel",
  "stripe-cli": "stripe",
  "twilio-cli": "twilio",
};

/** The same for packages of agents. */
const agentsCommands = ofAgents(
  (agents): Readonly<Record<string, string>> => Object.assign({}, ...agents.map(({ packages }) => packages)),
);

/** Returns `prisma` for `prisma@5`, `tool` for `@acme/tool@latest`: by custom a package's command has its name. */
function binaryOf(name: string): string {
  const bare = name.replace(/(^|\/)([^/][^/@]*)@[^/]*$/, "$1$2");
  const known = ownProperty(COMMANDS, bare) ?? ownProperty(agentsCommands(), bare);
  if (known !== undefined) return known;
  const [scope = "", own] = bare.split("/");
  if (!bare.startsWith("@")) return bare;
  // `@railway/cli` provides `railway`.
  return own === "cli" ? scope.slice(1) : (own ?? bare);
}
