/** Converts an agent's file into the form that the core takes. */
import type { KnownAgent, ServerFile } from "../core/agents/known-agents.ts";
import type { Agent, InstallTarget } from "./agent.ts";

/** Paths that stand for any home and any project. */
const HOME = "/any-home";
const ROOT = "/any-project";
/** The path that stands for a folder named by a variable. */
const MOVED = "/moved/";

/** Returns `owns`, completed with the files that the agent's installation and servers use. */
export function knownAgent(agent: Agent): KnownAgent {
  const { title, owns, isolation = {} } = agent;
  const hook = hookOf(agent);
  const servers = (agent.mcpServers?.(target({}), ROOT) ?? []).map(
    ({ file, at, syntax }): ServerFile => ({ path: anyPlace(file), at, syntax: syntax ?? "json" }),
  );
  return { ...owns, title, servers, ...(hook && { hook }), unhookedIn: Object.keys(isolation) };
}

function hookOf(agent: Agent): KnownAgent["hook"] {
  const file = placeOfHook(agent, {});
  if (file === undefined) return undefined;
  const moved = variablesOf(agent).flatMap(name => {
    const elsewhere = placeOfHook(agent, { [name]: MOVED.slice(0, -1) });
    return elsewhere?.startsWith(MOVED) ? [[name, elsewhere.slice(MOVED.length)] as const] : [];
  });
  return { file: anyPlace(file).slice("~/".length), moved: Object.fromEntries(moved) };
}

/** Returns the place of the hook: the last file, since the others of an agent are what that file starts. */
function placeOfHook(agent: Agent, env: InstallTarget["env"]): string | undefined {
  return agent.install(target(env)).at(-1)?.file;
}

/** Returns the variables that the agent's file reads to find the place of its hook. */
function variablesOf(agent: Agent): readonly string[] {
  const seen = new Set<string>();
  agent.install(target(new Proxy({}, { get: (_, name) => void seen.add(String(name)) })));
  return [...seen];
}

function target(env: InstallTarget["env"]): InstallTarget {
  return { home: HOME, env, launcher: `${HOME}/launcher` };
}

/** Writes a path in the form of `Owns`. */
function anyPlace(file: string): string {
  return file.replace(`${HOME}/`, "~/").replace(`${ROOT}/`, "");
}
