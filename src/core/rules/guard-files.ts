/** The guard's own files and the agents' hook configuration: changing them turns the guard off. */

export interface GuardFile {
  /** `own`: no card can let an agent do it. `hooks` and `policy`: a person is asked. */
  readonly kind: "own" | "hooks" | "policy";
  readonly what: string;
}

/**
 * What guard file an absolute `path` is; a folder that contains one counts as it. `guard` are the guard's own folders:
 * an agent's variables may name another home than the one they are in.
 */
export function guardFile(
  path: string,
  home: string | undefined,
  guard: readonly string[] = [],
): GuardFile | undefined {
  if (guard.some(folder => path === folder || path.startsWith(`${folder}/`)))
    return { kind: "own", what: "AgentGuard's own files" };
  const inHome = home !== undefined && path.startsWith(`${home}/`) ? path.slice(home.length + 1) : "";
  if (
    /^(\.local\/share|\.config|Library\/(Application Support|Preferences)|AppData\/(Local|Roaming))\/agentguard(\/|$)/.test(
      inHome,
    )
  )
    return { kind: "own", what: "AgentGuard's own files" };
  if (/\/\.claude(\/settings(\.local)?\.json)?$/.test(path))
    return { kind: "hooks", what: "Claude Code's settings, which hold the guard's hook" };
  if (/\/\.cursor(\/hooks\.json)?$/.test(path))
    return { kind: "hooks", what: "Cursor's hooks, which hold the guard's hook" };
  if (/^(\/etc|\/Library\/Application Support|[a-z]:\/ProgramData)\/agentguard(\/|$)/i.test(path))
    return { kind: "own", what: "the organization's guard policy" };
  if (/^(\/etc|\/Library\/Application Support|[a-z]:\/Program(Data| Files))\/(claude-?code|cursor)(\/|$)/i.test(path))
    return { kind: "hooks", what: "machine-wide agent settings" };
  if (/\/\.agentguard\.json$/.test(path)) return { kind: "policy", what: "the workspace's guard policy" };
  return undefined;
}
