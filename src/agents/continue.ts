/**
 * Describes Continue. The command line 1.5.47 contains a whole loader of hooks in Claude Code's form, but nothing in
 * its bundle calls it. Check this again with each release.
 */
import { withoutHooks } from "./calls/no-hooks.ts";

export const continueDev = withoutHooks({
  id: "continue",
  title: "Continue",
  owns: {
    folders: [".continue"],
    settings: [".continue/config.*"],
    programs: { cn: { unasked: ["auto"] } },
  },
  shellMarkers: [],
  cannot: [
    "Continue reads hooks from its settings and never runs one, so AgentGuard is not asked before it acts.",
    "Guarded terminals hold the commands that it runs in the editor's terminals, and the MCP relay holds calls of MCP servers that are started through it.",
    "Its edits and deletions are noticed only after they happened.",
  ],
  client: {
    commands: ["cn"],
    ownFolders: ["/@continuedev/"],
    versionArguments: ["--version"],
    measured: "1.5.47",
  },
  // Continue's reference of `config.yaml`: servers are a list, each with a name.
  mcpServers: ({ home }) => [{ file: `${home}/.continue/config.yaml`, at: [["mcpServers"]], syntax: "yaml" }],
  detect: ({ home }, exists) => exists(`${home}/.continue`),
});
