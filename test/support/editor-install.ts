/**
 * Installs a real VS Code without a desktop: code-server and the Node it runs on, from npm packages only.
 *
 * code-server's own postinstall never runs: it insists on its Node being on PATH, compiles eight native packages and
 * needs Kerberos headers. The two that matter are compiled here, against the headers inside the Node from npm.
 * Needs npm, g++, make and python3; the oldest VS Code also wants ripgrep on the machine. Where npm has no such Node
 * (macOS), it is the one that runs this.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { nodeComesFromNpm } from "./needs.ts";
import { must } from "./process.ts";
import { cache } from "./project.ts";

export interface EditorVersion {
  readonly codeServer: string;
  readonly node: string;
}

/** The newest VS Code the suite knows (1.139.1), and the oldest that `engines.vscode` admits (1.100.3). */
export const NEWEST: EditorVersion = { codeServer: "4.139.1", node: "24.21.0" };
export const OLDEST: EditorVersion = { codeServer: "4.100.3", node: "20.20.2" };

export interface EditorInstall {
  /** The JavaScript file that starts code-server, and the Node to start it with. */
  readonly entry: string;
  readonly node: string;
}

/** The npm package with Node for this machine, if there is one. */
const NODE_PACKAGE = nodeComesFromNpm(process) ? `node-${process.platform}-${process.arch}` : undefined;

export function isInstalled(version: EditorVersion): boolean {
  return locateEditor(version) !== undefined;
}

/** Returns where this version is installed, or undefined. */
function locateEditor(version: EditorVersion): EditorInstall | undefined {
  const home = homeOf(version);
  if (!existsSync(join(home, "ready"))) return undefined;
  const bundled = join(nodeFolder(home), "bin", "node");
  return {
    entry: join(home, "node_modules", "code-server", "out", "node", "entry.js"),
    node: existsSync(bundled) ? bundled : process.execPath,
  };
}

/** Returns the folder of the Node that runs the server; it need not exist. */
function nodeFolder(home: string): string {
  return join(home, "node_modules", NODE_PACKAGE ?? "no-node-from-npm");
}

/** Installs this version (about 800 MB, one minute) if it is missing. */
export async function installEditor(version: EditorVersion, log: (line: string) => void): Promise<EditorInstall> {
  const present = locateEditor(version);
  if (present) return present;
  const home = homeOf(version);
  log(`fetching code-server ${version.codeServer} into ${home} (once; about 800 MB, a minute or more)`);
  // npm cannot repair an incomplete install, so it starts over.
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  const dependencies = { "code-server": version.codeServer };
  const optionalDependencies = NODE_PACKAGE === undefined ? {} : { [NODE_PACKAGE]: version.node };
  writeFileSync(join(home, "package.json"), JSON.stringify({ private: true, dependencies, optionalDependencies }));
  await npm(["install", "--ignore-scripts", "--no-package-lock"], home);
  const vscode = join(home, "node_modules", "code-server", "lib", "vscode");
  log("fetching what VS Code's server itself needs");
  // Pinned by the shrinkwrap inside the package; `npm ci` refuses it.
  await npm(["install", "--omit=dev", "--ignore-scripts", "--no-save"], vscode);
  await npm(["install", "--omit=dev", "--ignore-scripts", "--no-save"], join(vscode, "extensions"));
  log("compiling its native modules");
  await compileNatives(home, vscode);
  linkRipgrep(vscode, log);
  for (const [folder, target, name] of [
    ["remote-cli", `code-${process.platform}.sh`, "code-server"],
    ["helpers", `browser-${process.platform}.sh`, "browser.sh"],
  ] as const) {
    const link = join(vscode, "bin", folder, name);
    rmSync(link, { force: true });
    symlinkSync(target, link);
  }
  writeFileSync(join(home, "ready"), "");
  const install = locateEditor(version);
  if (!install) throw new Error(`${home} was installed and is gone`);
  await must(install.node, [install.entry, "--version"], { env: { ...process.env, HOME: home } });
  return install;
}

function homeOf(version: EditorVersion): string {
  return join(cache, "editor", `code-server-${version.codeServer}`);
}

async function npm(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
  await must("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd,
    env: { ...process.env, ...env },
    timeoutMs: 400_000,
  });
}

/** Compiles for, and with, the Node that will run the server; `nodedir` keeps node-gyp from downloading headers. */
async function compileNatives(home: string, vscode: string): Promise<void> {
  const node = nodeFolder(home);
  const env = existsSync(node)
    ? { PATH: `${join(node, "bin")}${delimiter}${process.env.PATH}`, npm_config_nodedir: node, npm_config_yes: "true" }
    : { npm_config_yes: "true" };
  const names = ["@vscode/spdlog", "@vscode/native-watchdog", "native-watchdog"];
  const natives = names.filter(name => existsSync(join(vscode, "node_modules", name)));
  const terminal = join(
    vscode,
    "node_modules",
    "node-pty",
    "prebuilds",
    `${process.platform}-${process.arch}`,
    "pty.node",
  );
  if (!existsSync(terminal)) natives.push("node-pty");
  await npm(["rebuild", ...natives], vscode, env);
  if (!existsSync(join(home, "node_modules", "argon2", "prebuilds"))) await npm(["rebuild", "argon2"], home, env);
}

/** Links ripgrep, which old releases download during installation. `workspace.findFiles` fails without it. */
function linkRipgrep(vscode: string, log: (line: string) => void): void {
  const folder = join(vscode, "node_modules", "@vscode", "ripgrep");
  if (!existsSync(folder) || existsSync(join(folder, "bin", "rg"))) return;
  const system = "/usr/bin/rg";
  if (existsSync(system)) {
    mkdirSync(join(folder, "bin"), { recursive: true });
    symlinkSync(system, join(folder, "bin", "rg"));
  } else {
    log("no ripgrep on this machine: file search in this editor will not work");
  }
}

/** Returns the version of the VS Code inside, for reports. */
export function editorVersion(install: EditorInstall): string {
  const product = join(install.entry, "..", "..", "..", "lib", "vscode", "package.json");
  return (JSON.parse(readFileSync(product, "utf8")) as { version: string }).version;
}
