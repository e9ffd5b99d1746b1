/** Where OpenCode and what is built on it keep their MCP servers (OpenCode documentation, "MCP servers"). */
import type { McpServerFile } from "../agent.ts";

/** `name` of the files, `folder` of the person's own. */
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
