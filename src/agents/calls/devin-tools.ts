/** Lists the tools of Devin Local and Devin CLI. Its documentation, "Hooks", names `exec`, `edit` and MCP tools. */
import * as z from "zod";
import { hint } from "../payload.ts";
import { harmlessTools, mcpCall, type ReadTool, readsIfGiven, shell, type Tools } from "./tool-calls.ts";

export const DEVIN = "devin";

const Edited = z.object({
  file_path: hint,
  path: hint,
  old_string: z.string().optional(),
  new_string: z.string().optional(),
});

/** Reads an edit by the names of Claude Code's arguments. Without a file's name it is a call of an unknown tool. */
const editOf =
  (tool: string): ReadTool =>
  (input, at) => {
    const { file_path, path: other, old_string: from, new_string: to } = Edited.safeParse(input).data ?? {};
    const file = file_path ?? other;
    if (file === undefined) return mcpCall(DEVIN, tool)(input, at);
    if (typeof input.content === "string") return { kind: "edit", path: at(file), after: input.content };
    if (from === undefined || to === undefined) return { kind: "edit", path: at(file) };
    if (from === "") return { kind: "edit", path: at(file), after: to };
    return { kind: "edit", path: at(file), replace: [{ from, to, all: input.replace_all === true }] };
  };

export const DEVIN_TOOLS: Tools = new Map([
  ["exec", shell("command", "cwd", "typed")],
  ["edit", editOf("edit")],
  ["write", editOf("write")],
  [
    "read",
    (input, at) =>
      readsIfGiven("file_path")(input, at) ?? readsIfGiven("path")(input, at) ?? mcpCall(DEVIN, "read")(input, at),
  ],
  ["grep", readsIfGiven("path")],
  ...harmlessTools("glob"),
]);
