/** VS Code and the editors made from it: products in which agents run, and which other programs may start. */

interface CodeEditor {
  readonly programs: readonly string[];
  /** Of its extensions in a home, and of its settings in a project. */
  readonly folder: string;
  /** What its folders among those of programs' data are called. */
  readonly data: readonly string[];
}

/** A new one is one line here. */
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

/** The names that they are started by. */
export const EDITOR_PROGRAMS: readonly string[] = CODE_EDITORS.flatMap(({ programs }) => programs);

/** `.vscode`, `.cursor` … */
export const EDITOR_FOLDERS: readonly string[] = CODE_EDITORS.map(({ folder }) => folder);

const EDITOR_DATA: readonly string[] = CODE_EDITORS.flatMap(({ data }) => data);

/** Where they keep what is the person's own, relative to a home: `.config/Code/User`. */
export const EDITOR_USER_FOLDERS: readonly string[] = [
  ...[".config", "Library/Application Support", "AppData/Roaming"].flatMap(folder =>
    EDITOR_DATA.map(data => `${folder}/${data}/User`),
  ),
  ...EDITOR_FOLDERS.map(folder => `${folder}-server/data/User`),
  ".local/share/code-server/User",
];
