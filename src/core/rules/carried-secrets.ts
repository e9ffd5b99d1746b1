/** Finds secrets that an act uses, before their definitions are looked up. */
import type { Action } from "../action/action.ts";
import type { Surroundings } from "../facts/facts.ts";
import { isEnvFile, secretFile } from "../files/secret-files.ts";
import { inOrder, wholly, words } from "../text/expressions.ts";
import { baseName, resolvePath } from "../text/paths.ts";

export interface Carried {
  readonly text: string;
  /** Names of variables that are expanded and that the act does not set itself. */
  readonly variables: ReadonlySet<string>;
  /** Values that look random. */
  readonly literals: readonly string[];
  /** Absolute paths of credential files whose content the act reads. */
  readonly files: readonly string[];
}

const MAX_TEXT = 64 * 1024;
const MAX_FOUND = 32;

/** Returns the secrets of an act; undefined for acts without a text. */
export function carriedBy(action: Action, around: Surroundings): Carried | undefined {
  const text = textOf(action)?.slice(0, MAX_TEXT);
  if (text === undefined) return undefined;
  return {
    text,
    variables: variablesIn(text),
    literals: literalsIn(text),
    files: filesIn(text, action.cwd, around),
  };
}

function textOf(action: Action): string | undefined {
  if (action.kind === "command" || action.kind === "sql") return action.text;
  if (action.kind === "fetch") return action.url;
  if (action.kind !== "mcp") return undefined;
  const leaves: string[] = [];
  gatherTexts(action.arguments, leaves, 0);
  return leaves.join("\n");
}

/** Collects the texts of a tool's arguments unquoted, because a value must match its definition. */
function gatherTexts(value: unknown, into: string[], depth: number): void {
  if (typeof value === "string") into.push(value);
  else if (typeof value === "object" && value !== null && depth < 8 && into.length < 1000)
    for (const [name, inner] of Object.entries(value)) {
      if (!Array.isArray(value)) into.push(name);
      gatherTexts(inner, into, depth + 1);
    }
}

/** `$X`, `${X}`, `$env:X`, `%X%`, and how scripting languages read a variable. */
const VARIABLES = [
  /\$\{?(?:env:)?([A-Za-z_]\w*)/gi,
  /%([A-Za-z_]\w*)%/g,
  /\b(?:process\.env|import\.meta\.env|Deno\.env|Bun\.env)(?:\.|\[["'`\\]{1,2})([A-Za-z_]\w*)/g,
  inOrder(
    [
      /\b/,
      words`
        os\.environ(?:\.get\(|\[) (?:os\.|System\.)?getenv\( ENV(?:\.fetch\(|\[) env\.get\( GetEnvironmentVariable\(
      `,
      /[\\"'`]{1,2}([A-Za-z_]\w*)/,
    ],
    "g",
  ),
  /\$(?:_?ENV)[{[]["']?([A-Za-z_]\w*)/g,
];

/** Collects all names in one pass, because a workspace may define thousands. */
function variablesIn(text: string): ReadonlySet<string> {
  const names = new Set(VARIABLES.flatMap(pattern => [...text.matchAll(pattern)].map(([, name = ""]) => name)));
  for (const [, name = "", value = ""] of text.matchAll(SET_HERE)) if (!value.includes(name)) names.delete(name);
  return names;
}

const SET_HERE = /(?:^|[\s;&|({])(?:\$env:)?([A-Za-z_]\w*)=(\S{0,80})/g;

function literalsIn(text: string): string[] {
  const tokens = text.match(/[A-Za-z0-9_][\w.+/=~-]{15,511}/g) ?? [];
  return [...new Set(tokens.filter(token => /\d/.test(token) && /[A-Za-z]/.test(token)))].slice(0, MAX_FOUND);
}

/** Programs that print or load a file. */
const READERS = new Set(words`
  cat bat tac grep egrep fgrep rg sed awk gawk cut head tail jq yq tr xargs base64 source . export set less more
  strings get-content gc type select-string
`);
/** Calls in scripting languages that read a file. */
const OPENED = inOrder(
  [
    [
      inOrder([
        /\b/,
        words`
          open readFileSync readFile Path load_dotenv dotenv_values loadEnvFile file_get_contents
          File\.(?:read|open|readlines)
        `,
        /\(/,
      ]),
      /\bpath:/,
    ],
    /\s{0,4}[\\"'`]{1,2}([^"'`\\\s]{1,300})/,
  ],
  "g",
);

/** Bounds the work for a text that consists of folders and files only. */
const MAX_FOLDERS = 8;
const MAX_LOOKS = 200;

function filesIn(text: string, cwd: string, around: Surroundings): string[] {
  const folders = [cwd];
  const found = new Set<string>();
  let looks = MAX_LOOKS;
  const take = (name: string) => {
    for (const folder of folders) {
      if (looks-- <= 0) return;
      const path = placeOf(name, folder, around.home);
      if (path !== undefined && holdsCredentials(path, around.home)) found.add(path);
    }
  };
  for (const part of text.split(/[;&|()`\n]+/)) {
    const words = part
      .trim()
      .split(/\s+/)
      .map(word => word.replace(/["']/g, ""));
    const program = words.find(word => !/^[A-Za-z_]\w*=/.test(word) && !/^(?:\$|sudo|command)$/.test(word)) ?? "";
    if (/^(?:cd|pushd)$/.test(program)) {
      const to = placeOf(words.at(-1) ?? "", folders.at(-1) ?? cwd, around.home);
      if (to !== undefined && folders.length < MAX_FOLDERS) folders.push(to);
    }
    const reads = READERS.has(baseName(program).toLowerCase());
    for (const [at, word] of words.entries()) {
      const fed = /^<[^<]/.test(word) ? word.slice(1) : words[at - 1] === "<" ? word : undefined;
      if (fed !== undefined || (reads && !word.startsWith("-"))) take(fed ?? word);
    }
    if (found.size >= MAX_FOUND || looks <= 0) break;
  }
  for (const [, name = ""] of text.matchAll(OPENED)) take(name);
  return [...found].slice(0, MAX_FOUND);
}

function placeOf(name: string, folder: string, home: string | undefined): string | undefined {
  if (name === "" || name.length > 500) return undefined;
  const atHome = /^(?:~|\$HOME|\$\{HOME\}|\$env:USERPROFILE)(?=[/\\]|$)/i.exec(name)?.[0];
  if (atHome !== undefined) return home === undefined ? undefined : `${home}${name.slice(atHome.length)}`;
  return name.includes("$") ? undefined : resolvePath(name, folder);
}

const CONFIG = wholly(
  [
    ...words`
      \.npmrc \.yarnrc(?:\.yml)? \.netrc _netrc \.pypirc \.pgpass \.git-credentials \.dockercfg kubeconfig
      [\w.-]+\.tfvars(?:\.json)? settings(?:\.local)?\.json appsettings[\w.-]*\.json
    `,
    /(?=[\w.-]*$)(?:[\w.-]*[_.-])?(?:secrets?|credentials?|tokens?)(?![^\W_])[\w.-]*/,
  ],
  "i",
);

/** Returns whether the name of a file says that it may hold credentials. */
export function holdsCredentials(path: string, home: string | undefined): boolean {
  return isEnvFile(path) || CONFIG.test(baseName(path)) || secretFile(path, home) !== undefined;
}
