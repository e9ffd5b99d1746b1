/** What editors of the VS Code family and their extensions keep of a person's; most of these places do not exist. */
import { EDITOR_USER_FOLDERS } from "../../core/agents/code-editors.ts";

/** Folders of one extension, by its id in lower case. */
export function editorStorage(home: string, extension: string): readonly string[] {
  return inEditors(home, `globalStorage/${extension}`);
}

/** The person's own settings in each editor. */
export function editorSettings(home: string): readonly string[] {
  return inEditors(home, "settings.json");
}

/** The person's MCP servers in each editor. */
export function editorServers(home: string): readonly string[] {
  return inEditors(home, "mcp.json");
}

function inEditors(home: string, name: string): readonly string[] {
  return EDITOR_USER_FOLDERS.map(folder => `${home}/${folder}/${name}`);
}
