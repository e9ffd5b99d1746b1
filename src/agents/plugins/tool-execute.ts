/**
 * Installs the plugin for OpenCode and its forks. `tool.execute.before` is the only gate, a throw refuses the call, and
 * the agent waits for our answer without limit (measured on OpenCode 1.18.33; types of @opencode-ai/plugin 1.18.33).
 */
import type { ConfigEdit, InstallTarget } from "../agent.ts";
import { ownFile } from "../configuration/dedicated-file.ts";
import { isPlugin, pluginText } from "./asking.ts";

/** Returns the edit of the plugin's file. `folder` is the absolute path of the agent's folder of settings. */
export function toolExecutePlugin(folder: string, target: InstallTarget, id: string): ConfigEdit {
  const file = `${folder}/plugin/agentguard.js`;
  return ownFile({
    file,
    text: pluginText(target, id, GATE),
    ours: text => isPlugin(text, target),
    starts: () => ({ kind: "module", file }),
  });
}

/**
 * The agent hands the same arguments object to every plugin and then to the tool. The plugin freezes it before it asks,
 * or a later plugin could still change what was approved. It exports nothing else, since an exported constant makes the
 * agent silently drop the file.
 */
const GATE = `const CHANGED =
  "Another plugin tried to change this call after AgentGuard had judged it. Nothing was run. Tell the person.";

const settled = value =>
  value === null || typeof value !== "object" || (Object.isFrozen(value) && Object.values(value).every(settled));

/** Makes what the arguments say now what they say for ever; returns it as plain data. */
function settle(args) {
  const said = JSON.parse(JSON.stringify(args ?? {}));
  if (settled(args ?? null)) return said;
  for (const key of Reflect.ownKeys(args)) if (!Object.hasOwn(said, key)) delete args[key];
  fix(args, said);
  return said;
}

function fix(target, said) {
  for (const [key, value] of Object.entries(said)) {
    const kept = value !== null && typeof value === "object" ? fix(Array.isArray(value) ? [] : {}, value) : value;
    const changed = () => { throw new Error(CHANGED); };
    Object.defineProperty(target, key, { get: () => kept, set: changed, enumerable: true, configurable: false });
  }
  return Object.freeze(target);
}

/** What the agent's own server knows; undefined when it does not say so at once. */
async function told(request) {
  let timer;
  const late = new Promise(resolve => { timer = setTimeout(resolve, 2000); });
  const answer = await Promise.race([Promise.resolve().then(request).catch(() => undefined), late]);
  clearTimeout(timer);
  return answer?.data;
}

export const AgentGuard = async ({ client, directory }) => {
  let configured = () => [];
  const parents = new Map();
  /** The session that started this one, and the one that started that: the last is the person's. */
  const rootOf = async id => {
    let root = id;
    for (let depth = 0; depth < 8; depth++) {
      if (!parents.has(root)) {
        const session = await told(() => client.session.get({ path: { id: root } }));
        if (session === undefined) return root;
        parents.set(root, session.parentID);
      }
      const parent = parents.get(root);
      if (typeof parent !== "string") return root;
      root = parent;
    }
    return root;
  };
  /** A tool of a server is named <server>_<tool>, and a server's name may hold underscores. */
  const serversOf = async tool => {
    const known = configured();
    const plain = name => name.replace(/[^a-zA-Z0-9_-]/g, "_");
    if (!tool.includes("_") || known.some(name => tool.startsWith(plain(name) + "_"))) return known;
    return [...known, ...Object.keys((await told(() => client.mcp.status())) ?? {})];
  };
  return {
    config: async merged => { configured = () => Object.keys(merged?.mcp ?? {}); },
    "tool.execute.before": async (input, output) => {
      const { tool, sessionID: session, callID: call } = input;
      const args = settle(output.args);
      const [root, servers] = await Promise.all([rootOf(session), serversOf(tool)]);
      await ask({ event: "tool.execute.before", tool, args, session, root, call, cwd: directory, servers });
    },
  };
};
`;
