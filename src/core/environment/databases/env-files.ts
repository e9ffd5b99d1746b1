/** Which env files a program has loaded by the time it connects, and what it is told by them. */
import { parentOf, resolvePath } from "../../paths.ts";
import type { EnvFiles } from "./family.ts";
import { inMode, type Project } from "./project.ts";
import type { Setting } from "./setting.ts";
import { toldBy } from "./told.ts";
import type { EnvFile, World } from "./variables.ts";

/** One world; several where nobody knows which files it loads. */
export function worldsOf(env: EnvFiles | undefined, mode: string, project: Project): readonly World[] {
  const files = env ? envFilesOf(env, mode, project) : [];
  if (env?.as !== "any" || files.length === 0) return [project.world(mode, files, env?.override)];
  return files.map(file => project.world(mode, [file], env.override));
}

function envFilesOf(env: EnvFiles, mode: string, project: Project): readonly EnvFile[] {
  const names = env.files.flatMap(one => {
    if (typeof one === "string") return inMode(one, mode) ?? [];
    return one.notIn.includes(mode) ? [] : (inMode(one.file, mode) ?? []);
  });
  const folders = env.upward ? project.folders() : [project.folder];
  const found = names.flatMap(name => folders.flatMap(folder => project.envFile(name, folder) ?? []).slice(0, 1));
  if (env.as !== "one") return found;
  const [wanted] = names;
  const [only] = found;
  if (!only || wanted === undefined || only.file === resolvePath(wanted, project.folder)) return found.slice(0, 1);
  return [{ ...only, note: `${wanted} is missing` }];
}

/** The env files that the configuration program at `path` loads: seen from the call's folder, then from its own. */
export function filesLoadedBy(
  loads: readonly Setting[],
  path: string,
  mode: string,
  project: Project,
): readonly EnvFile[] {
  const own = parentOf(path);
  const folders = [project.folder, own, parentOf(own)];
  return loads
    .flatMap(load => (load.kind === "list" ? load.items : [load]))
    .flatMap(load => toldBy(load, project.world(mode, [])))
    .map(({ text }) => nameIn(text ?? ""))
    .flatMap(name => folders.flatMap(folder => project.envFile(name, folder) ?? []).slice(0, 1));
}

/** `.env.staging` of `<folder of the program>/.env.staging`; the usual file where nothing is named. */
function nameIn(text: string): string {
  const hole = text.lastIndexOf("\uFFFC");
  const name = hole === -1 ? text : text.slice(hole + 1).replace(/^\/+/, "");
  return name === "" ? ".env" : name;
}
