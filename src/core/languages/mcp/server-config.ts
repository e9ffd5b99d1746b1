/** Reads from the workspace's MCP configuration which database a server connects to. */
import type { McpAction } from "../../action/action.ts";
import { anywhere, ofAgents } from "../../agents/known-agents.ts";
import type { Facts } from "../../facts/facts.ts";
import { databaseLocators, databaseOf } from "../../places/database-address.ts";
import type { Locator } from "../../places/locator.ts";
import { maskSecrets } from "../../text/masking.ts";

/** Files in which clients list a project's servers; several clients share the last one. */
const serverFiles = ofAgents(agents => {
  const named = agents.flatMap(({ servers }) =>
    servers.filter(({ syntax, at }) => syntax === "json" && at.some(isPlain)),
  );
  return [...new Set([...anywhere(named.map(({ path }) => path)), "mcp.json"])];
});

/** Keys of the configuration that are supported. */
function isPlain(at: readonly string[]): boolean {
  return at.length === 1 && /^(?:mcpServers|servers)$/.test(at[0] ?? "");
}

const HOST = /^(?:PGHOST|DB_HOST|MYSQL_HOST|POSTGRES_HOST|DATABASE_HOST)$/;

/** Empty when no file names the server, or its entry names no database. */
export function configuredDatabase(action: McpAction, facts: Facts): Locator[] {
  const roots = new Set([action.cwd, ...facts.around.roots]);
  for (const root of roots)
    for (const file of serverFiles()) {
      const text = facts.ask({ kind: "text", path: `${root}/${file}` });
      const found = text === null ? [] : locatorsIn(serverIn(text, action.server), `${root}/${file}`, file);
      if (found.length > 0) return found;
    }
  return [];
}

function locatorsIn(server: Readonly<Record<string, unknown>>, path: string, shown: string): Locator[] {
  const { env, args, url } = server;
  const variables = typeof env === "object" && env !== null ? Object.entries(env) : [];
  const values = [...variables.map(([, value]) => value), ...(Array.isArray(args) ? args : []), url];
  for (const value of values) {
    const address =
      typeof value === "string" && /:\/\/|=/.test(value) && !/^https?:/i.test(value) ? databaseOf(value) : undefined;
    if (!address || typeof value !== "string") continue;
    const because = `${shown} points the server at ${address.host ?? "a host that is not known"}`;
    return databaseLocators(value, { because, file: path, value: maskSecrets(value) });
  }
  const host = variables.find(([name, value]) => HOST.test(name) && typeof value === "string");
  if (typeof host?.[1] !== "string") return [];
  const because = `${host[0]} in ${shown} points the server at ${host[1]}`;
  return [{ kind: "database", host: host[1], evidence: { because, file: path, variable: host[0] } }];
}

/** The server's entry under `mcpServers` (or VS Code's `servers`); an empty object when the text has none. */
function serverIn(text: string, name: string): Readonly<Record<string, unknown>> {
  try {
    const json = JSON.parse(text) as { mcpServers?: Record<string, unknown>; servers?: Record<string, unknown> } | null;
    const entry = (json?.mcpServers ?? json?.servers)?.[name];
    return typeof entry === "object" && entry !== null ? (entry as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
