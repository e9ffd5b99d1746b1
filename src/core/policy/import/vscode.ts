/**
 * Imports VS Code's `chat.tools.terminal.autoApprove`: command prefixes or `/expressions/`, each true, false or null,
 * or `{ approve, matchCommandLine }` (code.visualstudio.com/docs/copilot/reference/copilot-settings). False means that
 * it asks: it never blocks.
 */
import * as z from "zod";
import { JsonText } from "../../text/json-text.ts";
import { beginning, type Imported, imported, type Translated } from "./imported.ts";

const KEY = "chat.tools.terminal.autoApprove";
const word = z.union([
  z.boolean(),
  z.null(),
  z.object({ approve: z.boolean(), matchCommandLine: z.boolean().optional() }),
]);
const schema = z.object({ [KEY]: z.record(z.string(), word).optional() });

export function importVsCode(text: string): Imported {
  const list = schema.safeParse(new JsonText(text, "jsonc").value()).data?.[KEY] ?? {};
  const entries = Object.entries(list).flatMap(([entry, said]): Translated[] => {
    const approve = typeof said === "object" ? said?.approve : said;
    // Null removes a built-in entry of the editor and adds none.
    if (approve === undefined || approve === null) return [];
    return [translate(entry, approve ? "allow" : "ask", typeof said === "object" && said?.matchCommandLine === true)];
  });
  return imported("vscode", "VS Code's auto-approval", entries);
}

function translate(entry: string, then: "allow" | "ask", whole: boolean): Translated {
  if (whole && then === "allow")
    return { entry, then, hole: "It lets whole command lines pass unread; every command in them is judged instead." };
  const expression = /^\/(.*)\/[a-z]*$/s.exec(entry)?.[1];
  const texts = expression === undefined ? [entry] : spellingsOf(expression);
  if (!texts) return { entry, then, hole: "The expression is no plain beginning of a command, and is left out." };
  return { entry, then, when: { command: texts.flatMap(text => beginning(text, then)) } };
}

const MOST = 40;

/** Expands `^git (status|log)\b` into command prefixes; undefined for more complex expressions. */
function spellingsOf(expression: string): string[] | undefined {
  const found = /^\^((?:[\w ./:-]|\\[ ./-]|\\s\+?|\((?:\?:)?[\w |./:-]+\))+)(?:\\b|\\s\.\*|\$|\.\*)?\$?$/.exec(
    expression,
  );
  if (!found?.[1]) return undefined;
  const parts = found[1]
    .replace(/\\s\+?/g, " ")
    .replace(/\\(.)/g, "$1")
    .split(/(\([^()]*\))/);
  let texts = [""];
  for (const part of parts) {
    const choices = part.startsWith("(") ? part.slice(1, -1).replace(/^\?:/, "").split("|") : [part];
    texts = texts.flatMap(text => choices.map(choice => text + choice));
    if (texts.length > MOST) return undefined;
  }
  return texts;
}
