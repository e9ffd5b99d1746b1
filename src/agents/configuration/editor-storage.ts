/** Lists where editors of the VS Code family and their extensions keep a person's data. Most places do not exist. */
import { EDITOR_USER_FOLDERS } from "../../core/agents/code-editors.ts";

/** Returns the storage folders of one extension, by its id in lower case. */
export function editorStorage(home: string, extension: string): readonly string[] {
  return inEditors(home, `globalStorage/${extension}`);
}

/** Returns the files of the person's own settings in each editor. */
export function editorSettings(home: string): readonly string[] {
  return inEditors(home, "settings.json");
}

/** Returns the files of the person's MCP servers in each editor. */
export function editorServers(home: string): readonly string[] {
  return inEditors(home, "mcp.json");
}

function inEditors(home: string, name: string): readonly string[] {
  return EDITOR_USER_FOLDERS.map(folder => `${home}/${folder}/${name}`);
}
