/** Where the agents' hooks are, by their own files: what the core holds against whoever changes it. */

import type { Agent, InstallTarget } from "../../agents/agent.ts";
import { AGENTS } from "../../agents/index.ts";
import type { HookFile } from "../../core/facts/facts.ts";

type Env = InstallTarget["env"];

/** Places that stand for any home and any project. */
const HOME = "/any-home";
const ROOT = "/any-project";

/**
 * Every file from which an agent takes hooks, or what switches them off. `env` are an agent's variables, by which it
 * may have its files elsewhere. Equal variables give the same array.
 */
export function hookFiles(env: Env = {}): readonly HookFile[] {
  const telling = variables();
  const key = telling.map(name => env[name] ?? "").join("\0");
  const known = moved.get(key);
  if (known) return known;
  const found = AGENTS.flatMap(agent => [filesOf(agent, {}), filesOf(agent, env)]);
  // Some agents read the files of others: a file is called by the agent whose own it is.
  const all = [...found.flatMap(({ own }) => own), ...found.flatMap(({ read }) => read)];
  const files = [...new Map([...all].reverse().map(one => [one.path, one])).values()].reverse();
  if (moved.size > 50) moved.clear();
  moved.set(key, files);
  return files;
}

const moved = new Map<string, readonly HookFile[]>();
let names: readonly string[] | undefined;

/** The variables that agents look at when they say where their files are. */
function variables(): readonly string[] {
  if (names) return names;
  const seen = new Set<string>();
  const watched = new Proxy<Env>({}, { get: (_, name) => void seen.add(String(name)) });
  for (const agent of AGENTS) filesOf(agent, watched);
  names = [...seen];
  return names;
}

/** `own`: where its hooks are put. `read`: what it takes from elsewhere. */
function filesOf(agent: Agent, env: Env): { readonly own: HookFile[]; readonly read: HookFile[] } {
  const target = { home: HOME, env, launcher: `${HOME}/launcher` };
  const edits = [...agent.install(target), ...(agent.managed?.(target) ?? [])];
  const own = edits.flatMap(({ file, movesTo }) => (movesTo === undefined ? [file] : [file, movesTo]));
  const read = [
    ...(agent.inProject?.(target, ROOT) ?? []).map(({ file }) => file),
    ...(agent.overrides?.(target, ROOT) ?? []).filter(({ shared }) => !shared).map(({ file }) => file),
    ...(agent.trust?.files(target) ?? []),
    ...(agent.alsoReads ?? []).map(path => `${ROOT}/${path}`),
  ];
  const named = (path: string) => ({ path: path.replace(/^\/any-(?:home|project)\//, "~/"), agent: agent.title });
  return { own: own.map(named), read: read.map(named) };
}
