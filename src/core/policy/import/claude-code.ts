/**
 * Claude Code's `permissions`: `allow`, `ask` and `deny` with `Bash(npm run test:*)`, `Read(./secrets/**)`,
 * `Edit(src/**)`, `WebFetch(domain:example.com)` and `mcp__server__tool` (code.claude.com/docs/en/permissions).
 */
import * as z from "zod";
import { JsonText } from "../../text/json-text.ts";
import { beginning, type Imported, type ImportedWhen, imported, type Translated } from "./imported.ts";

const schema = z.object({
  permissions: z
    .object({ allow: z.array(z.string()), ask: z.array(z.string()), deny: z.array(z.string()) })
    .partial()
    .optional(),
});

type Then = "allow" | "ask" | "deny";

/** Imports `permissions` and never throws. A text that is no such file yields no rules. */
export function importClaudeCode(text: string): Imported {
  const { permissions = {} } = schema.safeParse(new JsonText(text, "jsonc").value()).data ?? {};
  const entries = (["allow", "ask", "deny"] as const).flatMap(then =>
    (permissions[then] ?? []).map(entry => translate(entry, then)),
  );
  return imported("claude-code", "Claude Code's permissions", entries);
}

function translate(entry: string, then: Then): Translated {
  const agent = "claude-code";
  const [, tool = entry, inside] = /^([A-Za-z]+)\((.*)\)$/s.exec(entry) ?? [];
  const rule = (when: ImportedWhen, hole?: string): Translated => ({
    entry,
    when: { ...when, agent },
    then,
    ...(hole !== undefined && { hole }),
  });
  const none = (hole: string): Translated => ({ entry, then, hole });
  if (entry.startsWith("mcp__")) {
    const [, server = "", name = "*"] = entry.split("__");
    return rule({ tool: `${server}/${name}` });
  }
  if (inside === undefined || inside === "*")
    return none(`It speaks of every ${tool}; acts are judged one by one instead.`);
  switch (tool) {
    case "Bash":
      return ofBash(inside, then, rule);
    case "Read":
      return then === "allow"
        ? none("Reading is not held, except of secrets, which stay held.")
        : rule({ path: pathOf(inside), effect: "read-secret" }, "It holds where a secret is read, by any command.");
    case "Edit":
    case "Write":
    case "NotebookEdit":
      return rule({ path: pathOf(inside), effect: ["write", "overwrite"] });
    case "WebFetch":
      return inside.startsWith("domain:")
        ? rule({ host: inside.slice("domain:".length) })
        : none("Only `domain:` is known of web requests.");
    default:
      return none(`The tool ${tool} is not one that acts are known by here.`);
  }
}

/** `npm run test:*` is a prefix of a command; without `:*`, it is the whole command. */
function ofBash(inside: string, then: Then, rule: (when: ImportedWhen, hole?: string) => Translated): Translated {
  const prefix = /^(.*?):?\*$/s.exec(inside)?.[1];
  if (prefix === undefined) {
    const more = "It also means the command with more words behind it.";
    return rule({ command: inside.trim() }, then === "allow" ? undefined : more);
  }
  if (/\s$/.test(prefix) || inside.endsWith(" *")) return rule({ command: listOf(beginning(prefix, then)) });
  return rule({
    command: listOf([...beginning(prefix, then), ...(then === "allow" ? [`${prefix}* *`] : [`${prefix}*`])]),
  });
}

/** `//tmp/x` is absolute; `/x` and `./x` are relative to the project; `~/x` is the same in a policy. */
function pathOf(path: string): string {
  if (path.startsWith("//")) return path.slice(1);
  if (path.startsWith("~/")) return path;
  return path.replace(/^\.?\//, "");
}

function listOf(patterns: readonly string[]): string | string[] {
  const [only, ...rest] = patterns;
  return rest.length === 0 && only !== undefined ? only : [...patterns];
}
