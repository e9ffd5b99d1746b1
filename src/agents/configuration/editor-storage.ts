/** Where editors of the VS Code family keep a person's settings, and what their extensions store. */

const EDITORS = ["Code", "Code - Insiders", "VSCodium", "Cursor", "Windsurf", "Devin"];
const SERVERS = [".vscode-server", ".cursor-server", ".windsurf-server"];

/** Folders of one extension, by its id in lower case; most of them do not exist. */
export function editorStorage(home: string, extension: string): readonly string[] {
  return userFolders(home).map(folder => `${folder}/globalStorage/${extension}`);
}

/** The person's own settings in each editor; most of them do not exist. */
export function editorSettings(home: string): readonly string[] {
  return userFolders(home).map(folder => `${folder}/settings.json`);
}

/** The person's MCP servers in each editor; most of them do not exist. */
export function editorServers(home: string): readonly string[] {
  return userFolders(home).map(folder => `${folder}/mcp.json`);
}

function userFolders(home: string): readonly string[] {
  const settings = [`${home}/.config`, `${home}/Library/Application Support`, `${home}/AppData/Roaming`];
  return [
    ...settings.flatMap(folder => EDITORS.map(editor => `${folder}/${editor}`)),
    ...SERVERS.map(server => `${home}/${server}/data`),
    `${home}/.local/share/code-server`,
  ].map(folder => `${folder}/User`);
}
