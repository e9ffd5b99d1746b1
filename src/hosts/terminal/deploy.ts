/** Writes the scripts of guarded shells, with the paths of this machine, to places that never change. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { AGENTS } from "../../agents/index.ts";
import { replaceFile, scriptShell, type Write } from "../../platform/deploy.ts";
import { STAND_INS_MARK } from "../../platform/executables.ts";
import { makePrivateFolder, type Places } from "../../platform/places.ts";
import { shellProof } from "../hook/shell-proof.ts";
import { MARKED_FILE, terminalPlaces } from "./places.ts";
import { dropUnmarked } from "./stand-ins.ts";

/** `distDir` holds the build with a folder of our scripts. Returns the paths that changed. */
export function deployTerminal(own: Places, distDir: string, write: Write = replaceFile): string[] {
  const source = join(distDir, "terminal");
  const to = terminalPlaces(own);
  const proof = shellProof(own);
  const raw = (name: string) => readFileSync(join(source, name), "utf8");
  const filled = (name: string, quoted: (text: string) => string) =>
    raw(name)
      .replaceAll("@launcher@", () => quoted(own.launcher))
      .replaceAll("@socket@", () => quoted(own.socket))
      .replaceAll("@key@", () => quoted(proof?.key ?? ""))
      .replaceAll("@nonce@", () => proof?.nonce ?? "nonce=")
      .replaceAll("@digest@", () => proof?.digest ?? ":")
      .replaceAll("@folder@", () => quoted(to.folder))
      .replaceAll("@shim@", () => quoted(to.shim))
      .replaceAll("@shims@", () => quoted(to.shims))
      .replaceAll("@mark@", STAND_INS_MARK)
      .replaceAll("@markers@", () => quoted(markers()));
  const wanted: readonly (readonly [path: string, text: string, mode: number])[] = [
    [to.bash, filled("guard.bash", posix), 0o600],
    [to.bashStart, filled("rc.bash", posix), 0o600],
    [join(to.folder, "guard.zsh"), filled("guard.zsh", posix), 0o600],
    [join(to.zsh, ".zshenv"), filled("zshenv.zsh", posix), 0o600],
    [to.fish, filled("guard.fish", fish), 0o600],
    [to.powershell, filled("guard.ps1", powershell), 0o600],
    [join(to.shims, STAND_INS_MARK), "", 0o600],
    [to.shim, `#!${scriptShell()}\n${filled("shim.sh", posix)}`, 0o755],
  ];
  for (const folder of [own.data, ...to.folders]) makePrivateFolder(folder);
  const changed = wanted.filter(([path, text, mode]) => write(path, Buffer.from(text), mode)).map(([path]) => path);
  if (own.strong === undefined) keepScripts(distDir, own.runtime);
  dropUnmarked(to.shims, join(source, MARKED_FILE));
  return changed;
}

/** Copies the scripts to the runtime folder, from which the command line deploys as well. */
export function keepScripts(distDir: string, runtime: string): void {
  const [from, to] = [join(distDir, "terminal"), join(runtime, "terminal")];
  if (resolve(from) === resolve(to)) return;
  makePrivateFolder(to);
  for (const name of readdirSync(from)) replaceFile(join(to, name), readFileSync(join(from, name)), 0o644);
}

/** Returns one line for each variable, with the pattern of its value, for shells that cannot ask us. */
function markers(): string {
  const lines = AGENTS.flatMap(({ shellMarkers }) =>
    shellMarkers.map(({ name, value }) => `${name} ${value?.source ?? ""}`.trimEnd()),
  );
  return [...new Set(lines)].join("\n");
}

function posix(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function fish(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

function powershell(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
