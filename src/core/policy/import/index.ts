/** The lists that can be taken over, and where their tools keep them. */
import { importClaudeCode } from "./claude-code.ts";
import { importCodex } from "./codex.ts";
import { importCursor } from "./cursor.ts";
import type { Imported } from "./imported.ts";
import { importVsCode } from "./vscode.ts";

export interface ImportSource {
  readonly id: string;
  readonly title: string;
  /** Relative to the home folder (`~/`) or to the workspace; `*` stands for any name. */
  readonly files: readonly string[];
  readonly read: (text: string) => Imported;
}

export const IMPORTS: readonly ImportSource[] = [
  {
    id: "claude-code",
    title: "Claude Code",
    files: ["~/.claude/settings.json", ".claude/settings.json", ".claude/settings.local.json"],
    read: importClaudeCode,
  },
  { id: "cursor", title: "Cursor", files: ["~/.cursor/cli-config.json", ".cursor/cli.json"], read: importCursor },
  {
    id: "vscode",
    title: "VS Code",
    files: [
      "~/.config/Code/User/settings.json",
      "~/Library/Application Support/Code/User/settings.json",
      ".vscode/settings.json",
    ],
    read: importVsCode,
  },
  {
    id: "codex",
    title: "Codex",
    files: ["~/.codex/rules/default.rules", ".codex/rules/default.rules"],
    read: importCodex,
  },
];
