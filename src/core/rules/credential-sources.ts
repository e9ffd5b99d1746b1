/** Finds where the secrets of an act are defined: in the workspace's files, the user's, or the environment. */
import type { Action } from "../action/action.ts";
import type { Facts } from "../facts/facts.ts";
import { isEnvFile } from "../files/secret-files.ts";
import { inOrder } from "../text/expressions.ts";
import { type Carried, holdsCredentials } from "./carried-secrets.ts";

/** A secret of the act and where it is defined, without its value. */
export interface Definition {
  readonly name: string;
  /** Absolute path and 1-based line; absent if the secret is in the agent's environment. */
  readonly file?: string;
  readonly line?: number;
}

/** Shorter values are too common to be recognised by their text. */
const SHORTEST = 12;
const SECRET_NAME = /token|secret|passw|api_?key|private|credential|auth/i;
/** An address with a password. */
const SIGNED_ADDRESS = /:\/\/[^\s:@/]{0,80}:[^\s@/]{4,}@/;

/** Returns each definition once, the workspace's first. Reads only files that the act names, or with known names. */
export function definitionsOf(carried: Carried, action: Action, facts: Facts): readonly Definition[] {
  const found = [
    ...fromEnvironment(carried, action),
    ...fromEnvFiles(carried, action, facts),
    ...carried.files.flatMap(file => fromFile(file, carried, facts)),
    ...fromConfigFiles(carried, action, facts),
  ];
  return [...new Map(found.map(one => [`${one.file ?? ""}\n${one.name}`, one])).values()];
}

function fromEnvironment({ variables }: Carried, { env = {} }: Action): Definition[] {
  return [...variables].filter(name => SECRET_NAME.test(name) && Object.hasOwn(env, name)).map(name => ({ name }));
}

function fromEnvFiles({ text, variables }: Carried, { env = {} }: Action, facts: Facts): Definition[] {
  return facts.around.roots.flatMap(root =>
    (facts.ask({ kind: "dotenv", root }) ?? []).flatMap(({ file, line, name, value }): Definition[] => {
      const secret = SECRET_NAME.test(name);
      if (!secret && !SIGNED_ADDRESS.test(value)) return [];
      const carries = value.length >= SHORTEST && text.includes(value);
      // A variable has the value that the agent was started with, whatever a file says.
      const used = secret && variables.has(name) && !Object.hasOwn(env, name);
      return carries || used ? [{ name, file, line }] : [];
    }),
  );
}

/** Finds the secret in a file that the act reads: the one that the act names, or the first. */
function fromFile(file: string, { text }: Carried, facts: Facts): Definition[] {
  const content = facts.ask({ kind: "text", path: file });
  if (content === null) return [];
  const lines = content.split("\n", MAX_LINES).flatMap((line, at) => {
    const name = NAMED.exec(line.slice(0, 300))?.[1];
    return name === undefined ? [] : [{ name, file, line: at + 1 }];
  });
  const secrets = lines.slice(0, MAX_SECRETS);
  const named = secrets.filter(({ name }) => text.includes(name));
  const [first] = secrets;
  return named.length > 0 ? named : first ? [first] : isEnvFile(file) ? [] : [{ name: "what it holds", file, line: 1 }];
}

const MAX_LINES = 4000;
const MAX_SECRETS = 200;
const NAMED = inOrder(
  [
    /^[\s"'-]{0,40}(?:export\s{1,4})?/,
    /([\w./:-]{0,80}(?:token|secret|passw|api_?key|_key|private|credential|_auth)[\w-]{0,40})["']?\s{0,8}/,
    /[:=\s]/,
  ],
  "i",
);

/** Files of credentials, relative to a home folder. */
const IN_HOME =
  ".aws/credentials .netrc .npmrc .yarnrc.yml .pypirc .git-credentials .pgpass .docker/config.json .kube/config .config/gh/hosts.yml .config/glab-cli/config.yml .railway/config.json .config/doctl/config.yaml .cargo/credentials.toml .gem/credentials .terraform.d/credentials.tfrc.json .fly/config.yml .netlify/config.json .supabase/access-token .config/configstore/firebase-tools.json".split(
    " ",
  );

/** Finds values that the act contains literally in the files where such values are kept. */
function fromConfigFiles({ literals }: Carried, { cwd }: Action, facts: Facts): Definition[] {
  if (literals.length === 0) return [];
  const { home, roots } = facts.around;
  const folders = new Set([cwd, ...roots]);
  const own = [...folders].flatMap(folder =>
    (facts.ask({ kind: "stat", path: folder })?.entries ?? [])
      .map(name => `${folder === "/" ? "" : folder}/${name}`)
      .filter(path => !isEnvFile(path) && holdsCredentials(path, home)),
  );
  const users = home === undefined ? [] : IN_HOME.map(name => `${home}/${name}`);
  return [...new Set([...own, ...users])].slice(0, MAX_FILES).flatMap(file => {
    const content = facts.ask({ kind: "text", path: file });
    return content === null ? [] : literals.flatMap(value => definedIn(content, value, file) ?? []);
  });
}

const MAX_FILES = 60;

/** Returns the line that defines `value`: by a telling name, in an address, or in a table of passwords. */
function definedIn(content: string, value: string, file: string): Definition | undefined {
  const at = content.indexOf(value);
  if (at === -1) return undefined;
  const start = content.lastIndexOf("\n", at) + 1;
  const before = content.slice(Math.max(start, at - 300), at);
  const line = content.slice(0, at).split("\n").length;
  const name =
    BEFORE.exec(before)?.[1] ??
    (/(?::\/\/[^\s@/]{0,100}:|^[^\s:]+(?::[^\s:]*){3}:)$/.test(before) ? "a password" : undefined);
  return name === undefined ? undefined : { name, file, line };
}

const BEFORE =
  /([\w.-]{0,60}(?:token|secret|passw|pwd|key|auth|credential|private)[\w.-]{0,40})["']?\s{0,8}[:=]?\s{0,8}["']?$/i;
