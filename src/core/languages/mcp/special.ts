/** Effects that only a tool's arguments show: branches pushed to, filters that match everything, secrets. */
import type { McpAction } from "../../action/action.ts";
import { secretFormIn } from "../../detectors/secrets/text.ts";
import type { Effect } from "../../effects/effect.ts";
import { type DestructiveName, destructiveName, readingName, resourceNamed } from "../../effects/names.ts";
import { anyOf } from "../../text/expressions.ts";
import type { Destination } from "../graphql/effects.ts";

const DEFAULT_BRANCH = /^(?:refs\/heads\/)?(?:main|master|trunk|production|prod|release(?:\/.*)?|develop)$/;

/** Files that are committed directly at a forge: a default branch gets no review, and CI runs its workflow files. */
export function pushedFiles(action: McpAction, place: Destination): Effect[] | undefined {
  if (!/^(?:push_files|create_or_update_file|create_file|update_file|commit_files|create_commit)$/.test(action.tool))
    return undefined;
  if (!/github|gitlab|gitea|bitbucket/i.test(action.server)) return undefined;
  const { branch, path, files } = action.arguments;
  const paths = [
    path,
    ...(Array.isArray(files) ? files.map(file => (file as { path?: unknown } | null)?.path) : []),
  ].filter(name => typeof name === "string");
  const toDefault = branch === undefined || (typeof branch === "string" && DEFAULT_BRANCH.test(branch));
  const inCi = paths.find(name =>
    /^\.?\/?(?:\.github\/(?:workflows|actions)\/|\.gitlab-ci\.yml|\.circleci\/)/.test(name),
  );
  if (!toDefault && inCi === undefined) return [];
  return [
    {
      verb: "publish",
      resource: "remote-branch",
      target: typeof branch === "string" ? branch : "the default branch",
      reach: "one",
      recovery: "effort",
      certainty: "likely",
      source: "mcp",
      says:
        inCi !== undefined
          ? `changes what CI runs (${inCi}) through ${place.name}`
          : `commits straight to ${typeof branch === "string" ? branch : "the default branch"} through ${place.name}`,
      at: place.at,
      instead: "Commit to a branch of its own and open a pull request.",
    },
  ];
}

/** `{ archived: true }`, `{ in_trash: true }`: a change that archives or trashes the object. */
export function putAway({ arguments: args }: McpAction): boolean {
  return layersOf(args).some(
    layer =>
      PUT_AWAY.some(key => layer[key] === true) ||
      // Gmail: the trash is a label.
      (Array.isArray(layer.addLabelIds) && layer.addLabelIds.includes("TRASH")) ||
      // Notion: the page's whole content is replaced by nothing.
      (layer.command === "replace_content" && (layer.new_str ?? layer.content) === ""),
  );
}

const PUT_AWAY = ["in_trash", "archived", "is_deleted", "deleted", "trashed", "permanent", "dropTarget", "drop_target"];

/** The arguments, and the objects that they hold: `{ data: { command } }`, `{ selectSchema: { operation } }`. */
function layersOf(args: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>[] {
  const objects = Object.values(args).filter(
    (value): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value),
  );
  return [args, ...objects.slice(0, 8)];
}

/** The operation of a generic tool: `{ selectSchema: { operation: "deploy-site" } }`. */
export function operationIn({ arguments: args }: McpAction): string | undefined {
  const said = layersOf(args)
    .map(({ operation }) => operation)
    .find(value => typeof value === "string");
  return typeof said === "string" && said.length < 80 ? said : undefined;
}

/** Tools that run something by name: a task, a job, an action. */
const RUNNER =
  /(?:^|[-_])(?:run|execute|start|trigger|perform|invoke|exec|do)(?:[-_]|[A-Z])|[-_]?(?:executor|runner|action)s?$/;
const RUN_BY_NAME = ["name", "task", "script", "job", "recipe", "type", "Type", "action_type", "playbook"];

/** What a generic tool is to do: `{ operation: "delete-site" }`, `{ method: "DELETE", path: "/users/4" }`. */
export function saidByArgument({ tool, arguments: args }: McpAction): DestructiveName | undefined {
  for (const key of [
    ...(RUNNER.test(tool) ? RUN_BY_NAME : []),
    ...(typeof args.command === "string" && /^[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+){2,}$/.test(args.command)
      ? ["command"]
      : []),
    "operation",
    "action",
    "method",
    "http_method",
    "verb",
    "op",
    "subcommand",
    "operationId",
    "operation_id",
    "stripe_api_operation_id",
    "api_operation_id",
    "functionName",
    "function_name",
  ]) {
    const said = layersOf(args)
      .map(layer => layer[key])
      .find(value => typeof value === "string");
    if (typeof said !== "string" || said.length > 80) continue;
    if (RUN_BY_NAME.includes(key) && !/^[\w:.-]+$/.test(said)) continue;
    const meaning = destructiveName(said);
    if (!meaning) continue;
    const resource = meaning.noun === "" ? resourceNamed(tool) : undefined;
    return resource === undefined ? meaning : { ...meaning, resource };
  }
  return undefined;
}

/** `create_deployment { target: "production" }`. */
export function deploysToProduction({ tool, arguments: args }: McpAction): boolean {
  if (!/deploy|release|rollout/i.test(tool) || readingName(tool)) return false;
  return ["target", "environment", "env", "stage", "prod", "production"].some(key => {
    const value = args[key];
    return value === true || (typeof value === "string" && /^prod(?:uction)?$/i.test(value));
  });
}

/** A filter that holds everything: `{}`. */
export function holdsEverything({ arguments: args }: McpAction): boolean {
  return ["filter", "query", "where", "selector", "match"].some(key => {
    const value = args[key];
    return (
      (typeof value === "object" && value !== null && Object.keys(value).length === 0) ||
      value === "{}" ||
      value === "*"
    );
  });
}

/** `{ pipeline: [… { $out: "users" }] }`: an aggregation that overwrites a collection. */
export function writtenOver({ tool, arguments: args }: McpAction): string | undefined {
  const { pipeline } = args;
  if (!/aggregate/i.test(tool)) return undefined;
  const text = typeof pipeline === "string" ? pipeline : (JSON.stringify(pipeline) ?? "");
  return /"\$(?:out|merge)"\s{0,400}:\s{0,400}(?:\{[^}]{0,200}?)?"?(?:into|coll)?"?(?::\s{0,400})?"([^"]{1,120})"/.exec(
    text.slice(0, 64 * 1024),
  )?.[1];
}

/** A token or key, recognised by its form, that is sent to a remote server; tools for secrets are excepted. */
export function secretsHanded(action: McpAction, place: Destination): Effect[] {
  if (place.local || /secret|env|variable|credential|auth|login|token|password|vault/i.test(action.tool)) return [];
  const what = secretFormIn(JSON.stringify(action.arguments).slice(0, 64 * 1024));
  if (what === undefined) return [];
  return [
    {
      verb: "exfiltrate",
      resource: "secret",
      target: what,
      reach: "one",
      recovery: "none",
      certainty: "likely",
      source: "mcp",
      says: `hands ${what} to ${place.name}`,
      at: place.at,
      instead: "Leave the secret out; name the variable that holds it.",
    },
  ];
}

/** `privileged`, `"/:/host"`, `"source": "/"`, `"/var/run/docker.sock": {"bind": …}`, `"pid_mode": "host"`. */
const MACHINES = anyOf(
  [
    /"(privileged)":true/,
    /"(?:source|src|host_?path)":"(\/|\/(?:etc|root|proc)|(?:\/var)?\/run\/docker\.sock)"/,
    /"(\/|\/(?:etc|root|proc)|(?:\/var)?\/run\/docker\.sock)(?::\/|":\{)/,
    /"pid(?:_?mode)?":"(host)"/,
  ],
  "i",
);

/** A container that is given the whole machine: its devices, its root folder, its engine, its processes. */
export function machineHanded(action: McpAction): Effect[] {
  if (!/container|docker|podman/i.test(`${action.server} ${action.tool}`)) return [];
  if (!/run|create|start|deploy|up\b/i.test(action.tool)) return [];
  const [, ...found] = MACHINES.exec(JSON.stringify(action.arguments).slice(0, 64 * 1024)) ?? [];
  const given = found.find(part => part !== undefined);
  if (given === undefined) return [];
  const what = given.startsWith("/") ? `the machine's own ${given}` : "what belongs to the machine";
  return [
    {
      verb: "escalate",
      resource: "system",
      target: given,
      reach: "one",
      recovery: "none",
      certainty: "certain",
      source: "mcp",
      says: `gives a container ${what}`,
      instead: "Give it only the folders that it needs.",
    },
  ];
}
