/** Reads docker compose, docker-compose, podman-compose: what a project loses besides its containers. */

import { type Argument, type Grammar, optionValue, optionValues } from "../../core/effects/options.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { shown } from "../../core/files/targets.ts";
import type { EffectTemplate, Line } from "../../core/kit/table.ts";
import {
  type ComposeCall,
  type ComposeProject,
  type ComposeService,
  composeProject,
  composeService,
} from "../../core/places/databases/formats/compose.ts";
import type { Locator } from "../../core/places/locator.ts";
import type { Scope } from "../../core/places/scope.ts";
import { baseName, resolvePath } from "../../core/text/paths.ts";

export const COMPOSE_GLOBAL: Grammar = {
  values:
    "f file p project-name profile env-file project-directory ansi progress parallel podman-args podman-build-args podman-run-args H host c context".split(
      " ",
    ),
  stopAtOperand: true,
};

const VOLUMES: EffectTemplate = {
  verb: "delete",
  resource: "volume",
  reach: "one",
  thing: "the project's volumes",
  says: "deletes the project's volumes with what its databases have stored",
  instead: "Without -v, down keeps the volumes.",
};
const CONTAINERS: EffectTemplate = {
  verb: "delete",
  resource: "container",
  recovery: "effort",
  reach: "several",
  says: "stops and deletes the project's containers",
};
const STOP: EffectTemplate = {
  verb: "stop",
  resource: "service",
  recovery: "effort",
  says: "stops the project's services",
};
const UP: EffectTemplate = {
  verb: "deploy",
  resource: "service",
  recovery: "effort",
  says: "starts the project's services",
};
const AGAIN: EffectTemplate = { ...UP, says: "restarts the project's services" };
const RENEWED: EffectTemplate = {
  ...VOLUMES,
  says: "replaces the anonymous volumes of the project's services",
  instead: "Without -V they stay.",
};

export const COMPOSE_LINES: readonly Line[] = [
  { call: "down", with: ["v", "volumes"], does: [VOLUMES, CONTAINERS] },
  { call: "down", does: CONTAINERS },
  { call: "rm", with: ["v", "volumes"], does: [{ ...VOLUMES, says: "deletes the anonymous volumes of" }, CONTAINERS] },
  { call: "rm", does: CONTAINERS },
  { call: "up|create|start|restart|unpause", with: ["V", "renew-anon-volumes"], does: RENEWED },
  { call: "restart", does: AGAIN },
  { call: "up|create|start|unpause|scale|watch", does: UP },
  { call: "stop|kill|pause", does: STOP },
  {
    call: "push|publish",
    does: { verb: "publish", resource: "image", recovery: "effort", says: "publishes the project's images" },
  },
  {
    call: "build",
    with: ["push"],
    does: { verb: "publish", resource: "image", recovery: "effort", says: "publishes the project's images" },
  },
  {
    call: "ps|ls|logs|config|convert|images|top|port|events|version|pull|build|cp|stats|volumes|wait|attach|export|commit|alpha|bridge|systemd",
  },
];

/** Returns the stage in the name of a file or project: `docker-compose.prod.yml`, `-p shop-production`. */
export function stageOf(args: readonly Argument[]): readonly Locator[] {
  const names = [
    ...optionValues(args, "f", "file", "env-file").map(word => baseName(shown(word)).replace(/\.ya?ml$/, "")),
    ...optionValues(args, "p", "project-name", "profile").map(shown),
  ];
  return names
    .filter(name => /(?:^|[^a-z])(?:prod|production|prd|live|staging|stage|stg)(?:[^a-z]|$)/i.test(name))
    .map(label => ({ kind: "label", label, evidence: { because: `the command names ${label}` } }));
}

/** Returns what the project's files say of a service; undefined if they are not here. */
export function serviceIn(
  name: string,
  args: readonly Argument[],
  scope: Scope,
  facts: Facts,
): ComposeService | undefined {
  const call = callOf(args, scope);
  return call && composeService(name, call, scope, facts);
}

/** Returns all that the project's files say; undefined if they are not here. */
export function projectOf(args: readonly Argument[], scope: Scope, facts: Facts): ComposeProject | undefined {
  const call = callOf(args, scope);
  return call && composeProject(call, scope, facts);
}

function callOf(args: readonly Argument[], scope: Scope): ComposeCall | undefined {
  if (scope.cwd === null || scope.elsewhere) return undefined;
  const given = optionValues(args, "f", "file").flatMap(({ value }) => value ?? []);
  const said = given.length > 0 ? given : (scope.variables.get("COMPOSE_FILE")?.split(/[:;]/) ?? []);
  const envFiles = optionValues(args, "env-file").flatMap(({ value }) => value ?? []);
  const folder = optionValue(args, "project-directory")?.value ?? ".";
  return {
    folder: resolvePath(folder, scope.cwd),
    ...(said.length > 0 && { files: said }),
    ...(envFiles.length > 0 && { envFiles }),
  };
}

/** The options after the sub-command, where `-f` and `-p` are flags. */
export const COMPOSE_GRAMMAR: Grammar = {
  values: "t timeout signal rmi scale n tail exit-code-from index H host c context".split(" "),
};
