/** Lists where agents keep their hooks, by the agents' own files. The core uses it to hold changes of them. */

import type { Agent, InstallTarget } from "../../agents/agent.ts";
import { AGENTS } from "../../agents/index.ts";
import type { HookFile } from "../../core/facts/facts.ts";

type Env = InstallTarget["env"];

/** Paths that stand for any home and any project. */
const HOME = "/any-home";
const ROOT = "/any-project";

/**
 * Returns every file with an agent's hooks, or with switches that disable them. `env` are the agent's variables, which
 * may move its files. Equal variables give the same array.
 */
export function hookFiles(env: Env = {}): readonly HookFile[] {
  const telling = variables();
  const key = telling.map(name => env[name] ?? "").join("\0");
  const known = moved.get(key);
  if (known) return known;
  const found = AGENTS.flatMap(agent => [filesOf(agent, {}), filesOf(agent, env)]);
  // Some agents read the files of others. A file is listed under the agent that owns it.
  const all = [...found.flatMap(({ own }) => own), ...found.flatMap(({ read }) => read)];
  const files = [...new Map([...all].reverse().map(one => [one.path, one])).values()].reverse();
  if (moved.size > 50) moved.clear();
  moved.set(key, files);
  return files;
}

const moved = new Map<string, readonly HookFile[]>();
let names: readonly string[] | undefined;

/** Returns the variables that agents look at to find their files. */
function variables(): readonly string[] {
  if (names) return names;
  const seen = new Set<string>();
  const watched = new Proxy<Env>({}, { get: (_, name) => void seen.add(String(name)) });
  for (const agent of AGENTS) filesOf(agent, watched);
  names = [...seen];
  return names;
}

/** `own`: the files of our hook. `read`: other files that the agent takes hooks from. */
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
