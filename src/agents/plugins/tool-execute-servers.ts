/** Finds the MCP servers of OpenCode and its forks (OpenCode documentation, "MCP servers"). */
import type { McpServerFile } from "../agent.ts";

/** Returns the files. `name` is their name, `folder` the person's own folder. */
export function toolExecuteServers(name: string, folder: string, root: string | undefined): McpServerFile[] {
  const folders = root === undefined ? [folder] : [folder, root, `${root}/.${name}`];
  return folders.flatMap(place =>
    [".json", ".jsonc"].map(
      (ending): McpServerFile => ({
        file: `${place}/${name}${ending}`,
        at: [["mcp"]],
        command: "list",
        env: "environment",
        program: "local",
      }),
    ),
  );
}
