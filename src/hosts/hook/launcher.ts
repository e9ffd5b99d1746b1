/**
 * Writes the program that agents start for every call: a few lines of `sh` that hand standard input to the service with
 * curl. It trusts nothing in its environment (no PATH, no NODE_OPTIONS, no home folder), as an agent's project can set
 * those. `curl -T -` reads its input only after connecting, so after a refused connection the fallback can still read
 * the payload; once the service has it, nobody may judge again and any failure is a denial. A service without signs of
 * life for some seconds (curl measures over five) hangs, and is not waited for as long as a person. An answer without
 * the service's proof is another program's: it is a denial, and the service is started anew.
 */
import type { Protocol } from "../../agents/agent.ts";
import { PROOF_LINE } from "../../wire/proven.ts";
import { ALIVE_HEADER, NONCE_HEADER, PID_HEADER } from "../../wire/status.ts";
import { FRAME } from "./frame.ts";
import { shWord } from "./sh-word.ts";
import type { ShellProof } from "./shell-proof.ts";
import { FAILED } from "./words.ts";

export interface LauncherParts {
  /** The interpreter for the kernel: an absolute path, and one option at most. */
  readonly shell: string;
  /** Absolute path. */
  readonly socket: string;
  /**
   * Absolute path of `id`, where one launcher is for every user: `$user` in the paths of the socket and the key is then
   * the number of the user who runs it, as the system says.
   */
  readonly id?: string;
  /** Absolute path of `getent`, where `id` is given: that user's home, whatever a project's variables say. */
  readonly getent?: string;
  /** The first that can be executed is used; an editor's own binary works as well. */
  readonly node: readonly string[];
  readonly hookEntry: string;
  /** Empty when the machine has none: every call then takes the fallback. */
  readonly curl: string;
  /** Absolute path of a program that ends a curl which cannot end by itself while it waits for input; empty: none is needed. */
  readonly timeout?: string;
  /** How an answer is checked; absent: the machine has nothing to do it with. */
  readonly proof?: ShellProof | undefined;
  /** HOME and XDG variables as they are for the service, so that the fallback finds the same policy and kill switch. */
  readonly home: Readonly<Record<string, string>>;
  readonly agents: readonly Pick<Protocol, "id" | "timeoutSeconds" | "marginSeconds" | "reply" | "startsUnnamed">[];
}

/** Variables that could change what curl or Node do. The fallback gets the agent's real ones from the system. */
const POISON = [
  "NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS NODE_REPL_EXTERNAL_MODULE NODE_V8_COVERAGE NODE_DEBUG",
  "NODE_COMPILE_CACHE NODE_ICU_DATA NODE_REDIRECT_WARNINGS NODE_CHANNEL_FD OPENSSL_CONF OPENSSL_MODULES",
  "SSL_CERT_FILE SSL_CERT_DIR SSLKEYLOGFILE CURL_HOME CURL_SSL_BACKEND ELECTRON_NO_ATTACH_CONSOLE",
  "LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT DYLD_INSERT_LIBRARIES DYLD_LIBRARY_PATH DYLD_FRAMEWORK_PATH",
];

/** Exit codes of curl, and of the shell for a missing curl, after which standard input is still unread. */
const NOT_SENT = "2|3|4|5|6|7|48|126|127";

export function launcherText(parts: LauncherParts): string {
  const { agents } = parts;
  const unnamed = agents.find(({ startsUnnamed }) => startsUnnamed);
  return `#!${parts.shell}
# AgentGuard's hook, started by an agent for every call. $1 is the agent's id, standard input its payload.
# Written by AgentGuard when it is installed or updated; edits are overwritten.
\\unset -f printf [ break exit read 2>/dev/null
\\unset ${POISON.join(" \\\n  ")}
nl='
'
mend=
${parts.id === undefined ? "" : `user=$(${shWord(parts.id)} -u)\n`}${unnamed ? `[ $# -gt 0 ] || set -- ${shWord(unnamed.id)}\n` : ""}case "$1" in
${agents.map(agent => `${shWord(agent.id)}) limit=${secondsToWait(agent)} ;;`).join("\n")}
*)
  printf '%s\\n' "AgentGuard could not ${FAILED.agent.replaceAll('"', "")}; nothing was run. ${FAILED.repair}" >&2
  exit 2 ;;
esac
${parts.proof?.nonce ?? ""}
out=$(${bounded(parts)} -q -s --noproxy '*' --max-time "$limit" \\
  --unix-socket ${placeWord(parts, parts.socket)} -H 'Expect:' -H 'Content-Type: application/json' \\
  --speed-limit 4 --speed-time 3 -H ${shWord(`${ALIVE_HEADER}: yes`)} \\
  -H "${PID_HEADER}: $$" ${parts.proof ? `-H "${NONCE_HEADER}: $nonce" ` : ""}-T - -X POST "http://agentguard/v1/hook/$1" 2>/dev/null)
case $? in
0) why=${shWord(FAILED.answer)}${parts.proof ? checked(parts, parts.proof) : ""} ;;
28 | 124) why=${shWord(FAILED.late)} ;;
${NOT_SENT})
  why=${shWord(FAILED.start)}
  ${findNode(parts)}
  out=$(${fallback(parts)} --host "$1" --pid $$ --framed 2>/dev/null) ;;
*)
  why=${shWord(FAILED.held)}
  mend=yes ;;
esac
if [ -n "$mend" ]; then
  ${findNode(parts)}
  (${fallback(parts)} --mend </dev/null >/dev/null 2>&1 &)
fi
case $out in
"$nl"*) out=${FRAME.head}\${out#*"${FRAME.head}"} ;;
esac
case $out in
"${FRAME.head} "[02]"$nl"*"$nl${FRAME.middle}$nl"*"$nl${FRAME.end}")
  code=\${out#"${FRAME.head} "}
  out=\${out#*"$nl"}
  err=\${out#*"$nl${FRAME.middle}$nl"}
  printf '%s' "\${err%"$nl${FRAME.end}"}" >&2
  printf '%s' "\${out%%"$nl${FRAME.middle}$nl"*}"
  exit "\${code%%"$nl"*}" ;;
esac
case "$1" in
${agents.map(refusal).join("\n")}
esac
exit 2
`;
}

function findNode({ node }: LauncherParts): string {
  return `for node in ${node.map(shWord).join(" ")}; do [ -x "$node" ] && break; done`;
}

/** How the entry is started that does what the launcher cannot. */
function fallback({ hookEntry, home, getent }: LauncherParts): string {
  const variables = Object.entries(home).map(([name, value]) => `${name}=${shWord(value)} `);
  // passwd(5): the sixth field, which only the system sets.
  const asked =
    getent === undefined
      ? ""
      : `HOME=$(${shWord(getent)} passwd "$user" | { IFS=: read -r _ _ _ _ _ home _; printf '%s' "$home"; }) `;
  return `${asked}${variables.join("")}ELECTRON_RUN_AS_NODE=1 \\
    "$node" ${shWord(hookEntry)}`;
}

/** Takes the proof off the answer; where it does not hold, the answer as well. */
function checked(parts: LauncherParts, { key: path, digest }: ShellProof): string {
  const key = placeWord(parts, path);
  return `
  out=\${out#"\${out%%[!"$nl"]*}"}
  proof=\${out%%"$nl"*}
  out=\${out#*"$nl"}
  key=
  [ -r ${key} ] && IFS= read -r key <${key}
  said=$(printf '%s' "$key$nl$nonce$nl$out$nl$key" | ${digest} 2>/dev/null)
  if [ -z "$key" ] || [ -z "$said" ] || [ "$proof" != "${PROOF_LINE}\${said%% *}" ]; then
    why=${shWord(FAILED.stranger)}
    out=
    mend=yes
  fi`;
}

/** One word for `sh`, in which `$user` counts where the launcher is for every user. */
function placeWord({ id }: LauncherParts, path: string): string {
  return id === undefined ? shWord(path) : `"${path}"`;
}

/** How curl is started: with a limit of its own, and with one from outside where it does not keep that. */
function bounded({ curl, timeout = "" }: LauncherParts): string {
  const program = shWord(curl || "/nonexistent/curl");
  return timeout === "" || curl === "" ? program : `${shWord(timeout)} --foreground $((limit + 1)) ${program}`;
}

/** Longer than the service needs to say no in time, shorter than the agent waits. */
function secondsToWait(agent: LauncherParts["agents"][number]): number {
  return Math.max(1, agent.timeoutSeconds - Math.ceil(agent.marginSeconds / 2));
}

/** The agent's own refusal, asked of its file now, with `$why` to be filled in by the shell. */
function refusal(agent: LauncherParts["agents"][number]): string {
  const gap = "AGENTGUARDWHY";
  const reason = `AgentGuard could not ${gap}; nothing was run. ${FAILED.repair}`;
  const { stdout, stderr, exitCode } = agent.reply({ kind: "deny", reason }, undefined);
  const fill = (text: string) => text.split(gap).map(shWord).join('"$why"');
  const print = (text: string, to: string) => (text === "" ? "" : `  printf '%s' ${fill(text)}${to}\n`);
  return `${shWord(agent.id)})\n${print(stderr, " >&2")}${print(stdout, "")}  exit ${exitCode === 0 ? 0 : 2} ;;`;
}
