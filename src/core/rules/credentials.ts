/** Secrets that an act carries, traced to where they are defined: found is not given. */
import type { Action } from "../action/action.ts";
import type { Contribution } from "../decision/decision.ts";
import type { Facts } from "../facts.ts";
import { relativeTo } from "../paths.ts";
import type { Policy } from "../policy/policy.ts";
import { FOUND_CREDENTIAL } from "./score.ts";

/** Shorter values are too common to be recognised by their text. */
const SHORTEST = 12;
const SECRET_NAME = /token|secret|passw|api_?key|private|credential|auth/i;

/** One contribution for each credential whose value stands in the act and in an env file of the workspace. */
export function foundCredentials(action: Action, facts: Facts, policy: Policy): Contribution[] {
  const text = textOf(action);
  if (text === undefined) return [];
  const found: Contribution[] = [];
  const used = variablesIn(text);
  for (const root of facts.around.roots) {
    for (const entry of facts.ask({ kind: "dotenv", root }) ?? []) {
      if (!SECRET_NAME.test(entry.name)) continue;
      const carried = entry.value.length >= SHORTEST && text.includes(entry.value);
      if (!carried && !used.has(entry.name)) continue;
      const purpose = policy.credentials.find(({ name }) => name === entry.name)?.for.join(", ");
      found.push({
        rule: "credentials/found",
        points: FOUND_CREDENTIAL,
        because: `its credential is ${entry.name} from ${relativeTo(entry.file, root, facts.around.platform)}, line ${entry.line}${purpose ? `, which is meant for ${purpose}` : ""}`,
      });
    }
  }
  return found.slice(0, 3);
}

function textOf(action: Action): string | undefined {
  if (action.kind === "command" || action.kind === "sql") return action.text;
  if (action.kind === "mcp") return JSON.stringify(action.arguments);
  return undefined;
}

/** Names of variables that a text expands. Gathered once: a workspace may define thousands. */
function variablesIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name = ""]) => name));
}
