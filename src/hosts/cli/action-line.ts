/** Parses one line of `agentguard check --batch` into an action: a JSON object whose invalid fields are named. */
import { resolve } from "node:path";
import * as z from "zod";
import type { Action, ShellDialect } from "../../core/action/action.ts";

export type Line =
  | { readonly kind: "action"; readonly id: unknown; readonly action: Action }
  | { readonly kind: "invalid"; readonly id: unknown; readonly error: string };

/** Common names of the dialects. */
const SHELLS: Readonly<Record<string, ShellDialect>> = {
  bash: "bash",
  sh: "sh",
  dash: "sh",
  ash: "sh",
  posix: "sh",
  zsh: "zsh",
  fish: "fish",
  powershell: "powershell",
  pwsh: "powershell",
  cmd: "cmd",
  "cmd.exe": "cmd",
};

export const shellSchema = z
  .string()
  .transform(name => SHELLS[name.toLowerCase()])
  .refine(shell => shell !== undefined, `must be one of ${Object.keys(SHELLS).join(", ")}`);

/** JSON writers use `null` for absent values, so both mean the same. */
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform(value => value ?? undefined);
const path = z.string().min(1);

const shared = {
  cwd: optional(path),
  env: optional(z.record(z.string(), z.string())),
  agent: optional(z.string().min(1).max(100)),
};

const lineSchema = z.discriminatedUnion(
  "kind",
  [
    z.object({ kind: z.literal("command"), text: z.string(), shell: optional(shellSchema), ...shared }),
    z.object({ kind: z.literal("sql"), text: z.string(), ...shared }),
    z.object({
      kind: z.literal("edit"),
      path,
      before: z.string().nullish(),
      after: optional(z.string()),
      ...shared,
    }),
    z.object({ kind: z.literal("patch"), text: z.string(), ...shared }),
    z.object({ kind: z.literal("delete"), path, ...shared }),
    z.object({ kind: z.literal("move"), path, to: path, ...shared }),
    z.object({ kind: z.literal("read"), path, ...shared }),
    z.object({
      kind: z.literal("mcp"),
      server: z.string(),
      tool: z.string(),
      arguments: optional(z.record(z.string(), z.unknown())),
      ...shared,
    }),
    z.object({ kind: z.literal("fetch"), url: z.string(), method: optional(z.string()), ...shared }),
  ],
  { error: () => "must be one of command, sql, edit, patch, delete, move, read, mcp, fetch" },
);

/** Parses a line. `here` is the working directory for lines that name none. Never throws. */
export function readLine(text: string, here: string): Line {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { kind: "invalid", id: null, error: `not JSON: ${(error as Error).message}` };
  }
  const id = (typeof value === "object" && value !== null && "id" in value ? value.id : undefined) ?? null;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { kind: "invalid", id, error: "line: must be a JSON object" };
  const read = lineSchema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const what = issue?.message.endsWith("received undefined") ? "is missing" : (issue?.message ?? "not valid");
    return { kind: "invalid", id, error: `${issue?.path.join(".") || "line"}: ${what}` };
  }
  return { kind: "action", id, action: toAction(read.data, here) };
}

function toAction(line: z.infer<typeof lineSchema>, here: string): Action {
  const base = {
    cwd: resolve(here, line.cwd ?? "."),
    origin: { agent: line.agent ?? "unknown" },
    ...(line.env && { env: line.env }),
  };
  switch (line.kind) {
    case "command":
      return { ...base, kind: line.kind, text: line.text, shell: line.shell ?? "bash" };
    case "sql":
    case "patch":
      return { ...base, kind: line.kind, text: line.text };
    case "edit":
      return {
        ...base,
        kind: line.kind,
        path: line.path,
        ...(line.before !== undefined && { before: line.before }),
        ...(line.after !== undefined && { after: line.after }),
      };
    case "move":
      return { ...base, kind: line.kind, path: line.path, to: line.to };
    case "delete":
    case "read":
      return { ...base, kind: line.kind, path: line.path };
    case "mcp":
      return { ...base, kind: line.kind, server: line.server, tool: line.tool, arguments: line.arguments ?? {} };
    case "fetch":
      return { ...base, kind: line.kind, url: line.url, method: (line.method ?? "GET").toUpperCase() };
  }
}
