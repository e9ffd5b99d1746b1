/**
 * Finds where an effect goes that leaves this machine for a place without environments: a registry of packages or
 * images, a git remote. This is for display and gives no points; the locators do.
 */

import type { Effect } from "../effects/effect.ts";
import type { Invocation } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { fileAbove, fileAt, pathIn, type Standing } from "../places/accounts/command-context.ts";
import { hostOfValue } from "../places/hosts.ts";
import type { Beyond } from "../places/locator.ts";
import { addressesOf } from "./local-registry.ts";

/** Adds the registry to the effects of one command that publish. */
export function withRegistry(command: Invocation, effects: readonly Effect[], facts: Facts): readonly Effect[] {
  if (!effects.some(isPublic)) return effects;
  return effects.map(effect =>
    isPublic(effect) && effect.beyond === undefined
      ? { ...effect, beyond: registryOf(command, effect, facts) }
      : effect,
  );
}

/** Returns whether the effect is on published things. npm's calls about packages are. */
function isPublic({ verb, source, path }: Effect): boolean {
  return verb === "publish" || (source === "node-packages" && path === undefined && !verb.startsWith("execute"));
}

function registryOf(command: Invocation, effect: Effect, facts: Facts): Beyond {
  const kind = effect.resource === "account" && effect.verb === "publish" ? "remote" : "registry";
  const [named] = addressesOf(command);
  if (named !== undefined) return toldBy(kind, named, `the command names ${named}`);
  if (effect.resource === "image") return imageRegistry(effect.target);
  if (effect.source === "node-packages") return npmRegistry(command, facts);
  const known = USUAL.get(command.program);
  return known === undefined ? { kind } : toldBy(kind, known, `nothing names another registry than ${known}`);
}

function toldBy(kind: Beyond["kind"], host: string, because: string): Beyond {
  return { kind, host, evidence: { because } };
}

/** The default registry of each tool. */
const USUAL: ReadonlyMap<string, string> = new Map([
  ["cargo", "crates.io"],
  ["gem", "rubygems.org"],
  ["twine", "pypi.org"],
  ["vsce", "marketplace.visualstudio.com"],
  ["ovsx", "open-vsx.org"],
]);

/** Returns the registry of `ghcr.io/acme/app`: the part before the first slash is a host if it has a dot or a port. */
function imageRegistry(image: string): Beyond {
  const [first = "", ...rest] = image.split("/");
  const isHost = rest.length > 0 && /^[\w-]+(?:\.[\w-]+)+(?::\d+)?$|^[\w.-]+:\d+$/.test(first);
  if (isHost) return toldBy("registry", first, `the image's name begins with ${first}`);
  return /^[\w./:@-]+$/.test(image) && !image.includes(" ")
    ? toldBy("registry", "docker.io", "an image without a host in its name goes to docker.io")
    : { kind: "registry" };
}

/** Returns npm's registry: `publishConfig` wins, then the variable, the project's `.npmrc`, and the user's. */
function npmRegistry(command: Invocation, facts: Facts): Beyond {
  const standing: Standing = { variables: command.scope.variables, cwd: command.scope.cwd };
  const manifest = fileAbove("package.json", standing, facts);
  const own = /"publishConfig"\s*:\s*\{[^}]*"registry"\s*:\s*"([^"]+)"/.exec(manifest?.text ?? "")?.[1];
  const name = /"name"\s*:\s*"(@[\w.-]+)\//.exec(manifest?.text ?? "")?.[1];
  const variable = standing.variables.get("npm_config_registry") ?? standing.variables.get("NPM_CONFIG_REGISTRY");
  if (own && manifest) return toldByFile(own, "publishConfig", manifest.path);
  const files = [fileAbove(".npmrc", standing, facts), fileAt(pathIn("~/.npmrc", standing, facts), facts)];
  for (const key of name === undefined ? ["registry"] : [`${name}:registry`, "registry"]) {
    if (key === "registry" && variable) {
      const host = hostOfValue(variable) ?? variable;
      return toldBy("registry", host, `npm_config_registry is ${host}`);
    }
    for (const file of files) {
      const line = file?.text.split("\n").find(text => text.replace(/\s*=.*/s, "").trim() === key);
      if (file && line !== undefined) return toldByFile(line.slice(line.indexOf("=") + 1).trim(), key, file.path);
    }
  }
  return toldBy("registry", "registry.npmjs.org", "nothing names another registry than registry.npmjs.org");
}

function toldByFile(value: string, key: string, file: string): Beyond {
  const host = hostOfValue(value) ?? "a registry that is only known when it runs";
  return { kind: "registry", host, evidence: { because: `${key} says ${host}`, file } };
}
