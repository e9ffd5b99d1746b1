/** Audits configured MCP servers: what they can change, and the secrets in their settings. */

import { ofAgents } from "../agents/known-agents.ts";
import { isPlaceholder } from "../detectors/secrets/text.ts";
import { powersOf } from "../languages/mcp/server-powers.ts";
import { JsonText } from "../text/json-text.ts";
import { endsIn } from "../text/path-pattern.ts";
import { type Finding, finding, type PostureFile } from "./finding.ts";
import { kindOfForm, kindOfName } from "./secret-kinds.ts";

/** File names that several clients and their extensions share. */
const USUAL = ["mcp.json", "mcp_config.json", "mcp-config.json", "*_mcp_settings.json"];

const serverFiles = ofAgents(agents => {
  const all = agents.flatMap(({ servers }) => servers.map(one => ({ ...one, path: one.path.replace(/^~\//, "") })));
  const inSyntax = (syntax: string) => all.filter(one => one.syntax === syntax).map(({ path }) => path);
  return { json: endsIn([...inSyntax("json"), ...USUAL]), toml: endsIn(inSyntax("toml")) };
});

/** Keys under which servers are listed. */
const serverKeys = ofAgents(agents => {
  const keys = agents.flatMap(({ servers }) =>
    servers.flatMap(({ at }) => at.filter(keys => keys.length === 1).flat()),
  );
  return [...new Set(keys)];
});

export function auditMcpServers(file: PostureFile): Finding[] {
  const { json, toml } = serverFiles();
  if (json.test(file.path)) return inJson(file);
  return toml.test(file.path) ? inToml(file) : [];
}

function inJson({ path, text }: PostureFile): Finding[] {
  const json = new JsonText(text, "jsonc");
  return serverKeys().flatMap(key => {
    const servers = json.value([key]);
    if (typeof servers !== "object" || servers === null) return [];
    return Object.entries(servers).flatMap(([name, settings]) => {
      const node = json.at([key, name]);
      if (!node || typeof settings !== "object" || settings === null || settings.disabled === true) return [];
      const line = json.rangeOf(node.parent ?? node).line;
      const secrets = Object.entries(settings.env ?? settings.headers ?? {}).flatMap(([variable, value]) => {
        const inside = json.at([key, name, settings.env ? "env" : "headers", variable]);
        const at = { file: path, line: inside ? json.rangeOf(inside).line : line };
        return typeof value === "string" ? secretOf(name, variable, value, at) : [];
      });
      return [...powerful(name, startOf(settings), JSON.stringify(settings), { file: path, line }), ...secrets];
    });
  });
}

/** Reads `[mcp_servers.name]` and the lines up to the next table. */
function inToml({ path, text }: PostureFile): Finding[] {
  const tables: { name: string; line: number; lines: string[] }[] = [];
  let open: (typeof tables)[number] | undefined;
  for (const [at, line] of text.split("\n", 5000).entries()) {
    const header = /^\s*\[([^\]]{1,200})\]/.exec(line)?.[1];
    if (header !== undefined) {
      const name = /^mcp_servers\.["']?([^."']+)["']?(\.[\w"']+)?$/.exec(header);
      const known = tables.find(table => table.name === name?.[1]);
      open = name?.[1] === undefined ? undefined : (known ?? { name: name[1], line: at + 1, lines: [] });
      if (open && !known) tables.push(open);
    } else open?.lines.push(line);
  }
  return tables.flatMap(({ name, line, lines }) =>
    powerful(name, lines.filter(one => /^\s*(?:command|args|url)\s*=/.test(one)).join("\n"), lines.join("\n"), {
      file: path,
      line,
    }),
  );
}

/** Returns the command or address of a server, without its environment variables. */
function startOf({ command, args, url, serverUrl, httpUrl }: Readonly<Record<string, unknown>>): string {
  return JSON.stringify([command, args, url, serverUrl, httpUrl]);
}

function powerful(name: string, starts: string, settings: string, at: { file: string; line: number }): Finding[] {
  const power = powersOf(name, starts, settings);
  if (!power) return [];
  const fix = power.readOnly
    ? `Start it with ${power.readOnly}, or remove it where no agent needs to write.`
    : "Remove it where no agent needs it, or give it an account that may only read.";
  return [finding("mcp/write-powers", power.severity, at, `The server ${name} ${power.can}.`, fix)];
}

function secretOf(server: string, name: string, value: string, at: { file: string; line: number }): Finding[] {
  if (/^\$|\$\{|^<|^\{/.test(value) || isPlaceholder(value)) return [];
  const kind =
    kindOfForm(value)?.kind ?? kindOfName(name) ?? (NAMED.test(name) && value.length >= 16 ? OTHER : undefined);
  if (!kind) return [];
  return [
    finding(
      "mcp/secret",
      kind.severity,
      at,
      `${name} of the server ${server} is ${kind.is}: it ${kind.can}.`,
      `Write \`\${${name.replace(/\W/g, "_").toUpperCase()}}\` or an input prompt here and keep the value in the system's key store.`,
    ),
  ];
}

const NAMED = /token|secret|passw|api_?key|authorization|credential/i;
const OTHER = { is: "a secret", can: "opens what its name says", severity: "medium" } as const;
