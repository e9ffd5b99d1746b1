/** Determines which env files a program has loaded before it connects, and the variables that it then sees. */
import { parentOf, resolvePath } from "../../text/paths.ts";
import type { EnvFileName, EnvFiles, Family } from "./family.ts";
import { inMode, type Project } from "./project.ts";
import { type Load, pathOf, type Setting } from "./setting.ts";
import { toldBy } from "./setting-values.ts";
import type { EnvFile, World } from "./variables.ts";

/** nextjs.org/docs, "Environment Variable Load Order": the process, then these; `.env.local` is not read in tests. */
export const NEXT: Family = {
  name: "Next.js",
  mode: { variables: ["NODE_ENV"], default: "development" },
  env: { files: [".env.{mode}.local", { file: ".env.local", notIn: ["test"] }, ".env.{mode}", ".env"] },
};

/** vite.dev/guide/env-and-mode: a mode's file is stronger than `.env.local`. */
export const VITE: Family = {
  name: "Vite",
  mode: { variables: [], default: "development" },
  env: { files: [".env.{mode}.local", ".env.{mode}", ".env.local", ".env"] },
};

/** Returns one world, or several if it is unknown which files are loaded. */
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

/** Returns the variables of a program whose file at `path` loads env files: from the call's folder, then its own. */
export function worldLoadedBy(loads: readonly Load[], path: string, mode: string, project: Project): World {
  const own = parentOf(path);
  const folders = [project.folder, own, parentOf(own)];
  const files = loads.flatMap(({ path: setting, order }) => {
    if (order !== undefined) return envFilesOf(ORDERS[order] ?? { files: [] }, mode, project);
    return (setting.kind === "list" ? setting.items : [setting])
      .map(one => nameOf(one, project.world(mode, [])))
      .flatMap(name => folders.flatMap(folder => project.envFile(name, folder) ?? []).slice(0, 1));
  });
  return project.world(
    mode,
    files,
    loads.some(({ override }) => override),
  );
}

const ORDERS = { "Next.js": NEXT.env, Vite: VITE.env } as const;

/** Returns the path of an env file. A variable in it is resolved by the process alone. */
function nameOf(setting: Setting, world: World): string {
  const [told] = setting.kind === "variable" || setting.kind === "first" ? toldBy(setting, world) : [];
  return told?.text ?? (pathOf(setting) || ".env");
}
