/** Invents a machine for one act: its files, its git state, its variables. Nothing on the real disk is read. */

import type {
  Action,
  DeleteAction,
  EditAction,
  FetchAction,
  MoveAction,
  PatchAction,
  ReadAction,
  ShellDialect,
} from "../../src/core/action/action.ts";
import type { Judgement } from "../../src/core/decision/judgement.ts";
import type { Example } from "../../src/core/effects/pack.ts";
import type { Fact, FactOf, Surroundings, Want } from "../../src/core/facts/facts.ts";
import { MAX_FILE_TEXT, wantKey } from "../../src/core/facts/facts.ts";
import { type EffectVerdict, judgeEach, settle } from "../../src/core/pipeline.ts";
import { BUILT_IN, type Policy } from "../../src/core/policy/policy.ts";
import { hookFiles } from "../../src/hosts/agents/hook-files.ts";
import { AGENT_SWITCHES } from "../../src/hosts/agents/switches.ts";
import { packsFor } from "../../src/packs/index.ts";

export type World = Pick<Example, "files" | "env" | "git"> & {
  /** Absolute paths of files that the session has made. */
  readonly created?: readonly string[];
};

/** The workspace, the home and the guard's folders of both kinds of machine. */
const PLACES = {
  posix: {
    root: "/home/dev/app",
    home: "/home/dev",
    above: ["/home", "/"],
    guard: ["/home/dev/.local/share/agentguard", "/home/dev/.config/agentguard"],
  },
  windows: {
    root: "C:/Users/dev/app",
    home: "C:/Users/dev",
    above: ["C:/Users", "C:/"],
    guard: ["C:/Users/dev/AppData/Local/agentguard", "C:/Users/dev/AppData/Roaming/agentguard"],
  },
} as const;

/** An act without its place, which the world provides. */
export type Act =
  | { readonly kind: "command"; readonly text: string; readonly shell?: ShellDialect; readonly typed?: true }
  | { readonly kind: "sql"; readonly text: string }
  | {
      readonly kind: "mcp";
      readonly server: string;
      readonly tool: string;
      readonly arguments: Readonly<Record<string, unknown>>;
    };

type Placeless<A> = A extends unknown ? Omit<A, "cwd" | "origin" | "env"> : never;

/** Acts on documents, and requests, which are not commands. */
export type DocumentAct = Placeless<EditAction | PatchAction | DeleteAction | MoveAction | ReadAction | FetchAction>;

/** Judges `act` in `world`, by default under the built-in policy. PowerShell and cmd.exe run on a Windows machine. */
export async function judgeIn(world: World, act: Act | DocumentAct, policy: Policy = BUILT_IN): Promise<Judgement> {
  return (await judgeInParts(world, act, policy)).judgement;
}

/** Does the same, and `parts` judges each effect separately, from the facts of the judgement. */
export async function judgeInParts(
  world: World,
  act: Act | DocumentAct,
  policy: Policy = BUILT_IN,
): Promise<{ judgement: Judgement; parts: () => readonly EffectVerdict[] }> {
  const windows = act.kind === "command" && (act.shell === "powershell" || act.shell === "cmd");
  const place = windows ? PLACES.windows : PLACES.posix;
  const homes = windows ? { USERPROFILE: place.home, TEMP: `${place.home}/AppData/Local/Temp` } : { HOME: place.home };
  const base = { cwd: place.root, env: { ...homes, PWD: place.root, ...world.env }, origin: { agent: "test" } };
  const around: Surroundings = {
    cwd: place.root,
    roots: [place.root],
    home: place.home,
    env: base.env,
    user: "dev",
    guard: place.guard,
    guardProcesses: [48211],
    hookFiles: hookFiles(),
    switches: AGENT_SWITCHES,
    ...(world.created && { created: world.created }),
    platform: windows ? "win32" : "linux",
  };
  const action: Action = act.kind === "command" ? { shell: "bash", ...act, ...base } : { ...act, ...base };
  const engine = { packs: packsFor(policy), policy, around };
  const { judgement, facts } = await settle(
    action,
    engine,
    async wants => new Map(wants.map(want => [wantKey(want), factIn(world, want, place)])),
  );
  return { judgement, parts: () => judgeEach(action, facts, engine) };
}

/** Returns the facts of an invented POSIX machine, whose workspace is `/home/dev/app`. */
export function factOf(world: World, want: Want): Fact {
  return factIn(world, want, PLACES.posix);
}

function factIn(world: World, want: Want, { root, home, above }: (typeof PLACES)[keyof typeof PLACES]): Fact {
  const absolute = (path: string) => (/^(\/|[A-Za-z]:|\\\\)/.test(path) ? path : `${root}/${path}`);
  const files = new Map(Object.entries(world.files ?? {}).map(([path, text]) => [absolute(path), text]));
  switch (want.kind) {
    case "text":
      return readable(files.get(want.path));
    case "stat":
      return statIn(files, want.path, [root, home, ...above]);
    case "git":
      return gitIn(world, want.path, root);
    // The scanner stands alone here, as on a machine without the grammar.
    // One name on each line, where a made-up archive is one.
    case "members":
      return /\.(?:tar|tgz|zip|tar\.gz)$/.test(want.path) && files.has(want.path)
        ? (files.get(want.path) ?? "").split("\n").flatMap(name => (name === "" ? [] : [{ name, size: 4096 }]))
        : null;
    case "postgres":
      return null;
    case "dotenv":
      return dotenvIn(files);
  }
}

/** Limits a text as the host does. */
function readable(text: string | undefined): string | null {
  return text === undefined || text.length > MAX_FILE_TEXT ? null : text;
}

function statIn(files: ReadonlyMap<string, string>, path: string, folders: readonly string[]): FactOf["stat"] {
  const base = { mtimeMs: 0, realpath: path };
  const within = `${path.replace(/\/$/, "")}/`;
  const below = [...files.keys()].filter(file => file.startsWith(within));
  const entries = [...new Set(below.map(file => file.slice(within.length).split("/")[0] ?? ""))];
  if (entries.length > 0 || folders.includes(path)) return { ...base, type: "directory", size: 0, entries };
  const text = files.get(path);
  return text === undefined ? { ...base, type: "missing", size: 0 } : { ...base, type: "file", size: text.length };
}

function gitIn({ git }: World, path: string, root: string): FactOf["git"] {
  if (!git || !(path === root || path.startsWith(`${root}/`))) return null;
  return {
    root,
    branch: git.branch ?? "main",
    head: "0".repeat(40),
    modified: git.modified ?? [],
    staged: [],
    untracked: git.untracked ?? [],
    ignored: git.ignored ?? [],
    stashes: git.stashes ?? 0,
    cut: false,
  };
}

function dotenvIn(files: ReadonlyMap<string, string>): FactOf["dotenv"] {
  return [...files]
    .filter(([path]) => /\/\.env/.test(path))
    .flatMap(([file, text]) =>
      text.split("\n").flatMap((line, i) => {
        const entry = /^(\w+)=(.*)$/.exec(line);
        return entry?.[1] ? [{ file, line: i + 1, name: entry[1], value: entry[2] ?? "" }] : [];
      }),
    );
}
