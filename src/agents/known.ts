/** What an agent's file says, as the core takes it. */
import type { KnownAgent, ServerFile } from "../core/agents/known-agents.ts";
import type { Agent, InstallTarget } from "./agent.ts";

/** Folders that stand for any home and any project. */
const HOME = "/any-home";
const ROOT = "/any-project";
/** A folder that a variable may name. */
const MOVED = "/moved/";

/** `owns`, with what installing and the list of servers say of the agent's files anyway. */
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

/** An agent that takes several files reads the last one for its hook: the others are what that starts. */
function placeOfHook(agent: Agent, env: InstallTarget["env"]): string | undefined {
  return agent.install(target(env)).at(-1)?.file;
}

/** The variables that the agent looks at when it says where its hook is. */
function variablesOf(agent: Agent): readonly string[] {
  const seen = new Set<string>();
  agent.install(target(new Proxy({}, { get: (_, name) => void seen.add(String(name)) })));
  return [...seen];
}

function target(env: InstallTarget["env"]): InstallTarget {
  return { home: HOME, env, launcher: `${HOME}/launcher` };
}

/** As paths of `Owns` are. */
function anyPlace(file: string): string {
  return file.replace(`${HOME}/`, "~/").replace(`${ROOT}/`, "");
}
