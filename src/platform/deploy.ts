/** Copies what agents start to paths that never change, so that an editor update breaks no hook. */
import { chmodSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, delimiter, isAbsolute, join } from "node:path";
import { isExecutable, withoutStandIns } from "./executables.ts";
import { makePrivateFolder, type Places } from "./places.ts";
import { realOf } from "./real-path.ts";

/** Built files that the launcher or a person starts from the runtime folder, each after the files that it loads. */
export const RUNTIME_FILES = [
  "libpg-query.wasm",
  "engine.cjs",
  "service.cjs",
  "hook.cjs",
  "relay.cjs",
  "cli.cjs",
] as const;

/** The file that names the version in the runtime folder. */
const VERSION_FILE = "version";

/** Writes a file like `replaceFile`, or only records it. Returns whether it wrote. */
export type Write = (path: string, content: Buffer, mode: number) => boolean;

/** Returns the files that `deployRuntime` writes. */
export function runtimeFiles({ runtime, launcher, relay }: Places): readonly string[] {
  return [...RUNTIME_FILES.map(name => join(runtime, name)), join(runtime, VERSION_FILE), launcher, relay];
}

export interface Deployment {
  /** The launcher's text. */
  readonly launcher: string;
  /** The text of the script that starts the relay. */
  readonly relay: string;
  readonly version: string;
}

/** Returns the deployed version; `0` when nothing is deployed. */
export function deployedVersion(places: Places): string {
  try {
    return readFileSync(join(places.runtime, VERSION_FILE), "utf8").trim();
  } catch {
    return "0";
  }
}

/**
 * Updates the runtime folder and the launcher, and returns the paths that changed. Each file is replaced in one step,
 * so that a hook sees either the old or the new one. Throws when `distDir` is not a build.
 */
export function deployRuntime(
  places: Places,
  distDir: string,
  { launcher, relay, version }: Deployment,
  write: Write = replaceFile,
): string[] {
  makePrivateFolder(places.data);
  makePrivateFolder(places.runtime);
  const wanted: [path: string, content: Buffer, mode: number][] = [
    ...RUNTIME_FILES.map(
      name => [join(places.runtime, name), readFileSync(join(distDir, name)), 0o600] as [string, Buffer, number],
    ),
    [join(places.runtime, VERSION_FILE), Buffer.from(`${version}\n`), 0o600],
    // The launcher comes last, because it refers to the others.
    [places.launcher, Buffer.from(launcher), 0o755],
    [places.relay, Buffer.from(relay), 0o755],
  ];
  return wanted.filter(([path, content, mode]) => write(path, content, mode)).map(([path]) => path);
}

/** Returns the absolute path of a program, from fixed folders before PATH; empty when there is none. */
export function findProgram(name: string, env: NodeJS.ProcessEnv = process.env): string {
  const folders = ["/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin"];
  const path = withoutStandIns(env.PATH ?? "")
    .split(delimiter)
    .filter(isAbsolute);
  return [...folders, ...path].map(folder => join(folder, name)).find(isExecutable) ?? "";
}

/**
 * Returns the first line of a script that no variable can disable. bash takes its options from the environment
 * (`SHELLOPTS=noexec` makes it do nothing and succeed) unless it is told not to; other shells behind `sh` may not know
 * that option.
 */
export function scriptShell(sh = "/bin/sh"): string {
  const behind = process.platform === "darwin" ? "bash" : basename(realOf(sh));
  if (behind !== "bash") return sh;
  return isExecutable("/bin/dash") ? "/bin/dash" : `${sh} -p`;
}

/** Writes a file in one step if its content differs. Returns whether it wrote. */
export function replaceFile(path: string, content: Buffer, mode: number): boolean {
  try {
    if (readFileSync(path).equals(content)) {
      chmodSync(path, mode);
      return false;
    }
  } catch {
    // A missing or unreadable file is written anew.
  }
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content, { mode });
  chmodSync(draft, mode);
  renameSync(draft, path);
  return true;
}
