/** Reassembles a command whose parts are in separate arguments, for tools and servers named after a program. */
import type { McpAction } from "../../action/action.ts";
import type { Inner } from "../../effects/pack.ts";
import type { Scope } from "../../places/scope.ts";
import { captured, inOrder, wholly, words } from "../../text/expressions.ts";
import { literalWord, quotedForShell } from "../../text/words.ts";

/** Arguments that hold a command. */
export const SHELL = wholly(
  [
    /(?:cli_?|full_?|shell_?|bash_?|exec_?|terminal_?)?(?:command|cmd)s?(?:_?(?:string|text|line))?/,
    ...words`argv script bash shell`,
  ],
  "i",
);
/** A tool of such a name gets the rest of that program's command. */
export const PROGRAM = inOrder(
  [
    /(?:^|[^a-z])/,
    captured(words`kubectl helm terraform terragrunt tofu docker aws gcloud az git gh redis-cli redis mongosh psql`),
    /(?:[^a-z]|$)/,
  ],
  "i",
);

/** `fastly_execute`, `run-doctl-command`: any other program, when its sub-command and words are separate. */
const RUNS_OTHER = /^(?:run|execute|exec|call)?[-_]?([a-z][a-z0-9]{1,20}?)[-_](?:execute|exec|run|cli|command|call)$/;
const RUNS_CALLS = /(?:^|[^a-z])(?:shell|bash|terminal|commander|commands?|exec|cli|process)(?:[^a-z]|$)/i;

export function scopeOf(action: McpAction): Scope {
  return {
    cwd: action.cwd,
    variables: new Map(Object.entries(action.env ?? {})),
    via: [`mcp ${action.server}`],
  };
}

/** `{ args: ["volume", "prune"] }` for a tool that is named after docker: the rest of its command. */
export function argumentList(action: McpAction): Inner[] {
  const { args, arguments: more, argv } = action.arguments;
  const list = args ?? argv ?? more;
  const named = (PROGRAM.exec(action.tool) ?? PROGRAM.exec(action.server))?.[1]?.toLowerCase();
  if (!Array.isArray(list) || list.length === 0) return [];
  // A shell tool gets a whole call, its program first.
  if (named === undefined && !(RUNS_CALLS.test(action.server) && /^[\w./-]*[a-z]$/i.test(String(list[0])))) return [];
  if (
    Object.keys(action.arguments).some(key => SHELL.test(key) || key === "action") ||
    !list.every(one => typeof one === "string")
  )
    return [];
  const words = named === undefined || list[0] === named ? list : [named, ...list];
  const scope: Scope = { cwd: action.cwd, variables: new Map(), via: [`mcp ${action.server}`] };
  return [{ kind: "argv", argv: words.map(word => literalWord(word)), scope }];
}

/**
 * A program's command in parts: `git_push { remote, branch, force }`, `kubectl { args: "delete ns prod" }`,
 * `use_aws { service_name, operation_name, parameters }`.
 */
export function calledByParts(action: McpAction): Inner | undefined {
  const { tool, arguments: args } = action;
  const strings = (...keys: readonly string[]): string[] =>
    keys.flatMap(key => {
      const value = args[key];
      return (Array.isArray(value) ? value : [value]).filter(item => typeof item === "string");
    });
  const argv = (words: readonly string[]): Inner => ({
    kind: "argv",
    argv: words.map(word => literalWord(word)),
    scope: scopeOf(action),
  });
  const verb = /^git_([a-z]+)$/.exec(tool)?.[1];
  if (verb !== undefined && !/^(?:command|run|exec)$/.test(verb)) {
    const flags = Object.entries(args).flatMap(([key, value]) =>
      value === true ? [`--${key.replaceAll("_", "-")}`] : [],
    );
    const mode = strings("mode").map(name => `--${name}`);
    const named = strings("remote", "branch", "branch_name", "ref", "target", "commit", "stash", "paths", "files");
    return argv(["git", verb, ...flags, ...mode, ...named]);
  }
  const [service, operation] = [...strings("service_name", "service"), ...strings("operation_name", "operation")];
  if (/(?:^|_)aws(?:_|$)/.test(tool) && service !== undefined && operation !== undefined)
    return argv([
      "aws",
      service.toLowerCase(),
      dashed(operation),
      "--cli-input-json",
      JSON.stringify(args.parameters ?? args),
    ]);
  const [workflow] = strings("workflow_id", "workflowId", "workflow_file", "workflow");
  if (workflow !== undefined && STARTS_WORKFLOW.test(`${tool} ${strings("method").join(" ")}`))
    return argv(["gh", "workflow", "run", workflow, ...inputsOf(args.inputs)]);
  const [playbook] = strings("playbook", "playbook_path", "playbook_file");
  if (playbook !== undefined && /run|execute|play/i.test(tool))
    return argv(["ansible-playbook", ...strings("inventory").flatMap(one => ["-i", one]), playbook]);
  const [manifest] = strings("manifest", "yaml", "manifest_yaml", "resource_yaml");
  if (manifest !== undefined && /apply|delete/i.test(tool) && /^\s*(?:apiVersion|kind|\{|---)/.test(manifest)) {
    const words = [
      "kubectl",
      /delete/i.test(tool) ? "delete" : "apply",
      ...strings("namespace").flatMap(one => ["-n", one]),
    ];
    const typed = [...words, "-f", "-"].map(word => literalWord(word));
    return { kind: "argv", argv: typed, scope: scopeOf(action), stdin: { kind: "text", text: manifest } };
  }
  const program = programNamed(action);
  const given = args.args ?? args.arguments;
  // `{ command: "service", args: ["delete", "--service-id", "s"] }`
  const [called, ...more] = strings("command");
  const runs = program ?? RUNS_OTHER.exec(tool)?.[1];
  if (runs !== undefined && Array.isArray(given) && /^[a-z][\w-]*$/.test(called ?? "") && more.length === 0)
    return argv([runs, ...(called === runs ? [] : [called ?? ""]), ...strings("args", "arguments")]);
  if (program === undefined || typeof args.command === "string" || given === undefined) return undefined;
  if (typeof given === "string") return { kind: "shell", text: withProgram(given, action), scope: scopeOf(action) };
  const words = strings("args", "arguments");
  // `{ action: "apply", args: ["-destroy"] }`
  const verbs = strings("action", "subcommand", "operation").filter(
    word => /^[a-z][\w-]*$/.test(word) && !words.includes(word),
  );
  return words.length === 0
    ? undefined
    : argv(words[0] === program ? words : [program, ...verbs.slice(0, 1), ...words]);
}

/** `run_workflow`, `actions_run_trigger { method: "run_workflow" }`, `workflow_dispatch`. */
const STARTS_WORKFLOW = /(?:run|trigger|dispatch|start)_?workflow|workflow_?(?:run|trigger|dispatch)\b/i;

/** `{ env: "prod" }` as options of `gh workflow run`. */
function inputsOf(inputs: unknown): string[] {
  if (typeof inputs !== "object" || inputs === null) return [];
  return Object.entries(inputs).flatMap(([name, value]) =>
    typeof value === "string" ? ["-f", `${name}=${value}`] : [],
  );
}

/** Converts `DeleteDBInstance` and `delete_db_instance` to the spelling of command lines. */
function dashed(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .replaceAll("_", "-")
    .toLowerCase();
}

/** The program that a tool or server is named after. */
function programNamed({ server, tool }: McpAction): string | undefined {
  const named = (PROGRAM.exec(tool.replace(/([a-z])([A-Z])/g, "$1_$2")) ?? PROGRAM.exec(server))?.[1]?.toLowerCase();
  return named === "redis" ? "redis-cli" : named;
}

/** `destroy -auto-approve` for a tool that is named after terraform. */
export function withProgram(text: string, action: McpAction): string {
  const { server, tool } = action;
  const program = programNamed(action);
  if (program === undefined || /terminal|shell|bash|ssh|desktop/i.test(`${server} ${tool}`)) return text;
  const first = /^\s*([\w.-]+)/.exec(text)?.[1]?.toLowerCase();
  return first === undefined || first === program || /[|;&=/]/.test(text.split(/\s/)[0] ?? "")
    ? text
    : `${program} ${text}`;
}

/**
 * Whether a text is a call by itself rather than the rest of another program's: it begins with the name of a program that
 * is no sub-command of container tools or of git.
 */
export function isOwnCall(text: string): boolean {
  const [first = "", ...rest] = text.trim().split(/\s+/);
  if (rest.length === 0 || !/^[\w./-]+$/.test(first)) return false;
  // A path of this disk is neither a container nor a branch.
  return !SUBCOMMANDS.has(first) || rest.some(word => /^["']?(?:[~/]|\.\.)/.test(word));
}

/** Programs whose names are sub-commands, too: the words after them are containers, branches or objects. */
const SUBCOMMANDS = new Set(
  "rm mv cp kill top ps diff patch exec install history wait test sort commit start stop restart run apply delete".split(
    " ",
  ),
);

/** `exec { container, command }`: the command runs in the container, whatever the server's name is. */
export function ranWithin(
  command: string,
  owner: Readonly<Record<string, unknown>>,
  action: McpAction,
): string | undefined {
  const program = programNamed(action);
  if (!/exec/i.test(action.tool) || (program !== "docker" && program !== "kubectl")) return undefined;
  const name = ["container", "container_id", "containerId", "pod", "pod_name", "podName", "name", "id"]
    .map(key => owner[key])
    .find(value => typeof value === "string" && /^[\w./:-]+$/.test(value));
  if (name === undefined) return undefined;
  const { args } = owner;
  const words = Array.isArray(args) ? args.filter(word => typeof word === "string").map(quotedForShell) : [];
  const text = [command, ...words].join(" ");
  return `${program} exec ${String(name)} ${program === "kubectl" ? "-- " : ""}sh -c ${quotedForShell(text)}`;
}
