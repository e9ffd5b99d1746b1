/** Describes Roo Code, which has no hooks in 3.52 (RooCodeInc/Roo-Code, April 2026). */
import { withoutHooks } from "./calls/no-hooks.ts";
import { editorStorage } from "./configuration/editor-storage.ts";
import { serverFiles } from "./configuration/mcp-servers.ts";
import { EDITOR_SETTINGS, ON, unasked } from "./configuration/switches.ts";

export const rooCode = withoutHooks({
  id: "roo-code",
  title: "Roo Code",
  owns: {
    folders: [".roo"],
    settings: [".roo/**.json"],
  },
  // Roo Code runs commands in the editor's own terminals (`Terminal.getEnv` of the same source).
  shellMarkers: [{ name: "ROO_ACTIVE" }],
  cannot: [
    "Roo Code has no hooks, so AgentGuard is not asked before it acts.",
    "Guarded terminals hold the commands that it runs in the editor's terminals, and the MCP relay holds calls of MCP servers that are started through it.",
    "Its edits and deletions are noticed only after they happened.",
  ],
  switches: [
    unasked(EDITOR_SETTINGS, ["roo-cline.alwaysAllowExecute"], ON, {
      says: "`roo-cline.alwaysAllowExecute` lets the agent run commands unasked.",
      fix: "Set it to false.",
    }),
  ],
  // Roo Code documentation, "Using MCP in Roo Code".
  mcpServers: ({ home }, root) =>
    serverFiles(
      editorStorage(home, "rooveterinaryinc.roo-cline").map(folder => `${folder}/settings/mcp_settings.json`),
      root,
      ".roo/mcp.json",
    ),
  detect: ({ home }, exists) => [`${home}/.roo`, ...editorStorage(home, "rooveterinaryinc.roo-cline")].some(exists),
});
