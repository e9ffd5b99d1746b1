/** Where editors of the VS Code family keep what their extensions store: the sign that an extension is used. */

const EDITORS = ["Code", "Code - Insiders", "VSCodium", "Cursor", "Windsurf", "Devin"];
const SERVERS = [".vscode-server", ".cursor-server", ".windsurf-server"];

/** Folders of one extension, by its id in lower case; most of them do not exist. */
export function editorStorage(home: string, extension: string): readonly string[] {
  const settings = [`${home}/.config`, `${home}/Library/Application Support`, `${home}/AppData/Roaming`];
  return [
    ...settings.flatMap(folder => EDITORS.map(editor => `${folder}/${editor}`)),
    ...SERVERS.map(server => `${home}/${server}/data`),
  ].map(folder => `${folder}/User/globalStorage/${extension}`);
}
