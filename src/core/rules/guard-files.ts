/** The guard's own files and the agents' hook configuration: changing them turns the guard off. */
import type { Surroundings } from "../facts.ts";
import { isBelow, isWindows, normalizePath } from "../paths.ts";

export interface GuardFile {
  /** `own`: no card can let an agent do it. `hooks` and `policy`: a person is asked. */
  readonly kind: "own" | "hooks" | "policy";
  readonly what: string;
}

/** Where a user's data and configuration live, by platform, relative to the home folder. */
const OWN_IN_HOME =
  /^(\.local\/share|\.config|Library\/(Application Support|Preferences)|AppData\/(Local|Roaming))\/agentguard(\/|$)/i;

/**
 * What guard file an absolute `path` is; a folder that contains one counts as it. `around.guard` are the guard's own
 * folders: an agent's variables may name another home than the one they are in.
 */
export function guardFile(
  path: string,
  around: Pick<Surroundings, "home" | "guard" | "platform">,
): GuardFile | undefined {
  const { home, guard = [], platform } = around;
  // There a name in other letters is the same file.
  const fold = (text: string) => {
    const normal = normalizePath(text);
    return platform === "linux" && !isWindows(normal) ? normal : normal.toLowerCase();
  };
  const folded = fold(path);
  if (guard.map(fold).some(folder => folded === folder || folded.startsWith(`${folder}/`)))
    return { kind: "own", what: "AgentGuard's own files" };
  const inHome = home !== undefined && folded.startsWith(`${fold(home)}/`) ? path.slice(fold(home).length + 1) : "";
  if (OWN_IN_HOME.test(inHome)) return { kind: "own", what: "AgentGuard's own files" };
  if (/\/\.claude(\/settings(\.local)?\.json)?$/.test(folded))
    return { kind: "hooks", what: "Claude Code's settings, which hold the guard's hook" };
  if (/\/\.cursor(\/hooks\.json)?$/.test(folded))
    return { kind: "hooks", what: "Cursor's hooks, which hold the guard's hook" };
  if (/^(\/etc|\/Library\/Application Support|[a-z]:\/ProgramData)\/agentguard(\/|$)/i.test(path))
    return { kind: "own", what: "the organization's guard policy" };
  if (/^(\/etc|\/Library\/Application Support|[a-z]:\/Program(Data| Files))\/(claude-?code|cursor)(\/|$)/i.test(path))
    return { kind: "hooks", what: "machine-wide agent settings" };
  if (/\/\.agentguard\.json$/.test(folded)) return { kind: "policy", what: "the workspace's guard policy" };
  return undefined;
}

/** Whether a folder of the guard lies in `path`: it goes where `path` goes. */
export function holdsGuard(path: string, { guard = [] }: Pick<Surroundings, "guard">): boolean {
  return guard.some(folder => isBelow(folder, path, "linux"));
}

/** The first guard file that a text names in so many words: program code, or a path with parts that are not known. */
export function guardFileIn(text: string, guard: readonly string[] = []): string | undefined {
  const folder = guard.find(path => text.includes(path));
  return (
    folder ??
    /(\.local\/share|\.config|Library\/Application Support|Library\/Preferences)\/agentguard(?=[\s/'"`)]|$)/.exec(
      text,
    )?.[0] ??
    /\.claude\/settings(\.local)?\.json|\.cursor\/hooks\.json|(?<![\w-])\.agentguard\.json/.exec(text)?.[0]
  );
}
