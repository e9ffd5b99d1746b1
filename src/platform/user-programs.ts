/**
 * Finds programs that a person has installed. An editor started from the desktop does not have the PATH of a login
 * shell, so the folders that installers use are searched as well.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram } from "./deploy.ts";
import { isExecutable } from "./executables.ts";

/** Returns the absolute path of a program; empty when there is none. `home`: the person's home folder. Only reads. */
export function findUserProgram(name: string, home: string, env: NodeJS.ProcessEnv): string {
  const onPath = findProgram(name, env);
  if (onPath !== "") return onPath;
  return (
    usualFolders(home)
      .map(folder => join(folder, name))
      .find(isExecutable) ?? ""
  );
}

const IN_HOME = [
  ".local/bin",
  "bin",
  ".npm-global/bin",
  ".bun/bin",
  ".cargo/bin",
  "go/bin",
  ".volta/bin",
  ".asdf/shims",
  ".local/share/mise/shims",
  ".local/share/pnpm",
  "Library/pnpm",
  ".yarn/bin",
];

function usualFolders(home: string): readonly string[] {
  const prefix = npmPrefix(home);
  return [
    ...IN_HOME.map(folder => join(home, folder)),
    ...(prefix === undefined ? [] : [join(prefix, "bin")]),
    ...versionsIn(join(home, ".nvm", "versions", "node")).map(version => join(version, "bin")),
    ...versionsIn(join(home, ".local", "share", "fnm", "node-versions")).map(version =>
      join(version, "installation", "bin"),
    ),
    "/home/linuxbrew/.linuxbrew/bin",
    "/snap/bin",
  ];
}

/** Returns the absolute prefix of `npm install --global`, if the person has set one. */
function npmPrefix(home: string): string | undefined {
  const said = /^\s*prefix\s*=\s*"?([^"\n]+?)"?\s*$/m.exec(textOf(join(home, ".npmrc")))?.[1];
  const folder = said?.replace(/^~(?=\/)|\$\{HOME\}/, home);
  return folder?.startsWith("/") ? folder : undefined;
}

/** Returns the newest version first. */
function versionsIn(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder);
    return names.sort((a, b) => b.localeCompare(a, "en", { numeric: true })).map(name => join(folder, name));
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
