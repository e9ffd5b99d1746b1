/**
 * Imports the `permissions` of Cursor's command line in `cli-config.json`: `Shell(git)`, `Read(src/**)`, `Write(**)`
 * (docs.cursor.com/en/cli/reference/permissions). The editor's own database cannot be read.
 */
import * as z from "zod";
import { JsonText } from "../../text/json-text.ts";
import { beginning, type Imported, imported, type Translated } from "./imported.ts";

const schema = z.object({
  permissions: z
    .object({ allow: z.array(z.string()), deny: z.array(z.string()) })
    .partial()
    .optional(),
});

export function importCursor(text: string): Imported {
  const { permissions = {} } = schema.safeParse(new JsonText(text, "jsonc").value()).data ?? {};
  const entries = (["allow", "deny"] as const).flatMap(then =>
    (permissions[then] ?? []).map(entry => translate(entry, then)),
  );
  return imported("cursor", "Cursor's permissions", entries);
}

function translate(entry: string, then: "allow" | "deny"): Translated {
  const [, tool, inside = ""] = /^(Shell|Read|Write)\((.*)\)$/s.exec(entry) ?? [];
  const agent = "cursor";
  switch (tool) {
    case "Shell":
      return { entry, then, when: { command: beginning(inside.replace(/(?::|(?<!\*))\*+$/, ""), then), agent } };
    case "Write":
      return { entry, then, when: { path: inside, effect: ["write", "overwrite"], agent } };
    case "Read":
      return then === "allow"
        ? { entry, then, hole: "Reading is not held, except of secrets, which stay held." }
        : { entry, then, when: { path: inside, effect: "read-secret", agent } };
    default:
      return { entry, then, hole: "It is none of Shell(…), Read(…) and Write(…)." };
  }
}
