/** Lists VS Code and the editors made from it. Agents run in them, and other programs may start them. */

interface CodeEditor {
  readonly programs: readonly string[];
  /** The folder of its extensions in a home, and of its settings in a project. */
  readonly folder: string;
  /** Names of its folders below the system's folder for application data. */
  readonly data: readonly string[];
}

/** Add an editor by adding a line. */
const CODE_EDITORS: readonly CodeEditor[] = [
  { programs: ["code", "code-insiders", "code-oss"], folder: ".vscode", data: ["Code", "Code - Insiders"] },
  { programs: ["codium", "vscodium", "codium-insiders"], folder: ".vscode-oss", data: ["VSCodium"] },
  { programs: ["cursor"], folder: ".cursor", data: ["Cursor"] },
  // Windsurf is called Devin Desktop now.
  { programs: ["windsurf", "windsurf-next"], folder: ".windsurf", data: ["Windsurf", "Devin"] },
  { programs: ["kiro"], folder: ".kiro", data: ["Kiro"] },
  { programs: ["trae"], folder: ".trae", data: ["Trae"] },
  { programs: ["antigravity"], folder: ".antigravity", data: ["Antigravity"] },
  { programs: ["positron"], folder: ".positron", data: ["Positron"] },
];

/** The commands that start these editors. */
export const EDITOR_PROGRAMS: readonly string[] = CODE_EDITORS.flatMap(({ programs }) => programs);

/** The folders of extensions and project settings: `.vscode`, `.cursor` … */
export const EDITOR_FOLDERS: readonly string[] = CODE_EDITORS.map(({ folder }) => folder);

const EDITOR_DATA: readonly string[] = CODE_EDITORS.flatMap(({ data }) => data);

/** Folders of the person's own settings, relative to a home: `.config/Code/User`. */
export const EDITOR_USER_FOLDERS: readonly string[] = [
  ...[".config", "Library/Application Support", "AppData/Roaming"].flatMap(folder =>
    EDITOR_DATA.map(data => `${folder}/${data}/User`),
  ),
  ...EDITOR_FOLDERS.map(folder => `${folder}-server/data/User`),
  ".local/share/code-server/User",
];
