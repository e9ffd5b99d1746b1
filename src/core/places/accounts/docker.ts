/**
 * Finds the engine of a Docker command: options precede variables, and these the current context of the configuration,
 * whose host it also finds. https://docs.docker.com/engine/manage-resources/contexts/
 */

import type { Facts } from "../../facts/facts.ts";
import { wholly, words } from "../../text/expressions.ts";
import { isLocalHost } from "../hosts.ts";
import type { Evidence, Locator } from "../locator.ts";
import {
  type Chosen,
  chosenBy,
  chosenOption,
  type FileText,
  fileAt,
  jsonText,
  lineOf,
  pathIn,
  readJson,
  type Standing,
} from "./command-context.ts";
import { hostOfAlias } from "./ssh.ts";

export interface DockerChoice extends Standing {
  /** `-H`; null when it is only known at run time. */
  readonly host?: string | null;
  /** `-c`. */
  readonly context?: string | null;
  /** Podman and similar tools have no contexts in Docker's files. */
  readonly elsewhere?: true;
}

/** Contexts for this machine that Docker and its desktop products create. */
const LOCAL_CONTEXT = wholly(words`
  default desktop-linux desktop-windows colima(?:-.+)? orbstack rancher-desktop rootless
  podman-machine-default(?:-root)? lima-.+ minikube
`);

/** Returns the engine's locators; empty for this machine's engine. */
export function dockerEngine(choice: DockerChoice, facts: Facts): readonly Locator[] {
  const host = chosenOption(choice.host, "engine") ?? hostChosen(choice);
  if (host) return engineAt(host, choice, facts);
  const context =
    chosenOption(choice.context, "context") ??
    chosenBy(["DOCKER_CONTEXT", "CONTAINER_CONNECTION"], choice) ??
    (choice.elsewhere ? undefined : currentContext(choice, facts));
  return context ? contextLocators(context, choice, facts) : [];
}

/** A context given as option overrides host variables; a context in a variable does not. */
function hostChosen(choice: DockerChoice): Chosen | undefined {
  return choice.context === undefined ? chosenBy(["DOCKER_HOST", "CONTAINER_HOST"], choice) : undefined;
}

function contextLocators(context: Chosen, choice: DockerChoice, facts: Facts): readonly Locator[] {
  const { value, evidence } = context;
  if (value === null) return [{ kind: "label", label: "", evidence }];
  if (LOCAL_CONTEXT.test(value)) return [];
  const stored = choice.elsewhere ? [] : storedContexts(choice, facts);
  const own = stored.find(({ name }) => name === value);
  const label: Locator = {
    kind: "label",
    label: value,
    evidence,
    known: [
      { key: "dockerContext", name: value, evidence },
      ...(own?.host === undefined ? [] : [{ key: "host" as const, name: own.host, evidence: own.evidence }]),
      ...stored
        .filter(({ name, host }) => name !== value && host !== undefined && host === own?.host)
        .map(({ name, evidence: other }) => ({ key: "dockerContext" as const, name, evidence: other })),
    ],
  };
  return own && (own.host === undefined || isLocalHost(own.host)) && !/prod|live|stag/i.test(value) ? [] : [label];
}

interface StoredContext {
  readonly name: string;
  /** Undefined for a socket of this machine. */
  readonly host: string | undefined;
  readonly evidence: Evidence;
}

const MAX_CONTEXTS = 20;

/** Reads stored contexts, each from a folder whose name is a hash of the context's. */
function storedContexts(choice: Standing, facts: Facts): readonly StoredContext[] {
  const folder = `${configFolder(choice, facts)}/contexts/meta`;
  const entries = facts.ask({ kind: "stat", path: folder })?.entries ?? [];
  return entries.slice(0, MAX_CONTEXTS).flatMap((entry): StoredContext[] => {
    const file = fileAt(`${folder}/${entry}/meta.json`, facts);
    const json = file && readJson(file.text);
    const name = jsonText(json, "Name");
    const address = jsonText(json, "Endpoints", "docker", "Host");
    if (!file || name === undefined || address === undefined) return [];
    const host = hostOfEngine(address, choice, facts);
    const because = `the Docker context ${name} leads to ${host ?? "this machine"}`;
    return [{ name, host, evidence: { because, file: file.path, line: 1 } }];
  });
}

function currentContext(choice: Standing, facts: Facts): Chosen | undefined {
  const file: FileText | undefined = fileAt(`${configFolder(choice, facts)}/config.json`, facts);
  const value = file && jsonText(readJson(file.text), "currentContext");
  if (!file || value === undefined) return undefined;
  const line = lineOf(file.text, file.text.indexOf('"currentContext"'));
  const because = `the current Docker context is ${value}`;
  return { value, evidence: { because, file: file.path, line, variable: "currentContext", value } };
}

function configFolder(choice: Standing, facts: Facts): string {
  return choice.variables.get("DOCKER_CONFIG") || (pathIn("~/.docker", choice, facts) ?? "~/.docker");
}

function engineAt({ value, evidence }: Chosen, choice: Standing, facts: Facts): Locator[] {
  if (value === null) return [{ kind: "label", label: "", evidence }];
  const host = hostOfEngine(value, choice, facts);
  return host === undefined ? [] : [{ kind: "host", host, evidence }];
}

/** Returns the host of `ssh://user@host` or `tcp://host:2376`; undefined for sockets and pipes of this machine. */
function hostOfEngine(address: string, choice: Standing, facts: Facts): string | undefined {
  if (/^(?:unix|npipe|fd):/.test(address) || address.startsWith("/") || address === "default") return undefined;
  const host = /^(?:[a-z]+:\/\/)?(?:[^@/]*@)?(\[[^\]]+\]|[^:/]+)/i.exec(address)?.[1] ?? address;
  return address.startsWith("ssh:") ? (hostOfAlias(host, choice, facts) ?? host) : host;
}
