/** Which env files a program has loaded by the time it connects, and what it is told by them. */
import { parentOf, resolvePath } from "../../paths.ts";
import type { EnvFileName, EnvFiles } from "./family.ts";
import { inMode, type Project } from "./project.ts";
import { pathOf, type Setting } from "./setting.ts";
import { toldBy } from "./told.ts";
import type { EnvFile, World } from "./variables.ts";

/** One world; several where nobody knows which files it loads. */
export function worldsOf(env: EnvFiles | undefined, mode: string, project: Project): readonly World[] {
  const files = env ? envFilesOf(env, mode, project) : [];
  if (env?.as !== "any" || files.length === 0) return [project.world(mode, files, env?.override)];
  return files.map(file => project.world(mode, [file], env.override));
}

function envFilesOf(env: EnvFiles, mode: string, project: Project): readonly EnvFile[] {
  const named = env.files
    .map((one): EnvFileName => (typeof one === "string" ? { file: one } : one))
    .flatMap(one => {
      const file = one.notIn?.includes(mode) ? undefined : inMode(one.file, mode);
      return file === undefined ? [] : [{ ...one, file }];
    });
  const folders = env.upward ? project.folders() : [project.folder];
  const find = ({ file, read }: EnvFileName) =>
    folders.flatMap(folder => project.envFile(file, folder, read) ?? []).slice(0, 1);
  if (env.as !== "one") return named.flatMap(find);
  const others = named.filter(({ read }) => read !== undefined).flatMap(find);
  const plain = named.filter(({ read }) => read === undefined);
  const [only] = plain.flatMap(find);
  const [wanted] = plain;
  if (!only) return others;
  const fallen = wanted !== undefined && only.file !== resolvePath(wanted.file, project.folder);
  return [...others, fallen ? { ...only, note: `${wanted.file} is missing` } : only];
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
    .flatMap(load => {
      // What comes from a variable is told by the process alone.
      const [told] = load.kind === "variable" || load.kind === "first" ? toldBy(load, project.world(mode, [])) : [];
      return told?.text ?? (pathOf(load) || ".env");
    })
    .flatMap(name => folders.flatMap(folder => project.envFile(name, folder) ?? []).slice(0, 1));
}
